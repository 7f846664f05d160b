package dev.varve.command.run;

import dev.varve.command.run.GateVerdict.Outcome;
import dev.varve.command.target.TargetAccess;
import dev.varve.engine.diagnosis.DatabaseState;
import dev.varve.engine.diagnosis.Diagnosis;
import dev.varve.engine.diagnosis.Looked;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * Waits until a database is at a revision. Only looks: takes no lock and no lease, settles no dead run, records nothing.
 *
 * <p>While a run of Varve is going on the answer is "not yet", whatever the version table says: in its middle a database may look
 * like anything. What the version table says is believed only if the schema is what the scripts make of it.
 */
public final class RevisionGate {

    /** A look starts the tool: often enough for a deployment, seldom enough for the machine that migrates. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Function<String, Watch> watches;
    private final Diagnoses diagnoses;
    private final RunsGoingOn runs;
    private final Patience patience;

    /** @param watches what the record tells of a target now, by its name */
    public RevisionGate(Function<String, Watch> watches, Diagnoses diagnoses, RunsGoingOn runs, Patience patience) {
        this.watches = watches;
        this.diagnoses = diagnoses;
        this.runs = runs;
        this.patience = patience;
    }

    /**
     * Looks, and looks again as long as waiting can help and the patience lasts.
     *
     * @param typed revisions, {@code head} or {@code heads}
     * @return the last look's verdict
     * @throws dev.varve.cli.CommandFailure if the scripts do not know a revision that was asked for
     */
    public GateVerdict await(String target, List<String> typed) {
        var waiting = new Waiting(patience);
        var verdict = look(target, typed);
        while (verdict.mayChange() && waiting.aMomentFor(inWords(verdict, target), BETWEEN_LOOKS)) {
            verdict = look(target, typed);
        }
        return verdict;
    }

    private GateVerdict look(String target, List<String> typed) {
        var watch = watches.apply(target);
        var before = runs.changing(watch);
        if (before.isPresent()) {
            return GateVerdict.running(typed, before.get());
        }
        var looked = diagnoses.lookBeforeRun(watch.access(), watch.past());
        // One that began meanwhile may have made what was seen.
        return runs.changing(watches.apply(target))
                .map(run -> GateVerdict.running(typed, run))
                .orElseGet(() -> judge(watch.access(), typed, looked));
    }

    private static GateVerdict judge(TargetAccess access, List<String> typed, Looked looked) {
        var diagnosis = looked.diagnosis();
        if (diagnosis.state() == DatabaseState.UNREACHABLE) {
            return new GateVerdict(Outcome.UNREACHABLE, typed, List.of(), null, diagnosis);
        }
        if (!diagnosis.state().isSound() || hasError(diagnosis)) {
            return new GateVerdict(Outcome.NOT_SOUND, typed, List.of(), null, diagnosis);
        }
        var wanted =
                WantedRevisions.of(typed, looked.tool().graph(), access.tool().kind());
        var missing = wanted.missingAt(diagnosis.current());
        return new GateVerdict(outcome(diagnosis, wanted, missing), wanted.ids(), missing, null, diagnosis);
    }

    private static boolean hasError(Diagnosis diagnosis) {
        return diagnosis.findings().stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }

    private static Outcome outcome(Diagnosis diagnosis, WantedRevisions wanted, List<String> missing) {
        if (!missing.isEmpty()) {
            return Outcome.PENDING;
        }
        return wanted.isBehind(diagnosis.current()) ? Outcome.BEYOND_REVISION : Outcome.AT_REVISION;
    }

    private static String inWords(GateVerdict verdict, String target) {
        return switch (verdict.outcome()) {
            case RUN_GOING_ON -> verdict.run().inWords();
            case UNREACHABLE -> target + " to be reachable: " + why(verdict.diagnosis());
            case PENDING, AT_REVISION, BEYOND_REVISION, NOT_SOUND ->
                target + " to have " + String.join(", ", verdict.missing());
        };
    }

    private static String why(Diagnosis diagnosis) {
        return diagnosis
                .finding(FindingCode.DATABASE_UNREACHABLE)
                .map(Finding::message)
                .orElse("it cannot be read");
    }
}
