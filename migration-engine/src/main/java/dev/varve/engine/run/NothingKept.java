package dev.varve.engine.run;

import dev.varve.engine.database.Database;
import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.database.postgres.PostgresDatabase;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.observation.Observation.StepStarting;
import dev.varve.engine.observation.Observation.StepSucceeded;
import dev.varve.engine.session.ToolSession;
import dev.varve.engine.tool.MigrationTool;
import dev.varve.engine.verdict.Verdicts;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Looks whether a step that failed left nothing: neither a statement's effect, nor a trace in the schema, nor a recorded revision. */
final class NothingKept implements Consumer<Observation> {

    /** A tool that ended has let its sessions go; the server needs a moment to see it. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Database database;
    private final MigrationTool tool;
    private String before;

    NothingKept(Database database, MigrationTool tool) {
        this.database = database;
        this.tool = tool;
    }

    void toolBegins() {
        before = null;
    }

    /** Listens what the schema was before the steps that are not kept yet. */
    @Override
    public void accept(Observation observation) {
        if (observation instanceof StepStarting starting && before == null) {
            before = starting.fingerprint();
        } else if (observation instanceof StepSucceeded) {
            before = null;
        }
    }

    /**
     * Why it cannot be said that nothing was kept, as a clause.
     *
     * @param applied the revisions of steps that are done
     * @return {@code null} if nothing was
     */
    String objection(RunOrder order, List<String> applied) {
        try {
            if (database instanceof PostgresDatabase server
                    && !ToolSession.awaitTheirEnd(server, LONGEST_WAIT).isEmpty()) {
                return "the server still works for the migration tool";
            }
            var recorded = tool.recorded(order.versionTables()).map(Set::copyOf).orElse(null);
            if (!Set.copyOf(expected(order, applied)).equals(recorded)) {
                return "the database is not recorded where it was before that step";
            }
            var fingerprint = InPlace.fingerprint(database, order);
            if (fingerprint == null || !fingerprint.equals(before)) {
                return "the schema is not seen to be what it was before that step";
            }
        } catch (DatabaseUnreadable unreadable) {
            return unreadable.getMessage();
        }
        var verdicts = Verdicts.of(order.ledger(), database).besides(new HashSet<>(applied));
        return verdicts.nothingKept() ? null : verdicts.inWords();
    }

    private static List<String> expected(RunOrder order, List<String> applied) {
        return applied.isEmpty()
                ? order.from()
                : order.steps().stream()
                        .filter(step -> step.revision().equals(applied.getLast()))
                        .findFirst()
                        .map(step -> step.to())
                        .orElse(List.of());
    }
}
