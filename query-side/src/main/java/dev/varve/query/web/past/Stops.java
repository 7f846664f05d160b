package dev.varve.query.web.past;

import dev.varve.query.timeline.Timeline;
import dev.varve.query.timeline.TimelineEntry;
import dev.varve.query.timeline.TimelineQuestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The moments of a database's history that a slider stops at: where its state, its schema or its findings may have changed.
 *
 * @param entries in sequence order
 * @param skipped how many were left out between those, evenly, because there are too many
 */
public record Stops(List<TimelineEntry> entries, int skipped) {

    private static final int MOST = 400;
    private static final Set<String> CHANGING = Set.of(
            "TargetRegistered",
            "TargetReconfigured",
            "TargetRetired",
            "DatabaseDiagnosed",
            "DriftDetected",
            "RunRequested",
            "StepSucceeded",
            "StepFailed",
            "StepOutcomeUnknown",
            "PartialRunDetected",
            "RunSucceeded",
            "RunFailed",
            "RunInterrupted",
            "StampApplied",
            "BaselineApplied",
            "RestoreSucceeded",
            "CopySwappedIn",
            "RecoveryCompleted",
            "BackupProven",
            "BackupExpired");

    public Stops {
        entries = List.copyOf(entries);
    }

    /** Those of a database. */
    public static Stops of(String target, Timeline timeline) {
        var all = timeline.outline(TimelineQuestion.EVERYTHING.ofTarget(target).ofTypes(CHANGING));
        if (all.size() <= MOST) {
            return new Stops(all, 0);
        }
        var some = new ArrayList<TimelineEntry>();
        for (int i = 0; i < MOST; i++) {
            some.add(all.get((int) ((long) i * (all.size() - 1) / (MOST - 1))));
        }
        return new Stops(some, all.size() - MOST);
    }

    /** The place of the last one that is not after the event; 0 if all are. */
    public int placeOf(long sequence) {
        int place = 0;
        for (int i = 0; i < entries.size() && entries.get(i).sequence() <= sequence; i++) {
            place = i;
        }
        return place;
    }
}
