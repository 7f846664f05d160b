package dev.varve.engine.run;

import dev.varve.engine.observation.Observation;
import dev.varve.engine.observation.Observation.StepStarting;
import dev.varve.engine.observation.Observation.WaitSeen;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Remembers whom the step that ran last was seen to wait for, and passes everything on. */
final class LockHolders implements Consumer<Observation> {

    private final Consumer<Observation> next;
    private final Map<Integer, WaitSeen> seen = new LinkedHashMap<>();

    LockHolders(Consumer<Observation> next) {
        this.next = next;
    }

    @Override
    public void accept(Observation observation) {
        if (observation instanceof StepStarting) {
            seen.clear();
        } else if (observation instanceof WaitSeen wait && wait.toolWaits()) {
            seen.put(wait.blocker().pid(), wait);
        }
        next.accept(observation);
    }

    /** Who it was, as a clause; that it was not seen, where the wait was over too soon. */
    String inWords() {
        return seen.isEmpty()
                ? "who held it was not seen"
                : seen.values().stream()
                        .map(wait -> wait.lock() + " was held up by "
                                + wait.blocker().inWords() + statement(wait))
                        .collect(Collectors.joining(", and "));
    }

    private static String statement(WaitSeen wait) {
        return wait.blocker().statement() == null
                ? ""
                : ", statement: " + wait.blocker().statement();
    }

    /** How to end one of them, as SQL. */
    String ended() {
        return seen.isEmpty()
                ? "see who uses the table (pg_locks, pg_stat_activity)"
                : "let that transaction end, or end it: "
                        + seen.keySet().stream()
                                .map(pid -> "SELECT pg_terminate_backend(" + pid + ")")
                                .collect(Collectors.joining("; "));
    }
}
