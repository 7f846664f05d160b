package dev.varve.command.run;

import dev.varve.command.append.Recorder;
import dev.varve.command.target.TargetAccess;
import dev.varve.events.Intents;
import dev.varve.events.RunEvent;
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
        try {
            return act.get();
        } catch (RunRefused refused) {
            throw refused;
        } catch (RuntimeException | Error fault) {
            record(runId, access, fault);
            throw fault;
        }
    }

    /** Records it; where even that cannot be recorded, the next contact finds the run open. */
    private void record(String runId, TargetAccess access, Throwable fault) {
        try {
            var why = access.redaction().of(fault.toString());
            var ended = new RunEvent.RunInterrupted(runId, access.name(), Intents.UNKNOWN, why, null);
            recorder.send(RunCommand.observe(ended));
        } catch (RuntimeException | Error unrecorded) {
            fault.addSuppressed(unrecorded);
        }
    }
}
