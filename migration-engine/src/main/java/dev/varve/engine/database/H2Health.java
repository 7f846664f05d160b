package dev.varve.engine.database;

import static dev.varve.engine.finding.Severity.ERROR;
import static dev.varve.engine.finding.Severity.WARNING;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks at everything about an H2 database that is not its schema. */
final class H2Health {

    private final H2Database database;
    private final List<Finding> findings = new ArrayList<>();

    H2Health(H2Database database) {
        this.database = database;
    }

    Health look(boolean thorough) {
        if (!database.files().exists()) {
            return FilesHealth.missing(database);
        }
        var sizeBytes = database.sizeBytes();
        var outside = new FilesHealth(database);
        findings.addAll(outside.look(sizeBytes));
        try (var snapshot = database.snapshot()) {
            return inside(snapshot, thorough, sizeBytes);
        } catch (DatabaseUnreadable unreadable) {
            return unreadable(unreadable, outside.users(), sizeBytes);
        }
    }

    private Health inside(FileSnapshot snapshot, boolean thorough, long sizeBytes) {
        var problems = snapshot.integrityProblems(thorough);
        if (!problems.isEmpty()) {
            return damaged(String.join("; ", problems), sizeBytes);
        }
        var violations = snapshot.foreignKeyViolations();
        if (!violations.isEmpty()) {
            var rows = violations.values().stream().mapToLong(Long::longValue).sum();
            findings.add(new Finding(
                    FindingCode.FOREIGN_KEY_VIOLATIONS,
                    WARNING,
                    "expected every foreign key to find its row, found " + rows + " rows without: " + violations,
                    new LinkedHashMap<>(violations),
                    "repair or remove those rows; they came while referential integrity was switched off"));
        }
        return new Health(true, sizeBytes, snapshot.engineVersion(), true, "ok", findings);
    }

    private Health unreadable(DatabaseUnreadable unreadable, OpenFiles users, long sizeBytes) {
        if (!(unreadable.getCause() instanceof SQLException refused)) {
            return damaged(unreadable.found(), sizeBytes);
        }
        return switch (H2Refusal.of(refused)) {
            case DAMAGED ->
                Files.isReadable(database.files().main())
                        ? damaged(unreadable.found(), sizeBytes)
                        : unreachable(unreadable, "make the file readable for this user", sizeBytes);
            case IN_USE -> {
                findings.removeIf(finding -> finding.code() == FindingCode.DATABASE_IN_USE);
                findings.add(FilesHealth.inUse(database, users, ERROR));
                yield new Health(false, sizeBytes, null, null, unreadable.found(), findings);
            }
            case WRONG_LOGIN ->
                unreachable(
                        unreadable,
                        "register the target again with --env VARVE_DATABASE_USER=… and --env VARVE_DATABASE_PASSWORD=…",
                        sizeBytes);
            case OTHER_FORMAT ->
                unreachable(
                        unreadable,
                        "open it with the H2 that wrote it and export it (SCRIPT), then import it with H2 2.2 or newer",
                        sizeBytes);
            case REFUSED ->
                unreachable(
                        unreadable,
                        "make the file readable for this user and check the settings of the registered URL",
                        sizeBytes);
        };
    }

    private Health damaged(String detail, long sizeBytes) {
        findings.add(new Finding(
                FindingCode.INTEGRITY_FAILED,
                ERROR,
                "expected H2 to open and read " + database.location() + ", found: " + detail,
                Map.of("detail", detail),
                "restore the newest proven backup"));
        return new Health(false, sizeBytes, null, false, detail, findings);
    }

    private Health unreachable(DatabaseUnreadable unreadable, String remedy, long sizeBytes) {
        findings.add(new Finding(
                FindingCode.DATABASE_UNREACHABLE,
                ERROR,
                unreadable.getMessage(),
                Map.of("path", database.location()),
                remedy));
        return new Health(false, sizeBytes, null, null, unreadable.found(), findings);
    }
}
