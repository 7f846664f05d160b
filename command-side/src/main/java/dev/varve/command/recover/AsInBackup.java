package dev.varve.command.recover;

import dev.varve.engine.backup.Backup;
import dev.varve.engine.database.Database;
import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.observation.TableChange;
import java.util.List;
import java.util.Set;

/**
 * A database held against a backup.
 *
 * @param isSame whether schema and every table, the tool's own included, are the same
 * @param tables every table then and now, without the tool's own; {@code null} if the database could not be read
 */
record AsInBackup(boolean isSame, List<TableChange> tables) {

    static final AsInBackup UNREAD = new AsInBackup(false, null);

    static AsInBackup compare(Backup backup, Database database, Set<String> versionTables) {
        try (var snapshot = database.snapshot()) {
            var now = snapshot.contents(rows -> {});
            var difference = backup.content().differenceTo(snapshot.schema().fingerprint(), now);
            return new AsInBackup(difference.isEmpty(), TableChange.between(backup.tables(), now, versionTables));
        } catch (DatabaseUnreadable unreadable) {
            return UNREAD;
        }
    }
}
