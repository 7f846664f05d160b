package dev.varve.query.status;

import java.time.Instant;
import java.util.List;

/** What the events alone tell of a target's state; kept as the row. Changed copy by copy, so that a replay gives the same. */
record Belief(
        String target,
        String tool,
        String database,
        boolean retired,
        Schema schema,
        boolean needsRecovery,
        OpenRun openRun,
        LastRun lastRun,
        long sequence,
        Instant at) {

    /** Where the schema is believed to be. */
    record Schema(
            String state,
            List<String> current,
            List<String> heads,
            List<String> pending,
            String fingerprint,
            Instant diagnosedAt) {

        static final Schema UNKNOWN = new Schema(null, null, null, null, null, null);

        Schema in(String next, String nextFingerprint) {
            return new Schema(next, current, heads, pending, nextFingerprint, diagnosedAt);
        }

        /** At these revisions, with what is pending worked out from the heads where they are known. */
        Schema at(List<String> revisions, List<String> stillPending, String nextFingerprint) {
            return new Schema(
                    stateAt(revisions, stillPending), revisions, heads, stillPending, nextFingerprint, diagnosedAt);
        }

        private String stateAt(List<String> revisions, List<String> stillPending) {
            if (heads != null && !heads.isEmpty() && revisions.containsAll(heads)) {
                return "UP_TO_DATE";
            }
            if (heads == null || stillPending == null) {
                return null;
            }
            return stillPending.isEmpty() ? "UP_TO_DATE" : "PENDING";
        }
    }

    static Belief unheardOf(String target) {
        return new Belief(target, null, null, false, Schema.UNKNOWN, false, null, null, 0, null);
    }

    Belief registered(String byTool, String at) {
        return new Belief(target, byTool, at, false, schema, needsRecovery, openRun, lastRun, sequence, this.at);
    }

    Belief retire() {
        return new Belief(target, tool, database, true, schema, needsRecovery, openRun, lastRun, sequence, at);
    }

    Belief with(Schema next, boolean recovery) {
        return new Belief(target, tool, database, retired, next, recovery, openRun, lastRun, sequence, at);
    }

    Belief with(OpenRun next) {
        return new Belief(target, tool, database, retired, schema, needsRecovery, next, lastRun, sequence, at);
    }

    Belief with(LastRun next) {
        return new Belief(target, tool, database, retired, schema, needsRecovery, openRun, next, sequence, at);
    }

    Belief toldBy(long event, Instant moment) {
        return new Belief(target, tool, database, retired, schema, needsRecovery, openRun, lastRun, event, moment);
    }

    /** The open run was about to do this, if it is that run's event. */
    Belief intending(String runId, String intent) {
        return holds(runId) ? with(openRun.intending(intent)) : this;
    }

    /** Likewise, and it changes the database. */
    Belief touching(String runId, String intent) {
        return holds(runId) ? with(openRun.touching(intent)) : this;
    }

    boolean holds(String runId) {
        return openRun != null && openRun.runId().equals(runId);
    }

    /**
     * The run ended so. An event of a run that nobody asked for, such as a stamp's, counts as one; the end of a run that was found dead
     * while a later one goes on is not the last one's.
     *
     * @param kind {@code null} if it is not known
     */
    Belief ended(String runId, String kind, String outcome, Instant when, String why, String remedy) {
        var isLast = lastRun != null && lastRun.runId().equals(runId);
        if (!isLast && lastRun != null && lastRun.outcome() == null) {
            return this;
        }
        var began = holds(runId) ? openRun.since() : when;
        var ended = isLast ? lastRun : new LastRun(runId, kind, null, began, null, null, null);
        return with(ended.ended(outcome, when, why, remedy));
    }
}
