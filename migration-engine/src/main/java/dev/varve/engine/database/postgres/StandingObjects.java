package dev.varve.engine.database.postgres;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What somebody began and left: an index that was not built to its end, a constraint not checked, a transaction, a slot. */
record StandingObjects(PostgresSnapshot snapshot) {

    /** What REINDEX CONCURRENTLY itself leaves when it fails; the index that it was to replace is whole. */
    private static final Pattern LEFT_BY_REINDEX = Pattern.compile(".*_cc(new|old)\\d*");

    List<Finding> invalidIndexes() {
        return snapshot.rows(HealthQueries.INVALID_INDEXES).stream()
                .map(StandingObjects::invalidIndex)
                .toList();
    }

    private static Finding invalidIndex(Rows.Row row) {
        var index = PostgresNames.called(row.text("schema"), row.text("index"));
        var sql = PostgresNames.quoted(row.text("schema"), row.text("index"));
        var table = PostgresNames.called(row.text("schema"), row.text("table"));
        return new Finding(
                FindingCode.INVALID_INDEX,
                Severity.WARNING,
                "expected the index " + index + " of table " + table
                        + " to be valid, found that it was not built to its end: it slows writes down, helps no query and enforces no key",
                Map.of("index", index, "table", table),
                LEFT_BY_REINDEX.matcher(row.text("index")).matches()
                        ? "DROP INDEX CONCURRENTLY " + sql + ";"
                        : "REINDEX INDEX CONCURRENTLY " + sql
                                + "; or, if the revision is to make it again: DROP INDEX CONCURRENTLY " + sql + ";");
    }

    List<Finding> notValid() {
        return snapshot.rows(HealthQueries.NOT_VALID).stream()
                .map(StandingObjects::notValid)
                .toList();
    }

    private static Finding notValid(Rows.Row row) {
        var table = PostgresNames.called(row.text("schema"), row.text("table"));
        var sql = PostgresNames.quoted(row.text("schema"), row.text("table"));
        return new Finding(
                FindingCode.CONSTRAINT_NOT_VALID,
                Severity.INFO,
                "expected the constraint " + row.text("constraint") + " of table " + table
                        + " to hold for every row, found that the rows of before were never checked (NOT VALID)",
                Map.of("table", table, "constraint", row.text("constraint")),
                "ALTER TABLE " + sql + " VALIDATE CONSTRAINT " + PostgresNames.quoted(row.text("constraint")) + ";");
    }

    List<Finding> prepared() {
        return snapshot.rows(HealthQueries.PREPARED).stream()
                .map(StandingObjects::prepared)
                .toList();
    }

    private static Finding prepared(Rows.Row row) {
        return new Finding(
                FindingCode.PREPARED_TRANSACTION,
                Severity.WARNING,
                "expected no prepared transaction, found " + row.text("gid") + " of role " + row.text("owner")
                        + ", prepared " + row.number("seconds")
                        + " s ago: it keeps its locks, and a migration would wait for it",
                Map.of("gid", row.text("gid"), "owner", row.text("owner"), "seconds", row.number("seconds")),
                "as its coordinator decides: COMMIT PREPARED " + row.text("quoted") + "; or ROLLBACK PREPARED "
                        + row.text("quoted") + ";");
    }

    List<Finding> slots() {
        return snapshot.rows(HealthQueries.SLOTS).stream()
                .map(StandingObjects::slot)
                .toList();
    }

    private static Finding slot(Rows.Row row) {
        return new Finding(
                FindingCode.REPLICATION_SLOT_UNUSED,
                Severity.WARNING,
                "expected every replication slot to be read, found " + row.text("slot")
                        + " without a reader: the server keeps " + row.number("bytes")
                        + " bytes of its log for it, and a migration adds to them until the disk is full",
                Map.of("slot", row.text("slot"), "bytes", row.number("bytes")),
                "start its reader, or if there is none any more: SELECT pg_drop_replication_slot(" + row.text("quoted")
                        + ");");
    }
}
