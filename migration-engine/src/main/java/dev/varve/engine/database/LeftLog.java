package dev.varve.engine.database;

import static dev.varve.engine.finding.Severity.WARNING;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks at the write-ahead log beside a SQLite database that nobody has open. */
final class LeftLog {

    private final SqliteFiles files;
    private final List<Finding> findings = new ArrayList<>();

    LeftLog(SqliteFiles files) {
        this.files = files;
    }

    List<Finding> look(boolean everybodySeen) {
        try {
            var log = WriteAheadLog.read(files.wal());
            if (log.frames() > 0) {
                staleLog(log, everybodySeen);
            }
        } catch (IOException unreadable) {
            find(
                    FindingCode.STALE_WAL,
                    WARNING,
                    "expected to read " + files.wal() + ", found: " + unreadable.getMessage(),
                    "make it readable for this user",
                    Map.of("path", files.wal().toString()));
        }
        return findings;
    }

    private void staleLog(WriteAheadLog log, boolean everybodySeen) {
        var replaced = isNewerThanLog();
        var evidence = new LinkedHashMap<String, Object>();
        evidence.put("path", files.wal().toString());
        evidence.put("frames", log.frames());
        evidence.put("sizeBytes", DatabaseFiles.size(files.wal()));
        evidence.put("databaseWrittenAfterLog", replaced);
        evidence.put("everyProcessSeen", everybodySeen);
        find(
                FindingCode.STALE_WAL,
                WARNING,
                "expected no write-ahead log beside a database that nobody has open, found " + log.frames()
                        + " committed pages in " + files.wal()
                        + (replaced
                                ? "; the database file was written after it: if a copy was put there, the log is not its own"
                                : ""),
                replaced
                        ? "if the database was copied over, move the -wal aside before anything opens it; otherwise open it once with the application"
                        : "keep both files together; opening the database once with the application takes the changes in",
                evidence);
    }

    private boolean isNewerThanLog() {
        try {
            return Files.getLastModifiedTime(files.main()).compareTo(Files.getLastModifiedTime(files.wal())) > 0;
        } catch (IOException gone) {
            return false;
        }
    }

    private void find(
            FindingCode code, Severity severity, String message, String remedy, Map<String, Object> evidence) {
        findings.add(new Finding(code, severity, message, evidence, remedy));
    }
}
