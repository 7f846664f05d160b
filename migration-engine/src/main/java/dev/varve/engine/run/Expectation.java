package dev.varve.engine.run;

import dev.varve.engine.database.Database;
import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.fingerprint.Difference;
import dev.varve.engine.fingerprint.Schema;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.observation.Observation.StepDeviated;
import dev.varve.engine.observation.Observation.StepSucceeded;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Holds the steps on the database against what the same steps did on the copy. The first that leaves another schema is the last. */
final class Expectation {

    private final Database database;
    private final Set<String> versionTables;
    private final Rehearsed taught;
    private final Consumer<Observation> observer;
    private StepDeviated deviated;

    /** @param taught {@code null} if nothing is expected */
    Expectation(Database database, Set<String> versionTables, Rehearsed taught, Consumer<Observation> observer) {
        this.database = database;
        this.versionTables = versionTables;
        this.taught = taught;
        this.observer = observer;
    }

    boolean isDisappointed() {
        return deviated != null;
    }

    void compare(StepSucceeded step) {
        var rehearsed = taught == null ? null : taught.step(step.revision());
        if (rehearsed == null) {
            return;
        }
        if (rehearsed.statements() != step.statements() || rehearsed.rowsAffected() != step.rowsAffected()) {
            observer.accept(new Observation.ToolSaid("step " + step.revision() + " ran " + step.statements()
                    + " statements on " + step.rowsAffected() + " rows, in the rehearsal " + rehearsed.statements()
                    + " on " + rehearsed.rowsAffected()));
        }
        if (rehearsed.schema() != null
                && step.fingerprint() != null
                && !step.fingerprint().equals(rehearsed.fingerprint())) {
            deviate(step.ordinal(), step.revision(), rehearsed.schema(), step.fingerprint());
        }
    }

    private void deviate(int ordinal, String revision, Schema expected, String found) {
        deviated = new StepDeviated(ordinal, revision, expected.fingerprint(), found, difference(expected));
        observer.accept(deviated);
    }

    private List<String> difference(Schema expected) {
        try {
            return Difference.between(expected, database.schema().without(versionTables))
                    .inWords();
        } catch (DatabaseUnreadable locked) {
            return List.of();
        }
    }

    /** A run in which something was other than rehearsed needs recovery, however well it ended. */
    RunReport weigh(RunReport report) {
        if (taught == null) {
            return report;
        }
        if (deviated == null
                && report.outcome() == RunReport.Outcome.SUCCEEDED
                && !taught.schema().fingerprint().equals(report.fingerprint())) {
            var last = taught.steps().getLast().revision();
            deviate(taught.steps().size(), last, taught.schema(), report.fingerprint());
        }
        return deviated == null ? report : report.needingRecovery(inWords());
    }

    private String inWords() {
        return "step " + deviated.revision() + " did not leave the schema that it left in the rehearsal: "
                + String.join("; ", deviated.difference());
    }
}
