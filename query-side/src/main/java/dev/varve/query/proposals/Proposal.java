package dev.varve.query.proposals;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A run that somebody proposed.
 *
 * @param kind {@code upgrade} or {@code rehearse}
 * @param options of that command, by their long names
 * @param validUntil from then on it can no longer be approved
 * @param reason in the words of who proposed it; {@code null} if not given; so is {@code ticket}
 * @param decidedBy who approved or declined it; {@code null} if nobody has; so is {@code decidedAt}
 * @param why it was declined; {@code null} if it was not, or nothing was said
 * @param runId the run that it became; {@code null} if none
 */
public record Proposal(
        String id,
        String target,
        String kind,
        Map<String, String> options,
        String proposedBy,
        Instant proposedAt,
        Instant validUntil,
        String reason,
        String ticket,
        State state,
        String decidedBy,
        Instant decidedAt,
        String why,
        String runId) {

    /** What became of it. */
    public enum State {
        OPEN,
        APPROVED,
        DECLINED,
        TAKEN_UP
    }

    public Proposal {
        options = Map.copyOf(options);
    }

    /** Whether somebody may still approve or decline it. */
    public boolean isOpenAt(Instant now) {
        return state == State.OPEN && now.isBefore(validUntil);
    }

    /** What it asks for, in words. */
    public String inWords() {
        return inWords(kind, options);
    }

    /** Likewise, such as {@code an upgrade to head (strategy swap)}. */
    public static String inWords(String kind, Map<String, String> options) {
        var others = new TreeMap<>(options);
        var to = others.remove("to");
        var what = (kind.equals("upgrade") ? "an upgrade" : "a rehearsal of the upgrade") + " to "
                + (to == null ? "head" : to);
        return others.isEmpty() ? what : what + " (" + inWords(others) + ")";
    }

    private static String inWords(Map<String, String> options) {
        return options.entrySet().stream()
                .map(option -> option.getKey() + (option.getValue().equals("true") ? "" : " " + option.getValue()))
                .collect(Collectors.joining(", "));
    }

    Proposal decided(State by, String who, Instant at, String because) {
        return with(by, who, at, because, runId);
    }

    Proposal takenUpAs(String run) {
        return with(State.TAKEN_UP, decidedBy, decidedAt, why, run);
    }

    private Proposal with(State newState, String who, Instant at, String because, String run) {
        return new Proposal(
                id,
                target,
                kind,
                options,
                proposedBy,
                proposedAt,
                validUntil,
                reason,
                ticket,
                newState,
                who,
                at,
                because,
                run);
    }
}
