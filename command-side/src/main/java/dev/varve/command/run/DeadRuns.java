package dev.varve.command.run;

import dev.varve.command.append.Recorder;
import dev.varve.command.append.Redaction;
import dev.varve.command.append.ThisMachine;
import dev.varve.command.target.TargetAccess;
import dev.varve.engine.database.Database;
import dev.varve.engine.database.FileDatabase;
import dev.varve.engine.swap.LeftoversStay;
import dev.varve.events.Intents;
import dev.varve.events.RunEvent;
import dev.varve.events.RunEvent.SwapStarted;
import dev.varve.store.PendingBlobs;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Settles a run whose process died without recording an end: the open step's outcome is recorded as unknown with the ledger that
 * it left, and the run as interrupted with its last intent. Only where owner and tool are known to be dead.
 */
public final class DeadRuns {

    private final Recorder recorder;
    private final Function<String, RunFiles> files;
    private final LeftLedgers ledgers;

    /** @param files finds a run's own files by its id */
    public DeadRuns(Recorder recorder, Function<String, RunFiles> files, LeftLedgers ledgers) {
        this.recorder = recorder;
        this.files = files;
        this.ledgers = ledgers;
    }

    /**
     * Why the run that holds the target is over although it did not say so, as a sentence.
     *
     * @return {@code null} if nobody holds the target, or the holder or its tool may be alive
     */
    public static String deathEvidence(KnownPast past) {
        if (past.lease() == null) {
            return null;
        }
        var evidence = ThisMachine.deathEvidence(past.lease().holder());
        return evidence == null || toolLives(past) ? null : evidence;
    }

    /**
     * Why a run that cannot be seen from here is over: an operator looked and says so.
     *
     * @return {@code null} if that run does not hold the target, or is to be judged from here
     */
    public static String confirmedEnd(KnownPast past, String runId, String actor) {
        if (past.lease() == null || !past.lease().runId().equals(runId)) {
            return null;
        }
        var holder = past.lease().holder();
        return switch (ThisMachine.placeOf(holder)) {
            case HERE, BEFORE_A_RESTART -> null;
            case ANOTHER_HOST, ANOTHER_NAMESPACE ->
                actor + " looked and says that it has ended: " + ThisMachine.inWords(holder)
                        + ", which cannot be seen from here";
        };
    }

    /** Whether the holder is dead and the tool that it started still runs. */
    public static boolean onlyTheToolLives(KnownPast past) {
        return past.lease() != null && ThisMachine.deathEvidence(past.lease().holder()) != null && toolLives(past);
    }

    /** Whether the run that holds the target, or the tool that it started, may still be going on. */
    public static boolean mayBeAlive(KnownPast past) {
        return past.lease() != null && deathEvidence(past) == null;
    }

    private static boolean toolLives(KnownPast past) {
        var run = past.lastRun();
        return run != null
                && run.runId().equals(past.lease().runId())
                && run.toolPid() != null
                && ThisMachine.toolMayLive(past.lease().holder(), run.toolPid(), run.toolStart());
    }

    /**
     * Records the end that the dead run could not record. Whether a copy took the database's place is told by the database's identity.
     *
     * @param fingerprint the schema's now; {@code null} if unreadable
     * @throws SwapUndecided if the server is out of reach that alone can tell how the run's swap ended; nothing was recorded
     */
    public void settle(TargetAccess access, KnownPast past, String evidence, Supplier<String> fingerprint) {
        var target = access.name();
        var runId = past.lease().runId();
        var last = past.lastRun();
        var mine = last != null && last.runId().equals(runId);
        if (mine && last.outcome() != null) {
            return;
        }
        var swap = past.openSwap() != null && past.openSwap().runId().equals(runId) ? past.openSwap() : null;
        if (swap == null) {
            letIn(access, past);
        }
        var found = swap == null ? fingerprint.get() : lookAfter(swap, access, fingerprint);
        // A run that recorded how its step ended can still die in the verification after it.
        past.openSteps().stream()
                .filter(step -> step.runId().equals(runId) && !step.isTold())
                .forEach(step -> settleStep(target, step, evidence, access.redaction(), found));
        judge(access, past);
        if (swap != null) {
            settleSwap(swap, access.database());
        }
        var intent = mine ? last.lastIntent() : Intents.NOTHING_YET;
        observe(new RunEvent.RunInterrupted(runId, target, intent, evidence, found), List.of());
    }

    /**
     * Lets connections in again where a swap may have barred a server's database: it cannot be looked at before.
     *
     * @throws LeftoversStay if the server cannot be reached
     */
    static void letIn(TargetAccess access, KnownPast past) {
        if (past.mayBeBarred() && !(access.database() instanceof FileDatabase)) {
            access.swap().settle();
        }
    }

    /**
     * Records the end of runs whose process died between asking and holding the target: nothing was touched.
     *
     * @return whether there was any
     */
    public boolean settleRequests(String target, KnownPast past) {
        var settled = false;
        for (var request : past.openRequests()) {
            var requester = request.requestedBy();
            var evidence = requester == null ? null : ThisMachine.deathEvidence(requester);
            if (evidence != null) {
                var last = past.lastRun();
                var acted = last != null && last.runId().equals(request.runId());
                var intent = acted ? last.lastIntent() : Intents.REQUEST;
                observe(new RunEvent.RunInterrupted(request.runId(), target, intent, evidence, null), List.of());
                settled = true;
            }
        }
        return settled;
    }

    /** Of a step that was judged before the end that nobody saw, nothing is judged again. */
    private void judge(TargetAccess access, KnownPast past) {
        var lease = past.lease();
        past.openSteps().stream()
                .filter(step -> step.runId().equals(lease.runId()) && !step.isJudged())
                .map(step -> ledgers.judge(access, step.runId(), step.revision(), lease.holder())
                        .afterAKill(access.database().kind()))
                .forEach(verdicts -> observe(VerdictFacts.fact(lease.runId(), access.name(), verdicts), List.of()));
    }

    /** A server's database that a killed swap had barred cannot be looked at before. */
    private static String lookAfter(SwapStarted swap, TargetAccess access, Supplier<String> fingerprint) {
        if (access.database() instanceof FileDatabase) {
            return fingerprint.get();
        }
        try {
            access.swap().settle();
        } catch (LeftoversStay outOfReach) {
            throw new SwapUndecided(access.name(), outOfReach.getMessage(), outOfReach);
        }
        var found = fingerprint.get();
        // Without an answer the identity is only the address, which both have had.
        if (found == null && !isOneOf(swap, access.database().identity())) {
            throw new SwapUndecided(access.name(), "a database that does not say which of the two it is", null);
        }
        return found;
    }

    private static boolean isOneOf(SwapStarted swap, String identity) {
        return identity.equals(swap.copyIdentity()) || identity.equals(swap.databaseIdentity());
    }

    private void settleSwap(SwapStarted swap, Database database) {
        var runId = swap.runId();
        var identity = database.identity();
        var kind = database instanceof FileDatabase ? "file " : "database ";
        if (identity.equals(swap.copyIdentity())) {
            observe(
                    new RunEvent.CopySwappedIn(runId, swap.target(), swap.fingerprint(), identity, swap.kept()),
                    List.of());
        } else {
            observe(
                    new RunEvent.SwapFailed(
                            runId,
                            swap.target(),
                            "the copy, " + kind + swap.copyIdentity(),
                            kind + identity + (identity.equals(swap.databaseIdentity()) ? ", as before" : ""),
                            identity.equals(swap.databaseIdentity())),
                    List.of());
        }
    }

    private void settleStep(
            String target, KnownPast.OpenStep step, String evidence, Redaction redaction, String found) {
        var ledger = files.apply(step.runId()).ledgerOf(step.revision(), redaction);
        observe(
                new RunEvent.StepOutcomeUnknown(
                        step.runId(),
                        target,
                        step.ordinal(),
                        step.revision(),
                        evidence,
                        found,
                        ledger.length == 0 ? null : PendingBlobs.reference(ledger)),
                ledger.length == 0 ? List.of() : List.of(ledger));
    }

    private void observe(RunEvent fact, List<byte[]> blobs) {
        recorder.send(RunCommand.observe(fact), blobs);
    }
}
