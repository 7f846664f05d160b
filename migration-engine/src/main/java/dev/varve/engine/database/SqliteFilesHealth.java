package dev.varve.engine.database;

import static dev.varve.engine.finding.Severity.ERROR;
import static dev.varve.engine.finding.Severity.WARNING;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks at a SQLite database from outside: its file, its companions, its users, its volume. */
final class SqliteFilesHealth {

    /** A migration that rebuilt its largest table was seen to need 2.6 times the file's size on its volume. */
    private static final double ROOM_FOR_A_REBUILD = 2.6;

    private final SqliteDatabase database;
    private final SqliteFiles files;
    private final List<Finding> findings = new ArrayList<>();

    SqliteFilesHealth(SqliteDatabase database, SqliteFiles files) {
        this.database = database;
        this.files = files;
    }

    List<Finding> look(long sizeBytes) {
        lookAtSize();
        lookAtUsers();
        lookAtRoom(sizeBytes);
        return findings;
    }

    private void lookAtSize() {
        if (SqliteFiles.size(files.main()) == 0) {
            find(
                    FindingCode.EMPTY_DATABASE_FILE,
                    ERROR,
                    "expected a database at " + database.location() + ", found a file of 0 bytes",
                    "if data should be there, restore a backup; if it is meant to be new, varve upgrade fills it",
                    Map.of("path", database.location(), "sizeBytes", 0));
        }
    }

    private void lookAtUsers() {
        var users = database.openElsewhere(Set.of());
        if (!users.isEmpty()) {
            find(
                    FindingCode.DATABASE_IN_USE,
                    WARNING,
                    "expected nobody else to have " + database.location() + " open, found " + users.inWords(),
                    "stop the application before a migration",
                    Map.of(
                            "processes",
                            users.holders().stream()
                                    .map(holder -> Map.of(
                                            "pid", holder.pid(), "command", holder.command(), "file", holder.file()))
                                    .toList()));
        } else {
            lookAtLog(users.complete());
        }
    }

    private void lookAtLog(boolean everybodySeen) {
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
    }

    private void staleLog(WriteAheadLog log, boolean everybodySeen) {
        var replaced = isNewerThanLog();
        var evidence = new LinkedHashMap<String, Object>();
        evidence.put("path", files.wal().toString());
        evidence.put("frames", log.frames());
        evidence.put("sizeBytes", SqliteFiles.size(files.wal()));
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

    private void lookAtRoom(long sizeBytes) {
        var free = freeBytes(files.main());
        var wanted = (long) (sizeBytes * ROOM_FOR_A_REBUILD);
        if (free >= 0 && free < wanted) {
            find(
                    FindingCode.LOW_DISK_SPACE,
                    WARNING,
                    "expected " + wanted + " bytes free beside " + database.location()
                            + " for a migration that rebuilds its tables, found " + free,
                    "free space on the volume before migrating",
                    Map.of("expectedBytes", wanted, "foundBytes", free));
        }
    }

    private static long freeBytes(Path file) {
        try {
            return Files.getFileStore(file).getUsableSpace();
        } catch (IOException unknown) {
            return -1;
        }
    }

    private void find(
            FindingCode code, Severity severity, String message, String remedy, Map<String, Object> evidence) {
        findings.add(new Finding(code, severity, message, evidence, remedy));
    }
}
