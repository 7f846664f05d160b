package dev.varve.engine.database.postgres;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Who else is connected. To a server somebody always is, and that is no fault; whose connections they are is what an operator needs
 * before a migration. A transaction that is left open is one: a change of a table that it has read waits for its end.
 */
record Connections(List<Rows.Row> rows) {

    private static final String LEFT_OPEN = "idle in transaction";

    private static final long LONG_SECONDS = 60;

    List<Finding> findings(String location) {
        if (rows.isEmpty()) {
            return List.of();
        }
        var count = rows.stream().mapToLong(row -> row.number("connections")).sum();
        var leftOpen = rows.stream()
                .anyMatch(row -> row.text("state").startsWith(LEFT_OPEN) && row.number("seconds") >= LONG_SECONDS);
        return List.of(new Finding(
                FindingCode.DATABASE_IN_USE,
                leftOpen ? Severity.WARNING : Severity.INFO,
                (count == 1 ? "1 other connection" : count + " other connections") + " to " + location + ": "
                        + rows.stream().map(Connections::inWords).collect(Collectors.joining(", ")),
                Map.of("connections", rows.stream().map(Connections::evidence).toList()),
                leftOpen
                        ? "end the transaction that is left open: a migration would wait for it, and the application for the migration"
                        : "stop the application before a migration that it does not know"));
    }

    private static String inWords(Rows.Row row) {
        var since = row.number("seconds") > 0 ? " for " + row.number("seconds") + " s" : "";
        return row.number("connections") + " " + row.text("application") + " (role " + row.text("role") + ", "
                + row.text("state") + since + ")";
    }

    private static Map<String, Object> evidence(Rows.Row row) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("application", row.text("application"));
        shown.put("role", row.text("role"));
        shown.put("state", row.text("state"));
        shown.put("connections", row.number("connections"));
        shown.put("longestTransactionSeconds", row.number("seconds"));
        return shown;
    }
}
