package dev.varve.command.run;

import java.time.Duration;
import java.time.Instant;

/** One run's waiting: a moment at a time, told at once, whenever somebody else is in the way, and every ten seconds. */
final class Waiting {

    private static final Duration MOMENT = Duration.ofMillis(250);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    private final Patience patience;
    private Instant until;
    private Instant lastTold;
    private String lastWho;

    Waiting(Patience patience) {
        this.patience = patience;
    }

    /**
     * Waits a moment for somebody.
     *
     * @param who as a clause
     * @return whether to look again; {@code false} if the time is over, or nobody wants to wait any longer
     */
    boolean aMomentFor(String who) {
        return aMomentFor(who, MOMENT);
    }

    /** Likewise, for a moment of that length. */
    boolean aMomentFor(String who, Duration moment) {
        var now = patience.clock().instant();
        if (until == null) {
            until = now.plus(patience.limit());
        }
        var left = Duration.between(now, until);
        if (left.isNegative() || left.isZero() || patience.stopRequested().getAsBoolean()) {
            return false;
        }
        tell(who, now, left);
        return slept(left.compareTo(moment) < 0 ? left : moment);
    }

    /** Nobody is in the way any more. */
    void isOver() {
        if (lastWho != null) {
            patience.told().accept("nobody holds the database any more; going on");
        }
    }

    private void tell(String who, Instant now, Duration left) {
        if (who.equals(lastWho) && now.isBefore(lastTold.plus(BETWEEN_LINES))) {
            return;
        }
        lastTold = now;
        lastWho = who;
        patience.told().accept("waiting, at most " + (left.toMillis() + 999) / 1000 + " s more, for " + who);
    }

    private static boolean slept(Duration moment) {
        try {
            // Neither a process that closes a file nor a run that ends tells anybody: it has to be asked again.
            Thread.sleep(moment);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
