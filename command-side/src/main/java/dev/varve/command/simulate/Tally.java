package dev.varve.command.simulate;

import dev.varve.events.Outcomes;
import dev.varve.events.RunEvent;
import dev.varve.events.RunEvent.*;
import dev.varve.events.TargetEvent.DatabaseDiagnosed;
import dev.varve.events.TargetEvent.TargetRetired;
import dev.varve.events.VarveEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What a simulation came to, counted from its events. */
public final class Tally {

    private static final String NO_END = "WITHOUT_AN_END";
    private static final String RETIRED = "RETIRED";

    private long events;
    private long runs;
    private final Map<String, Long> outcomes = new TreeMap<>();
    private final Map<String, String> states = new HashMap<>();

    void count(VarveEvent event) {
        events++;
        switch (event) {
            case DatabaseDiagnosed e -> states.put(e.target(), e.state());
            case TargetRetired e -> states.put(e.target(), RETIRED);
            case RunRequested e -> runs++;
            case RunEvent e -> countEnd(e);
            default -> {}
        }
    }

    private void countEnd(RunEvent event) {
        switch (event) {
            case RunSucceeded e -> add(Outcomes.SUCCEEDED);
            case RunFailed e -> add(e.outcome());
            case RunInterrupted e -> add(Outcomes.INTERRUPTED);
            case PreflightRefused e -> add(Outcomes.REFUSED);
            case StampRefused e -> add(Outcomes.REFUSED);
            case BaselineRefused e -> add(Outcomes.REFUSED);
            case RepairRefused e -> add(Outcomes.REFUSED);
            case RecoveryAbandoned e -> add(Outcomes.REFUSED);
            default -> {}
        }
    }

    private void add(String outcome) {
        outcomes.merge(outcome, 1L, Long::sum);
    }

    public long events() {
        return events;
    }

    public int targets() {
        return states.size();
    }

    public long runs() {
        return runs;
    }

    /** How many runs ended how, by the contract's words; those that did not end by {@code WITHOUT_AN_END}. */
    public Map<String, Long> outcomes() {
        var all = new TreeMap<>(outcomes);
        long open = runs - outcomes.values().stream().mapToLong(Long::longValue).sum();
        if (open > 0) {
            all.put(NO_END, open);
        }
        return all;
    }

    /** How many databases were in which state when they were looked at last; {@code RETIRED} are no longer under watch. */
    public Map<String, Long> states() {
        var counts = new TreeMap<String, Long>();
        states.values().forEach(state -> counts.merge(state, 1L, Long::sum));
        return counts;
    }
}
