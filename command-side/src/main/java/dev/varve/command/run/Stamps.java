package dev.varve.command.run;

import dev.varve.command.append.Recorder;
import dev.varve.command.append.ThisMachine;
import dev.varve.command.target.TargetAccess;
import dev.varve.engine.diagnosis.Looked;
import dev.varve.engine.fingerprint.Difference;
import dev.varve.engine.tool.ToolException;
import dev.varve.engine.tool.ToolKind;
import dev.varve.events.RunEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Sets a recorded revision without running a script, behind the interlock: a legitimate reason and a schema that equals what the
 * revision's scripts produce. Never a fix.
 */
public final class Stamps {

    private final Recorder recorder;
    private final RunGate gate;
    private final Diagnoses diagnoses;
    private final RunIds ids;
    private final Clock clock;

    public Stamps(Recorder recorder, RunGate gate, Diagnoses diagnoses, RunIds ids, Clock clock) {
        this.recorder = recorder;
        this.gate = gate;
        this.diagnoses = diagnoses;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * How a stamp ended.
     *
     * @param refusedBecause {@code null} if it was applied
     * @param difference what the schema lacks or has too much, in words
     * @param remedy what to do next; {@code null} if it was applied
     */
    public record Ending(
            String runId,
            String revision,
            List<String> from,
            String refusedBecause,
            List<String> difference,
            String fingerprint,
            String remedy) {

        private Ending remediedBy(String other) {
            return new Ending(runId, revision, from, refusedBecause, difference, fingerprint, other);
        }

        public boolean isRefused() {
            return refusedBecause != null;
        }
    }

    /**
     * Stamps, or refuses; either is recorded.
     *
     * @param revision a revision of the scripts, {@code head} or {@code base}
     * @throws RunRefused if another run holds the target, or the database cannot be read; recorded
     */
    public Ending stamp(String revision, StampReason because, TargetAccess access, String actor) {
        var runId = ids.next();
        recorder.send(RunCommand.stamp(runId, access.name(), revision, because.word(), ThisMachine.holder(actor)));
        return new Faults(recorder)
                .endingOnRecord(runId, access, () -> enterAndStamp(runId, revision, because, access, actor));
    }

    private Ending enterAndStamp(
            String runId, String revision, StampReason because, TargetAccess access, String actor) {
        try (var lease = gate.enter(runId, RunKind.STAMP, actor, access, () -> null)) {
            var looked = diagnoses.look(access, lease.past(), false);
            new UnreadableDatabase(recorder).refuse(runId, access.name(), looked.diagnosis());
            observe(new RunEvent.StampRequested(runId, access.name(), revision, because.word()));
            return decide(new Stamping(runId, access, looked), revision);
        }
    }

    private record Stamping(String runId, TargetAccess access, Looked looked) {

        String target() {
            return access.name();
        }

        boolean isFlyway() {
            return access.tool().kind() == ToolKind.FLYWAY;
        }
    }

    private Ending decide(Stamping stamping, String wanted) {
        var looked = stamping.looked();
        var revision = resolved(wanted, looked);
        if (revision == null) {
            return refuse(
                    stamping,
                    wanted,
                    null,
                    null,
                    List.of(),
                    "expected one revision, found heads "
                            + String.join(", ", looked.tool().graph().heads()));
        }
        if (!revision.equals("base") && !looked.tool().graph().contains(revision)) {
            return refuse(
                    stamping,
                    revision,
                    null,
                    null,
                    List.of(),
                    "expected a revision of the scripts, found none of that id");
        }
        return compare(stamping, revision);
    }

    private Ending compare(Stamping stamping, String revision) {
        var reference = diagnoses.reference(stamping.access(), stamping.looked(), revision);
        if (reference == null) {
            return refuse(
                    stamping,
                    revision,
                    null,
                    null,
                    List.of(),
                    "expected to build the schema of " + revision
                            + " from the scripts, found that they fail in a scratch database");
        }
        var live = LiveSchema.of(
                stamping.access().database(), stamping.looked().tool().versionTables());
        var difference = Difference.between(reference, live);
        if (!difference.isEmpty()) {
            return refuse(
                    stamping,
                    revision,
                    reference.fingerprint(),
                    live.fingerprint(),
                    difference.inWords(),
                    "expected the schema that " + revision + " produces, found another");
        }
        return apply(stamping, revision, live.fingerprint());
    }

    private Ending apply(Stamping stamping, String revision, String fingerprint) {
        var started = clock.instant();
        var from = stamping.looked().diagnosis().current();
        try {
            stamping.access().tool().stamp(revision, observation -> {});
        } catch (ToolException impossible) {
            return refuse(stamping, revision, fingerprint, fingerprint, List.of(), impossible.getMessage())
                    .remediedBy(impossible.finding().remedy());
        }
        observe(
                stamping.isFlyway()
                        ? new RunEvent.BaselineApplied(stamping.runId(), stamping.target(), revision, fingerprint)
                        : new RunEvent.StampApplied(stamping.runId(), stamping.target(), revision, from, fingerprint));
        observe(new RunEvent.RunSucceeded(
                stamping.runId(),
                stamping.target(),
                List.of(revision),
                fingerprint,
                Duration.between(started, clock.instant()).toMillis()));
        return new Ending(stamping.runId(), revision, from, null, List.of(), fingerprint, null);
    }

    private Ending refuse(
            Stamping stamping, String revision, String expected, String found, List<String> difference, String why) {
        observe(
                stamping.isFlyway()
                        ? new RunEvent.BaselineRefused(stamping.runId(), stamping.target(), revision, difference, why)
                        : new RunEvent.StampRefused(
                                stamping.runId(), stamping.target(), revision, expected, found, difference, why));
        return new Ending(
                stamping.runId(),
                revision,
                stamping.looked().diagnosis().current(),
                why,
                difference,
                found,
                "a stamp repairs nothing; look what the schema is: varve diagnose " + stamping.target() + " --deep");
    }

    private static String resolved(String wanted, Looked looked) {
        if (!wanted.equals("head")) {
            return wanted;
        }
        var heads = looked.tool().graph().heads();
        return heads.size() == 1 ? heads.getFirst() : null;
    }

    private void observe(RunEvent fact) {
        recorder.send(RunCommand.observe(fact));
    }
}
