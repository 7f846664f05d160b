package dev.varve.command.run;

import dev.varve.engine.database.SqliteDatabase;
import dev.varve.engine.diagnosis.Diagnosis;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The file that a swap put aside. A process that had it open and was not stopped goes on with it, and nobody else sees what it writes.
 *
 * @param path where it lies, unless somebody removed it
 * @param since when the copy took its place
 */
public record FormerFile(String path, Instant since) {

    private static final List<String> WRITTEN = List.of("", "-wal", "-journal");

    /** The diagnosis, with a warning while somebody uses this file or has written to it. */
    Diagnosis weigh(String target, Diagnosis seen) {
        var use = use(target);
        if (use.isEmpty()) {
            return seen;
        }
        var findings = new ArrayList<Finding>(seen.findings());
        findings.add(use.get());
        return seen.withFindings(findings);
    }

    private Optional<Finding> use(String target) {
        if (!Files.exists(Path.of(path))) {
            return Optional.empty();
        }
        var holders = SqliteDatabase.at(Path.of(path)).openElsewhere(Set.of());
        var written = lastWritten();
        var signs = new ArrayList<String>();
        if (!holders.isEmpty()) {
            signs.add("it open in " + holders.inWords());
        }
        if (written.isAfter(since)) {
            signs.add("it written to at " + written);
        }
        if (signs.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                        FindingCode.DATABASE_IN_USE,
                        Severity.WARNING,
                        "expected nobody to use the former file " + path + " since the swap of " + since + ", found "
                                + String.join(" and ", signs) + ": what is written there is not in the database",
                        Map.of("path", path, "since", since.toString()),
                        (holders.isEmpty() ? "" : "stop that process and start it anew; then ")
                                + "see what is missing in the database, and move the folder away once nothing of it is needed")
                .about(target));
    }

    private Instant lastWritten() {
        return WRITTEN.stream()
                .map(suffix -> Path.of(path + suffix))
                .map(FormerFile::modified)
                .max(Instant::compareTo)
                .orElse(since);
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException none) {
            return Instant.MIN;
        }
    }
}
