package dev.varve.command.run;

import dev.varve.command.append.HostLock;
import dev.varve.command.append.Recorder;
import dev.varve.command.target.TargetCommand;

/** A run's hold on its target: the lock on this machine and the lease in the store, let go together. */
public final class RunLease implements AutoCloseable {

    private final Recorder recorder;
    private final HostLock lock;
    private final String target;
    private final String runId;

    RunLease(Recorder recorder, HostLock lock, String target, String runId) {
        this.recorder = recorder;
        this.lock = lock;
        this.target = target;
        this.runId = runId;
    }

    HostLock lock() {
        return lock;
    }

    @Override
    public void close() {
        try {
            recorder.send(new TargetCommand.ReleaseLease(TargetCommand.aggregateId(target), target, runId));
        } finally {
            lock.close();
        }
    }
}
