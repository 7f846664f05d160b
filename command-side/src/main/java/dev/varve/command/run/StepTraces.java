package dev.varve.command.run;

import dev.varve.engine.backup.Backup;
import dev.varve.engine.database.Database;
import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.database.TableContent;
import dev.varve.engine.hash.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether a step that did not end may have committed rows, which no schema shows. Its ledger tells: a statement that writes rows was
 * begun, and either the rows differ from those of the backup that was taken right before, or, where other steps ran in between, the
 * driver was outside of a transaction once it had ended (FAILURES.md: {@code RELEASE} outside a transaction commits).
 */
final class StepTraces {

    private static final Pattern WRITES_ROWS = Pattern.compile(
            "\"sql\"\\s*:\\s*\"[^\"]{0,200}?\\b(insert|update|delete|replace)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern ENDED_OUTSIDE =
            Pattern.compile("\"event\"\\s*:\\s*\"end\".*\"inTransaction\"\\s*:\\s*false");

    /** A statement that failed committed nothing. */
    private static final Pattern FAILED = Pattern.compile("\"error\"\\s*:\\s*\"");

    private boolean wroteRows;
    private boolean committed;

    private StepTraces() {}

    /**
     * What the step may have left in the rows, in words; empty if nothing.
     *
     * @param backup the one that was proven right before the run's first step; {@code null} if none is known
     */
    static List<String> inRows(Path ledger, KnownPast.OpenStep step, Database database, Backup backup) {
        var traces = of(ledger, step.revision());
        if (!traces.wroteRows) {
            return List.of();
        }
        if (step.ordinal() == 1 && backup != null) {
            return changed(database, backup);
        }
        return traces.committed ? List.of("rows that its statements wrote were committed before it ended") : List.of();
    }

    private static StepTraces of(Path ledger, String revision) {
        var traces = new StepTraces();
        if (!Files.exists(ledger)) {
            return traces;
        }
        try (var file = Files.newInputStream(ledger)) {
            new BoundedLines(new Sha256(), line -> {
                        if (RunFiles.isAbout(line.head(), revision)) {
                            traces.read(line.head());
                        }
                    })
                    .read(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("expected to read the statement ledger " + ledger, unreadable);
        }
        return traces;
    }

    private void read(String line) {
        wroteRows |= WRITES_ROWS.matcher(line).find();
        committed |= wroteRows
                && ENDED_OUTSIDE.matcher(line).find()
                && !FAILED.matcher(line).find();
    }

    private static List<String> changed(Database database, Backup backup) {
        try {
            var before = new HashSet<>(backup.tables());
            return database.contents(rows -> {}).stream()
                    .filter(table -> !before.contains(table))
                    .map(TableContent::name)
                    .sorted()
                    .map(name -> "rows of table " + name + " are not those of backup " + backup.id())
                    .toList();
        } catch (DatabaseUnreadable unreadable) {
            return List.of();
        }
    }
}
