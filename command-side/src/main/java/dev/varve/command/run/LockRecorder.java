package dev.varve.command.run;

import dev.varve.command.append.Recorder;
import dev.varve.command.append.Redaction;
import dev.varve.engine.observation.Observation.ApplicationLeftRunning;
import dev.varve.engine.observation.Observation.OfLocks;
import dev.varve.engine.observation.Observation.StepRetrying;
import dev.varve.engine.observation.Observation.WaitSeen;
import dev.varve.engine.observation.SeenSession;
import dev.varve.events.RecordedSession;
import dev.varve.events.RunEvent;
import java.util.function.Consumer;

/** Records what the engine observes of locks. */
final class LockRecorder implements Consumer<OfLocks> {

    private final Recorder recorder;
    private final Redaction redaction;
    private final String runId;
    private final String target;

    LockRecorder(Recorder recorder, Redaction redaction, String runId, String target) {
        this.recorder = recorder;
        this.redaction = redaction;
        this.runId = runId;
        this.target = target;
    }

    @Override
    public void accept(OfLocks observation) {
        switch (observation) {
            case WaitSeen o ->
                recorder.send(RunCommand.observe(new RunEvent.WaitSeen(
                        runId,
                        target,
                        o.revision(),
                        o.toolWaits(),
                        session(o.waiter()),
                        session(o.blocker()),
                        o.sessions(),
                        o.lock(),
                        o.waitedMillis())));
            case ApplicationLeftRunning o ->
                recorder.send(RunCommand.observe(new RunEvent.ApplicationLeftRunning(
                        runId,
                        target,
                        redaction.of(o.connected()),
                        o.backupId(),
                        o.wroteSince(),
                        o.lockTimeoutMillis(),
                        o.lockRetries())));
            case StepRetrying o ->
                recorder.send(RunCommand.observe(new RunEvent.StepRetried(
                        runId,
                        target,
                        o.ordinal(),
                        o.revision(),
                        o.retry(),
                        o.retries(),
                        o.sqlState(),
                        o.pauseMillis())));
        }
    }

    private RecordedSession session(SeenSession seen) {
        return new RecordedSession(
                seen.pid(),
                redaction.of(seen.application()),
                seen.role(),
                seen.client(),
                seen.state(),
                redaction.of(seen.statement()));
    }
}
