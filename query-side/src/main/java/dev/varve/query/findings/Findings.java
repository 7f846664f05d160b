package dev.varve.query.findings;

import dev.varve.query.projection.Views;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks for the findings that are believed to hold. */
public final class Findings {

    private final Views views;

    public Findings(Views views) {
        this.views = views;
    }

    /** In the order in which they were told; empty for an unknown target. */
    public List<FindingView> of(String target) {
        return views.ask(connection -> FindingTable.ROWS.load(connection, target));
    }

    /** How many of each severity. */
    public Map<String, Long> bySeverity(String target) {
        return of(target).stream().collect(Collectors.groupingBy(FindingView::severity, Collectors.counting()));
    }

    /** Likewise of every target that has any, by its name. */
    public Map<String, Map<String, Long>> bySeverity() {
        return views.ask(connection -> {
            try (var query = connection.prepareStatement(
                            "select target, severity, count(*) from finding group by target, severity");
                    var row = query.executeQuery()) {
                var counted = new HashMap<String, Map<String, Long>>();
                while (row.next()) {
                    counted.computeIfAbsent(row.getString(1), target -> new HashMap<>())
                            .put(row.getString(2), row.getLong(3));
                }
                return counted;
            }
        });
    }
}
