package dev.varve.engine.database;

import static dev.varve.engine.finding.Severity.ERROR;
import static dev.varve.engine.finding.Severity.WARNING;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Looks at everything about a SQLite database that is not its schema; {@link FilesHealth} from outside, this inside. */
final class SqliteHealth {

    private final SqliteDatabase database;
    private final SqliteFiles files;
    private final List<Finding> findings = new ArrayList<>();

    SqliteHealth(SqliteDatabase database, SqliteFiles files) {
        this.database = database;
        this.files = files;
    }

    Health look(boolean thorough) {
        if (!files.exists()) {
            return FilesHealth.missing(database);
        }
        var sizeBytes = files.sizeBytes();
        var outside = new FilesHealth(database);
        findings.addAll(outside.look(sizeBytes));
        if (outside.users().isEmpty()) {
            findings.addAll(new LeftLog(files).look(outside.users().complete()));
        }
        return lookInside(thorough, sizeBytes);
    }

    private Health lookInside(boolean thorough, long sizeBytes) {
        try (var snapshot = database.snapshot()) {
            if (snapshot.isRecoveredCopy()) {
                hotJournal();
            }
            var problems = snapshot.integrityProblems(thorough);
            if (!problems.isEmpty()) {
                damaged(String.join("; ", problems));
            } else {
                foreignKeys(snapshot.foreignKeyViolations());
            }
            var detail = problems.isEmpty() ? "ok" : String.join("; ", problems);
            return new Health(true, sizeBytes, snapshot.engineVersion(), problems.isEmpty(), detail, findings);
        } catch (DatabaseUnreadable unreadable) {
            return unreadable(unreadable, sizeBytes);
        }
    }

    private void hotJournal() {
        find(
                FindingCode.HOT_JOURNAL,
                WARNING,
                "expected no unfinished transaction, found one in " + files.journal()
                        + ": a program died while it wrote; the next one to open the database takes it back",
                "never copy or move the database without its -journal; opening it once with the application rolls it back",
                Map.of("path", files.journal().toString(), "sizeBytes", DatabaseFiles.size(files.journal())));
    }

    private void damaged(String detail) {
        find(
                FindingCode.INTEGRITY_FAILED,
                ERROR,
                "expected SQLite's check of " + database.location() + " to say ok, found: " + detail,
                "restore the newest proven backup",
                Map.of("detail", detail));
    }

    private void foreignKeys(Map<String, Long> violations) {
        if (!violations.isEmpty()) {
            var rows = violations.values().stream().mapToLong(Long::longValue).sum();
            find(
                    FindingCode.FOREIGN_KEY_VIOLATIONS,
                    WARNING,
                    "expected every foreign key to find its row, found " + rows + " rows without: " + violations,
                    "repair or remove those rows; SQLite does not enforce foreign keys unless the application asks for it",
                    new LinkedHashMap<>(violations));
        }
    }

    private Health unreadable(DatabaseUnreadable unreadable, long sizeBytes) {
        if (unreadable.getCause() instanceof SQLiteException refused && isDamage(refused)) {
            damaged(unreadable.found());
            return new Health(false, sizeBytes, null, false, unreadable.found(), findings);
        }
        find(
                FindingCode.DATABASE_UNREACHABLE,
                ERROR,
                unreadable.getMessage(),
                "let the program that holds it finish, or make the file readable for this user",
                Map.of("path", database.location()));
        return new Health(false, sizeBytes, null, null, unreadable.found(), findings);
    }

    private static boolean isDamage(SQLiteException refused) {
        var code = refused.getResultCode().code & 0xff;
        return code == SQLiteErrorCode.SQLITE_NOTADB.code || code == SQLiteErrorCode.SQLITE_CORRUPT.code;
    }

    private void find(
            FindingCode code, Severity severity, String message, String remedy, Map<String, Object> evidence) {
        findings.add(new Finding(code, severity, message, evidence, remedy));
    }
}
