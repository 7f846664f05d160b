package dev.varve.command.recover;

import dev.varve.engine.backup.Backup;
import dev.varve.engine.database.Database;
import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.database.TableContent;
import dev.varve.engine.observation.TableChange;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

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
            var same = snapshot.schema().fingerprint().equals(backup.fingerprint())
                    && new HashSet<>(now).equals(new HashSet<>(backup.tables()));
            return new AsInBackup(same, changes(backup.tables(), now, versionTables));
        } catch (DatabaseUnreadable unreadable) {
            return UNREAD;
        }
    }

    private static List<TableChange> changes(
            List<TableContent> then, List<TableContent> now, Set<String> versionTables) {
        var before = new TreeMap<String, TableContent>();
        then.forEach(table -> before.put(table.name(), table));
        var after = new TreeMap<String, TableContent>();
        now.forEach(table -> after.put(table.name(), table));
        var names = new TreeMap<>(before);
        names.putAll(after);
        return names.keySet().stream()
                .filter(name -> !versionTables.contains(name))
                .map(name -> change(name, before.get(name), after.get(name)))
                .toList();
    }

    private static TableChange change(String name, TableContent before, TableContent after) {
        return new TableChange(
                name,
                before == null ? null : before.rows(),
                after == null ? null : after.rows(),
                before == null ? null : before.sha256(),
                after == null ? null : after.sha256(),
                null);
    }
}
