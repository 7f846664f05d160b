package dev.varve.command.target;

import java.time.Instant;
import java.util.Map;

/** What became of something that was proposed. */
sealed interface Proposal {

    /** Nobody has decided about it. */
    record Open(String kind, Map<String, String> options, String proposedBy, Instant validUntil) implements Proposal {

        public Open {
            options = Map.copyOf(options);
        }

        @Override
        public Open proposed() {
            return this;
        }

        boolean isOpenAt(Instant now) {
            return now.isBefore(validUntil);
        }
    }

    /** It may go ahead: it is only to be taken up. */
    record Approved(Open proposed) implements Proposal {}

    /** It will not be run. */
    record Declined(Open proposed) implements Proposal {}

    /** It became a run. */
    record TakenUp(Open proposed, String runId) implements Proposal {}

    /** What was proposed. */
    Open proposed();
}
