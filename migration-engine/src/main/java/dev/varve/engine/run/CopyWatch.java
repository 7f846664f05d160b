package dev.varve.engine.run;

import dev.varve.engine.database.Database;
import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.database.FileDatabase;
import dev.varve.engine.fingerprint.Schema;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.observation.RehearsedStep;
import dev.varve.engine.observation.StepFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Listens to a tool at work on a copy: keeps what each step did, the schema after it, and how large the copy grew. */
final class CopyWatch implements Consumer<Observation> {

    private final Database copy;
    private final Set<String> versionTables;
    private final RowLedger rows;
    private final Consumer<Observation> next;
    private final List<RehearsedStep> steps = new ArrayList<>();
    private Schema seen;
    private StepFailure failure;
    private long peakBytes;

    CopyWatch(Database copy, Set<String> versionTables, RowLedger rows, Consumer<Observation> next) {
        this.rows = rows;
        this.copy = copy;
        this.versionTables = versionTables;
        this.next = next;
    }

    /** The schema's fingerprint now; {@code null} while the tool keeps it locked. */
    String fingerprint() {
        try {
            seen = copy.schema().without(versionTables);
            return seen.fingerprint();
        } catch (DatabaseUnreadable locked) {
            return null;
        }
    }

    @Override
    public void accept(Observation observation) {
        countRows(observation);
        switch (observation) {
            case Observation.StepSucceeded step -> keep(step);
            case Observation.StepFailed step -> failure = step.failure();
            case Observation.StatementStarting statement -> measureFile();
            case Observation.StatementFinished statement -> measureFile();
            default -> {}
        }
        next.accept(new Observation.Rehearsing(observation));
    }

    private void keep(Observation.StepSucceeded step) {
        measure();
        var known = seen != null && seen.fingerprint().equals(step.fingerprint());
        steps.add(new RehearsedStep(
                step.revision(), step.durationMillis(), step.statements(), step.rowsAffected(), known ? seen : null));
    }

    private void countRows(Observation observation) {
        try {
            rows.hear(observation, copy::rowCounts);
        } catch (DatabaseUnreadable locked) {
            // The tool holds locks beyond the step's end: the verification counts.
        }
    }

    /** A server would have to be asked, and tells nothing of the room that it has left. */
    private void measureFile() {
        if (copy instanceof FileDatabase) {
            measure();
        }
    }

    private void measure() {
        peakBytes = Math.max(peakBytes, copy.sizeBytes());
    }

    List<RehearsedStep> steps() {
        return List.copyOf(steps);
    }

    /** Why the step that failed did; {@code null} if none did. */
    StepFailure failure() {
        return failure;
    }

    long peakBytes() {
        measure();
        return peakBytes;
    }
}
