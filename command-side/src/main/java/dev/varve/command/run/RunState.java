package dev.varve.command.run;

import java.util.List;

/** What is known of a run. Each state carries only what that state has. */
public sealed interface RunState {

    /** Nobody asked for it. */
    record NotRequested() implements RunState {}

    /** Asked for; nothing was touched yet. */
    record Requested(String target) implements RunState {}

    /** Acting, with no act open. */
    record Between(String target) implements RunState {}

    /**
     * An act was announced and its outcome is not known yet.
     *
     * @param act the intent in words, such as {@code step 3 of 5, a1b2}
     * @param steps the revisions of steps that began and did not end, in order: more than one where one transaction holds them; empty if
     *     the act is no step
     */
    record Acting(String target, String act, List<String> steps) implements RunState {

        public Acting {
            steps = List.copyOf(steps);
        }

        Acting(String target, String act) {
            this(target, act, List.of());
        }
    }

    /** Over. Nothing more can be recorded. */
    record Ended(String target, String outcome) implements RunState {}
}
