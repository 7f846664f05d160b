package dev.varve.command.run;

import dev.varve.engine.diagnosis.Diagnosis;
import java.util.List;

/**
 * Whether an application may start on a database, and what was seen.
 *
 * @param outcome the answer
 * @param wanted the revisions that were asked for, as the scripts know them; as typed if no look came so far
 * @param missing of them and of what they build on, what the database does not have, in order
 * @param run who changes the database now; {@code null} if nobody is known to
 * @param diagnosis the last look; {@code null} if there was none, because a run was going on all the time
 */
public record GateVerdict(
        Outcome outcome, List<String> wanted, List<String> missing, RunGoingOn run, Diagnosis diagnosis) {

    public GateVerdict {
        wanted = List.copyOf(wanted);
        missing = List.copyOf(missing);
    }

    /** The answers, part of the contract with scripts. */
    public enum Outcome {
        /** At the revision and no further. */
        AT_REVISION,
        /** At a later revision, which builds on it. */
        BEYOND_REVISION,
        PENDING,
        /** A run of Varve is going on. */
        RUN_GOING_ON,
        UNREACHABLE,
        /** Nothing that waiting mends: the state, or what the tool is configured with. */
        NOT_SOUND
    }

    static GateVerdict running(List<String> typed, RunGoingOn run) {
        return new GateVerdict(Outcome.RUN_GOING_ON, typed, List.of(), run, null);
    }

    /** Whether another look, later, may tell another thing without anybody mending anything. */
    boolean mayChange() {
        return switch (outcome) {
            case PENDING, RUN_GOING_ON, UNREACHABLE -> true;
            case AT_REVISION, BEYOND_REVISION, NOT_SOUND -> false;
        };
    }
}
