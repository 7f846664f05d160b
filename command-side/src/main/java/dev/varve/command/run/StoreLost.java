package dev.varve.command.run;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.command.append.Recorder;
import dev.varve.events.RunEvent;
import java.util.LinkedHashMap;
import java.util.List;

/** A run that stopped because the event store was out of reach: what state the database is in, and where what was observed waits. */
public final class StoreLost {

    private StoreLost() {}

    /** Whether an act on the database began in the run: only then can it differ from what it was. */
    static boolean hasActed(Recorder recorder, String runId) {
        RunState state = new RunState.NotRequested();
        for (var fact : recorder.told()) {
            if (fact instanceof RunEvent event && event.runId().equals(runId)) {
                state = RunDecider.evolve(state, event);
                if (state instanceof RunState.Acting) {
                    return true;
                }
            }
        }
        return false;
    }

    /** How the command ends whose next act did not begin. */
    static CommandFailure of(String runId, String target, Recorder recorder, String fingerprint, Throwable cause) {
        var acted = hasActed(recorder, runId);
        var outage = recorder.outage();
        outage.deliver();
        var context = new LinkedHashMap<String, Object>();
        context.put("runId", runId);
        context.put("databaseUnchanged", !acted);
        context.put("fingerprint", fingerprint);
        context.put("spool", outage.file() == null ? null : outage.file().toString());
        context.put("facts", outage.waiting());
        return new CommandFailure(
                acted ? ExitCode.NEEDS_RECOVERY : ExitCode.FAILED_UNCHANGED,
                "STORE_LOST",
                "to record each act before it begins, in the event store: "
                        + outage.cause().expected(),
                outage.cause().found() + ". " + database(runId, recorder, acted, fingerprint) + " " + kept(recorder),
                outage.cause().remedy() + "; then look: varve diagnose " + target,
                context,
                cause);
    }

    private static String database(String runId, Recorder recorder, boolean acted, String fingerprint) {
        if (!acted) {
            return "The database is exactly as it was: no step had begun.";
        }
        var steps = recorder.told().stream()
                .filter(RunEvent.class::isInstance)
                .map(RunEvent.class::cast)
                .filter(fact -> fact.runId().equals(runId))
                .map(StoreLost::ended)
                .filter(words -> !words.isEmpty())
                .toList();
        return "The database is not as it was: " + words(steps) + "; its schema has the fingerprint " + fingerprint
                + "; no further step began.";
    }

    private static String words(List<String> steps) {
        return steps.isEmpty() ? "nobody saw how the step that began ended" : String.join(", ", steps);
    }

    private static String ended(RunEvent fact) {
        return switch (fact) {
            case RunEvent.StepSucceeded e -> "step " + e.revision() + " succeeded";
            case RunEvent.StepFailed e -> "step " + e.revision() + " failed";
            case RunEvent.StepOutcomeUnknown e -> "the outcome of step " + e.revision() + " is unknown";
            case RunEvent other -> "";
        };
    }

    /** Where the observed facts are now, as a sentence. */
    public static String kept(Recorder recorder) {
        var outage = recorder.outage();
        if (outage.waiting() > 0) {
            return "Nothing observed is lost: " + outage.inWords() + ".";
        }
        return outage.toldOnly() > 0
                ? outage.toldOnly() + " observed facts could be kept nowhere and stand above: keep these lines."
                : "What was observed is recorded, late.";
    }
}
