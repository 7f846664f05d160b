package dev.varve.engine.tool.alembic;

import dev.varve.engine.database.Database;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.observation.StepFailure;
import dev.varve.engine.tool.MigrationOrder;
import dev.varve.engine.tool.MigrationResult;
import dev.varve.engine.tool.MigrationResult.Ending;
import dev.varve.engine.tool.ToolException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What a run's last word means: for the steps that were open or not yet committed, and for the run. */
final class RunEnding {

    private final Database database;
    private final MigrationOrder order;
    private final Consumer<Observation> observer;
    private final RunnerFailure failures;

    RunEnding(Database database, MigrationOrder order, Consumer<Observation> observer, RunnerFailure failures) {
        this.database = database;
        this.order = order;
        this.observer = observer;
        this.failures = failures;
    }

    /**
     * @throws ToolException if the tool never got as far as planning: nothing was changed
     */
    MigrationResult of(MigrationConversation conversation, RunProgress progress, int exitCode) {
        var word = conversation.lastWord();
        settleProvisional(conversation, progress);
        return switch (word == null ? "" : word.what()) {
            case "done" -> finished(progress);
            case "failed" -> failed(word, progress);
            case "stopped" -> stopped(word, progress);
            case "wrongDatabase" -> throw new ToolException(failures.wrongDatabase(word));
            default -> died(conversation, progress, exitCode);
        };
    }

    private static MigrationResult finished(RunProgress progress) {
        var lost = progress.provisional().stream().findFirst();
        return lost.map(first -> new MigrationResult(
                        Ending.FAILED, progress.applied(), first.step().revision(), notCommitted()))
                .orElseGet(() -> new MigrationResult(Ending.FINISHED, progress.applied(), null, null));
    }

    private MigrationResult failed(Heard.Said word, RunProgress progress) {
        if (!progress.isPlanned()) {
            throw new ToolException(failures.finding(word));
        }
        var failure = new StepFailure(
                word.text("type"),
                word.text("message"),
                word.text("traceback"),
                word.text("statement"),
                word.number("ordinal"),
                word.truth("inTransaction"),
                word.text("sqlState"));
        return ended(Ending.FAILED, failure, progress);
    }

    private MigrationResult stopped(Heard.Said word, RunProgress progress) {
        var failure = new StepFailure("Stopped", word.text("reason"), null, null, 0, null);
        return ended(Ending.STOPPED, failure, progress);
    }

    private MigrationResult ended(Ending ending, StepFailure failure, RunProgress progress) {
        var step = progress.open().orElse(null);
        if (step != null) {
            observer.accept(new Observation.StepFailed(
                    step.ordinal(),
                    step.revision(),
                    progress.elapsedMillis(),
                    failure,
                    order.inspector().fingerprint()));
        }
        return new MigrationResult(ending, progress.applied(), step == null ? null : step.revision(), failure);
    }

    private MigrationResult died(MigrationConversation conversation, RunProgress progress, int exitCode) {
        if (!progress.isPlanned() && !conversation.isConnected()) {
            throw new ToolException(failures.silent(exitCode, conversation.lastPrinted()));
        }
        var why = "the tool's process ended with exit code " + exitCode + " and did not say how the step ended";
        var step = progress.open().orElse(null);
        if (step != null) {
            observer.accept(new Observation.StepOutcomeUnknown(
                    step.ordinal(), step.revision(), why, order.inspector().fingerprint()));
        }
        var failure = new StepFailure("ProcessEnded", why, null, null, 0, null);
        return new MigrationResult(Ending.UNKNOWN, progress.applied(), step == null ? null : step.revision(), failure);
    }

    /** The process is gone: what its transaction held was either committed and can be read, or is not there. */
    private void settleProvisional(MigrationConversation conversation, RunProgress progress) {
        var waiting = progress.provisional();
        if (waiting.isEmpty()) {
            return;
        }
        var rows = VersionTable.read(database, progress.versionTable());
        var committed = rows.map(found -> committed(waiting, Set.copyOf(found.revisions())))
                .orElse(0);
        conversation.succeeded(List.copyOf(waiting.subList(0, committed)));
        waiting.subList(0, committed).clear();
        waiting.forEach(this::rolledBack);
    }

    /** How many of these steps the version table covers: those up to the one whose rows it holds. */
    private static int committed(List<RunProgress.Provisional> waiting, Set<String> rows) {
        for (var count = waiting.size(); count > 0; count--) {
            if (rows.equals(Set.copyOf(waiting.get(count - 1).step().to()))) {
                return count;
            }
        }
        return 0;
    }

    private void rolledBack(RunProgress.Provisional ended) {
        observer.accept(new Observation.StepFailed(
                ended.step().ordinal(),
                ended.step().revision(),
                ended.durationMillis(),
                notCommitted(),
                order.inspector().fingerprint()));
    }

    private static StepFailure notCommitted() {
        return new StepFailure(
                "NotCommitted",
                "the step ran, but the transaction that held it was not committed: the version table does not hold it",
                null,
                null,
                0,
                null);
    }
}
