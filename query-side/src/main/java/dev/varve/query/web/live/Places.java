package dev.varve.query.web.live;

import java.util.HashMap;
import java.util.Map;

/** How many listen, and how many of them are the same visitor, who must leave some places to others. Safe for several threads. */
final class Places {

    private static final int LEAST_OF_ONE = 10;
    private static final int SHARE_OF_ONE = 10;

    private final int most;
    private final Map<String, Integer> taken = new HashMap<>();
    private int count;

    Places(int most) {
        this.most = most;
    }

    /** Whether there was a place for that visitor, which is taken then. */
    synchronized boolean enter(String visitor) {
        int own = taken.getOrDefault(visitor, 0);
        if (count >= most || own >= Math.max(LEAST_OF_ONE, most / SHARE_OF_ONE)) {
            return false;
        }
        taken.put(visitor, own + 1);
        count++;
        return true;
    }

    synchronized void leave(String visitor) {
        taken.computeIfPresent(visitor, (name, own) -> own == 1 ? null : own - 1);
        count--;
    }

    synchronized int taken() {
        return count;
    }
}
