package dev.varve.engine.recovery;

import dev.varve.engine.backup.Backup;
import dev.varve.engine.backup.BackupException;
import dev.varve.engine.backup.BackupMethod;
import dev.varve.engine.database.Database;
import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.database.TableContent;
import dev.varve.engine.diagnosis.ScratchDatabases;
import dev.varve.engine.diagnosis.ScratchUnavailable;
import dev.varve.engine.fingerprint.Schema;
import dev.varve.engine.tool.Destination;
import dev.varve.engine.tool.MigrationOrder;
import dev.varve.engine.tool.MigrationResult;
import dev.varve.engine.tool.MigrationTool;
import dev.varve.engine.tool.ToolException;
import java.util.Collection;
import java.util.List;

/**
 * The proof that steps ran whole: the same steps, by the same tool, on a copy of the backup that was taken before them, give the
 * same schema and the same rows. Steps that draw their values at random cannot be proven so.
 */
public final class Replay {

    private final BackupMethod backups;
    private final ScratchDatabases scratch;
    private final MigrationTool tool;
    private final Collection<String> versionTables;

    /**
     * A replay that changes nothing of what is watched.
     *
     * @param versionTables the tool's own tables, which are not compared: they hold where each of both stands
     */
    public Replay(
            BackupMethod backups, ScratchDatabases scratch, MigrationTool tool, Collection<String> versionTables) {
        this.backups = backups;
        this.scratch = scratch;
        this.tool = tool;
        this.versionTables = List.copyOf(versionTables);
    }

    /**
     * Whether both are the same.
     *
     * @param why what differs, or why nothing could be compared; {@code null} if both are the same
     */
    public record Verdict(String why) {

        public static Verdict same() {
            return new Verdict(null);
        }

        public boolean matches() {
            return why == null;
        }
    }

    /**
     * Compares a database with a copy of the backup on which the steps ran.
     *
     * @param live is only read
     * @param destination where the steps end; {@code null} for none at all
     */
    public Verdict compare(Database live, Backup backup, Destination destination) {
        try (var place = scratch.create();
                var copied = backups.scratchCopy(backup, place.folder())) {
            copied.await();
            var copy = copied.database();
            if (destination != null) {
                var result = tool.pointedAt(copy).migrate(order(place, destination), observation -> {});
                if (result.ending() != MigrationResult.Ending.FINISHED) {
                    return new Verdict("the steps do not run on a copy of the backup");
                }
            }
            return difference(copy, live);
        } catch (ScratchUnavailable | BackupException | ToolException | DatabaseUnreadable impossible) {
            return new Verdict(impossible.getMessage());
        }
    }

    private static MigrationOrder order(ScratchDatabases.Scratch place, Destination destination) {
        return new MigrationOrder(
                destination,
                place.folder().resolve("replay-ledger.jsonl"),
                place.folder().resolve("replay-output.txt"),
                () -> false,
                () -> {},
                () -> null);
    }

    private Verdict difference(Database copy, Database live) {
        if (!schema(copy).equals(schema(live))) {
            return new Verdict("the schema is not what the same steps give on a copy of the backup");
        }
        var expected = contents(copy);
        var found = contents(live);
        var others = found.stream()
                .filter(table -> !expected.contains(table))
                .map(TableContent::name)
                .toList();
        return others.isEmpty() && expected.size() == found.size()
                ? Verdict.same()
                : new Verdict("the rows of " + String.join(", ", others)
                        + " are not what the same steps give on a copy of the backup");
    }

    private Schema schema(Database database) {
        return database.schema().without(versionTables);
    }

    private List<TableContent> contents(Database database) {
        return database.contents(rows -> {}).stream()
                .filter(table -> !versionTables.contains(table.name()))
                .toList();
    }
}
