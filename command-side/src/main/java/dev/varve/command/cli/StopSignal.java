package dev.varve.command.cli;

import dev.varve.cli.ExitCode;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;

/**
 * Ctrl-C and SIGTERM while a run goes on: the first asks the run to stop after the running statement, and the process ends once
 * the run has recorded what it found.
 */
final class StopSignal implements AutoCloseable {

    private final CountDownLatch runIsOver = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean requested;

    private StopSignal(PrintStream err) {
        hook = new Thread(() -> stopAndWait(err), "stop-signal");
    }

    /** Begins to listen; close it when the run is over. */
    static StopSignal listen(PrintStream err) {
        var signal = new StopSignal(err);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    boolean isRequested() {
        return requested;
    }

    private void stopAndWait(PrintStream err) {
        requested = true;
        err.println("stopping after the running statement; what was done is being recorded");
        try {
            runIsOver.await();
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        err.flush();
        Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code());
    }

    @Override
    public void close() {
        runIsOver.countDown();
        if (!requested) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException shuttingDown) {
                // The signal came in this very moment; the hook ends the process.
            }
        }
    }
}
