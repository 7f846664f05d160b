package dev.varve.command.simulate;

import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.events.RecordedFinding;
import java.util.ArrayList;
import java.util.List;

/** What a look finds beside what it looks for: nothing that forbids a run. */
final class Asides {

    private static final int PERCENT_WITH = 35;

    private Asides() {}

    static List<RecordedFinding> of(Chance chance, String target, SimulatedDatabase database) {
        if (!database.hasTables() || !chance.percent(PERCENT_WITH)) {
            return List.of();
        }
        var several = several(target, database.schema().tables().iterator().next());
        several.addAll(ofTheKind(database));
        return List.of(chance.oneOf(several));
    }

    private static List<RecordedFinding> several(String target, String table) {
        var several = new ArrayList<RecordedFinding>();
        several.add(Findings.noRecentBackup(target));
        several.add(warning(
                FindingCode.BACKUP_ON_SAME_VOLUME,
                "expected the backups on another volume than the database, found both on one",
                "keep a copy elsewhere, or name a folder on another volume with --dir"));
        several.add(warning(
                FindingCode.FOREIGN_KEY_VIOLATIONS,
                "expected every foreign key to find its row, found 3 rows without: " + table,
                "repair or remove those rows"));
        several.add(warning(
                FindingCode.DUPLICATE_KEYS,
                "expected no two rows alike where a pending revision makes a unique key, found 2 in " + table,
                "mend the rows before the upgrade"));
        several.add(warning(
                FindingCode.SUSPICIOUS_REVISION,
                "expected a pending revision to keep every table, found one that drops " + table,
                "read the revision; if the loss is meant, say so by name: --accept-data-loss " + table));
        several.add(Findings.finding(
                FindingCode.HISTORY_EDITED,
                Severity.INFO,
                "expected the scripts as they ran, found that one was edited since",
                "varve diagnose " + target + " --deep compares the schema with what the script makes now"));
        several.add(warning(
                FindingCode.ROWS_GONE,
                "expected rows in table " + table + ", which held some in the newest proven backup, found none",
                "if nobody meant that, varve backups " + target));
        return several;
    }

    private static List<RecordedFinding> ofTheKind(SimulatedDatabase database) {
        return switch (database.kind()) {
            case "postgresql" -> ofAServer();
            case "sqlite" -> ofSqlite(database);
            default -> List.of();
        };
    }

    private static List<RecordedFinding> ofAServer() {
        return List.of(
                warning(
                        FindingCode.INVALID_INDEX,
                        "expected every index to be valid, found one that was not built to its end",
                        "REINDEX INDEX CONCURRENTLY it, or drop it"),
                warning(
                        FindingCode.CONSTRAINT_NOT_VALID,
                        "expected every constraint to hold for every row, found one that is NOT VALID",
                        "ALTER TABLE … VALIDATE CONSTRAINT"),
                warning(
                        FindingCode.PREPARED_TRANSACTION,
                        "expected no prepared transaction, found one, prepared 4210 s ago: it keeps its locks",
                        "COMMIT PREPARED or ROLLBACK PREPARED it"),
                warning(
                        FindingCode.REPLICATION_SLOT_UNUSED,
                        "expected every replication slot to be read, found one without a reader",
                        "let its reader come back, or drop the slot"));
    }

    private static List<RecordedFinding> ofSqlite(SimulatedDatabase database) {
        var several = new ArrayList<RecordedFinding>();
        several.add(warning(
                FindingCode.STALE_WAL,
                "expected no write-ahead log beside a database that nobody has open, found 12 committed pages in one",
                "keep both files together; opening the database once with the application takes the changes in"));
        if (!database.application().isFlyway()) {
            several.add(Findings.finding(
                    FindingCode.PEEWEE_HISTORY,
                    Severity.INFO,
                    "the table migratehistory holds 18 migrations of the Peewee era",
                    null));
        }
        return several;
    }

    private static RecordedFinding warning(FindingCode code, String message, String remedy) {
        return Findings.finding(code, Severity.WARNING, message, remedy);
    }
}
