package dev.varve.command.run;

import dev.varve.command.append.NoRoomToSpool;
import dev.varve.command.append.Recorder;
import dev.varve.command.target.TargetAccess;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.events.Intents;
import dev.varve.events.RunEvent;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Ends a run that Varve itself could not go on with. */
public final class Faults {

    private final Recorder recorder;

    public Faults(Recorder recorder) {
        this.recorder = recorder;
    }

    /**
     * Acts; what is thrown ends the run on record.
     *
     * @throws RunRefused as the act; it is recorded already
     */
    public <T> T endingOnRecord(String runId, TargetAccess access, Supplier<T> act) {
        reserveRoom(runId, access);
        try {
            return act.get();
        } catch (RunRefused refused) {
            throw refused;
        } catch (RuntimeException | Error fault) {
            var fingerprint = StoreLost.hasActed(recorder, runId) ? LiveSchema.fingerprintOrNull(access) : null;
            record(runId, access, fault, fingerprint);
            if (recorder.outage().isOn()) {
                throw StoreLost.of(runId, access.name(), recorder, fingerprint, fault);
            }
            throw fault;
        }
    }

    /** No run begins without room for what it will observe, wherever the store may be by then. */
    private void reserveRoom(String runId, TargetAccess access) {
        try {
            recorder.outage().prepare();
        } catch (NoRoomToSpool full) {
            var why = new Finding(
                    FindingCode.LOW_DISK_SPACE,
                    Severity.ERROR,
                    full.getMessage(),
                    Map.of("expected", full.expected(), "found", full.found()),
                    full.remedy());
            recorder.send(RunCommand.observe(new RunEvent.PreflightRefused(
                    runId, access.name(), RecordedFindings.of(List.of(why), access.redaction()))));
            throw new RunRefused(runId, List.of(why));
        }
    }

    /** Records it; where even that cannot be recorded, the next contact finds the run open. */
    private void record(String runId, TargetAccess access, Throwable fault, String fingerprint) {
        try {
            var why = access.redaction().of(fault.toString());
            var ended = new RunEvent.RunInterrupted(runId, access.name(), Intents.UNKNOWN, why, fingerprint);
            recorder.send(RunCommand.observe(ended));
        } catch (RuntimeException | Error unrecorded) {
            fault.addSuppressed(unrecorded);
        }
    }
}
