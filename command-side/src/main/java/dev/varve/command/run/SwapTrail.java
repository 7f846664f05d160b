package dev.varve.command.run;

import dev.varve.events.RunEvent;
import dev.varve.events.RunEvent.CopySwappedIn;
import dev.varve.events.RunEvent.PreflightPassed;
import dev.varve.events.RunEvent.RunInterrupted;
import dev.varve.events.RunEvent.SwapFailed;
import dev.varve.events.RunEvent.SwapStarted;
import java.time.Instant;

/** What became of a target's last swap, read from the record. */
final class SwapTrail {

    private SwapStarted open;
    private boolean mayBeBarred;
    private FormerFile former;

    /** Takes the next event; what is not of swaps tells nothing, unless the database was looked at or its run is over. */
    void add(RunEvent event, Instant at) {
        switch (event) {
            case SwapStarted e -> {
                open = e;
                mayBeBarred = true;
            }
            case CopySwappedIn e -> {
                open = null;
                mayBeBarred = false;
                former = e.kept() == null ? former : new FormerFile(e.kept(), at);
            }
            case SwapFailed e -> {
                open = null;
                mayBeBarred = !e.databaseUntouched();
            }
            case RunInterrupted e -> open = null;
            case PreflightPassed e -> mayBeBarred = false;
            default -> {}
        }
    }

    /** A swap that was announced, and of which nobody recorded how it ended; {@code null} if there is none. */
    SwapStarted open() {
        return open;
    }

    /** Whether a server's database may let nobody in, since nobody saw where the last swap ended. */
    boolean mayBeBarred() {
        return mayBeBarred;
    }

    /** What the last swap put aside; {@code null} if there was none. */
    FormerFile former() {
        return former;
    }
}
