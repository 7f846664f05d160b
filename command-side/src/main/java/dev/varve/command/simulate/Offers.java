package dev.varve.command.simulate;

import dev.varve.engine.recovery.Situation;
import dev.varve.engine.recovery.Way;
import dev.varve.events.RecordedOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The ways back that are offered, the safest first.
 *
 * @param wayBack the backup of the run that left it so; {@code null} if there is none
 */
record Offers(SimulatedDatabase.Trouble trouble, Vault.Kept wayBack) {

    List<RecordedOption> ways() {
        var ways = new ArrayList<RecordedOption>();
        switch (trouble.situation()) {
            case PARTIAL -> {
                addRestore(ways);
                ways.add(mend());
            }
            case STEP_BOUNDARY -> {
                ways.add(option(
                        Way.RESUME,
                        "leaves what is done, and goes on with the next step as a guarded run with a backup of its own",
                        "the schema equals that of the recorded revision; no table has fewer rows than the backup"));
                addRestore(ways);
            }
            case ROWS_LOST -> addRestore(ways);
            default -> {}
        }
        if (ways.isEmpty()) {
            ways.add(option(
                    Way.NOTHING,
                    "leaves the database as it is, and records that run " + trouble.runId() + " is over",
                    "the schema equals that of the recorded revision"));
        }
        return ways;
    }

    private void addRestore(List<RecordedOption> ways) {
        if (wayBack != null) {
            ways.add(new RecordedOption(
                    Way.RESTORE.word(),
                    "puts backup " + wayBack.id() + " of " + wayBack.takenAt()
                            + ", taken right before the run's first step, in the database's place; what is there now"
                            + " is kept beside it",
                    trouble.situation() == Situation.PARTIAL
                            ? "changes in table " + trouble.step().table() + " since"
                            : null,
                    1_200L,
                    "schema and every row equal the backup's, read back from the database"));
        }
    }

    private RecordedOption mend() {
        return new RecordedOption(
                Way.MEND.word(),
                "on a copy of the database runs " + undo() + "; then the copy takes the database's place, and what is"
                        + " there now is kept beside it",
                "what the step that did not end made",
                1_500L,
                "the copy's schema equals that of the recorded revision, and every row of the tables that stay is"
                        + " there");
    }

    /** What mending runs. */
    String undo() {
        return "what undoes " + String.join(", ", Findings.exists(trouble.step()));
    }

    private static RecordedOption option(Way way, String does, String proof) {
        return new RecordedOption(way.word(), does, null, null, proof);
    }
}
