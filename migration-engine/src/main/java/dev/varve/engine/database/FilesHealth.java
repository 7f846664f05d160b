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
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks at a database file from outside: is it there, is it empty, who has it open, what room has its volume. */
final class FilesHealth {

    /** A migration that rebuilt its largest table was seen to need 2.6 times the file's size on its volume. */
    private static final double ROOM_FOR_A_REBUILD = 2.6;

    private final FileDatabase database;
    private final OpenFiles users;

    FilesHealth(FileDatabase database) {
        this.database = database;
        this.users = database.openElsewhere(Set.of());
    }

    /** What looking at a missing file told. */
    static Health missing(FileDatabase database) {
        var finding = new Finding(
                FindingCode.DATABASE_UNREACHABLE,
                ERROR,
                "expected a database at " + database.location() + ", found no such file",
                Map.of("path", database.location(), "exists", false),
                "check the path that the target was registered with; for a new database, make the empty file yourself (touch)");
        return new Health(false, 0, null, null, "no such file", List.of(finding));
    }

    List<Finding> look(long sizeBytes) {
        var findings = new ArrayList<Finding>();
        lookAtSize(findings);
        if (!users.isEmpty()) {
            findings.add(inUse(database, users, WARNING));
        }
        lookAtRoom(sizeBytes, findings);
        return findings;
    }

    /** The processes that have it open. */
    OpenFiles users() {
        return users;
    }

    static Finding inUse(FileDatabase database, OpenFiles users, Severity severity) {
        var who = users.isEmpty() ? "a process that cannot be seen from here" : users.inWords();
        return new Finding(
                FindingCode.DATABASE_IN_USE,
                severity,
                "expected nobody else to have " + database.location() + " open, found " + who,
                Map.of(
                        "processes",
                        users.holders().stream()
                                .map(holder ->
                                        Map.of("pid", holder.pid(), "command", holder.command(), "file", holder.file()))
                                .toList()),
                "stop the application before a migration");
    }

    private void lookAtSize(List<Finding> findings) {
        if (DatabaseFiles.size(database.files().main()) == 0) {
            findings.add(new Finding(
                    FindingCode.EMPTY_DATABASE_FILE,
                    ERROR,
                    "expected a database at " + database.location() + ", found a file of 0 bytes",
                    Map.of("path", database.location(), "sizeBytes", 0),
                    "if data should be there, restore a backup; if it is meant to be new, varve upgrade fills it"));
        }
    }

    private void lookAtRoom(long sizeBytes, List<Finding> findings) {
        var free = freeBytes(database.files().main());
        var wanted = (long) (sizeBytes * ROOM_FOR_A_REBUILD);
        if (free >= 0 && free < wanted) {
            findings.add(new Finding(
                    FindingCode.LOW_DISK_SPACE,
                    WARNING,
                    "expected " + wanted + " bytes free beside " + database.location()
                            + " for a migration that rebuilds its tables, found " + free,
                    Map.of("expectedBytes", wanted, "foundBytes", free),
                    "free space on the volume before migrating"));
        }
    }

    private static long freeBytes(Path file) {
        try {
            return Files.getFileStore(file).getUsableSpace();
        } catch (IOException unknown) {
            return -1;
        }
    }
}
