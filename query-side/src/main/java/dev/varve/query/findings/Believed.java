package dev.varve.query.findings;

import dev.varve.events.RecordedFinding;
import dev.varve.store.RecordedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is believed of a target when an event comes, and what to believe after it. */
record Believed(RecordedEvent event, List<FindingView> known) {

    List<FindingView> unchanged() {
        return known;
    }

    /** These, and no others. */
    List<FindingView> exactly(List<RecordedFinding> told) {
        return told.stream().map(this::seen).toList();
    }

    /** These beside what is known; one that is known already is seen again. */
    List<FindingView> and(List<RecordedFinding> told) {
        if (told.isEmpty()) {
            return known;
        }
        var next = new ArrayList<>(known);
        next.removeIf(old -> told.stream().anyMatch(finding -> same(old, finding)));
        told.forEach(finding -> next.add(seen(finding)));
        return next;
    }

    List<FindingView> and(RecordedFinding told) {
        return and(List.of(told));
    }

    List<FindingView> without(List<String> codes) {
        return known.stream().filter(old -> !codes.contains(old.code())).toList();
    }

    private FindingView seen(RecordedFinding told) {
        return new FindingView(
                event.event().target(),
                told.code(),
                told.severity(),
                told.message(),
                told.remedy(),
                firstSeen(told),
                event.at(),
                event.sequence());
    }

    private Instant firstSeen(RecordedFinding told) {
        return known.stream()
                .filter(old -> same(old, told))
                .map(FindingView::firstAt)
                .findFirst()
                .orElse(event.at());
    }

    private static boolean same(FindingView old, RecordedFinding told) {
        return old.code().equals(told.code()) && old.message().equals(told.message());
    }
}
