package dev.varve.command.endtoend;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;

/** An application with data and ten pending revisions; two of them take long on a table that holds rows, none on an empty one. */
final class TenRevisions {

    static final int COUNT = 10;
    static final Set<Integer> SLOW = Set.of(2, 6);
    private static final int ROWS = 40_000;
    private static final String SLOW_STATEMENT = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
            + " WHERE i < (SELECT 25 * count(*) FROM ledger)) SELECT count(*) FROM n";

    private TenRevisions() {}

    static Path install(Path folder) {
        var project = AlembicProjects.in(folder)
                .revision(
                        "r00",
                        null,
                        "ledger",
                        execute("CREATE TABLE ledger (id INTEGER PRIMARY KEY, amount INTEGER, note TEXT)"));
        for (int i = 1; i <= COUNT; i++) {
            var statements = new ArrayList<String>();
            statements.add(execute("CREATE TABLE %s (id INTEGER PRIMARY KEY, amount INTEGER)".formatted(table(i))));
            if (SLOW.contains(i)) {
                statements.add(execute(SLOW_STATEMENT));
            }
            statements.add(execute("CREATE INDEX %s ON %s (amount)".formatted(index(i), table(i))));
            statements.add(execute("INSERT INTO %s SELECT id, amount FROM ledger LIMIT 50".formatted(table(i))));
            project.revision(revision(i), revision(i - 1), "part " + i, statements.toArray(String[]::new));
        }
        return project.ini();
    }

    static void fill(SqliteFile database) {
        database.with("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + ROWS + ")"
                + " INSERT INTO ledger SELECT i, i * 7 % 1000, hex(i * 1103515245) || ' of the year' FROM n");
    }

    private static String execute(String sql) {
        return "op.execute(\"" + sql + "\")";
    }

    static String revision(int i) {
        return "r%02d".formatted(i);
    }

    private static String table(int i) {
        return "t_%02d".formatted(i);
    }

    private static String index(int i) {
        return "ix_%02d".formatted(i);
    }

    /** What state the database is in, told from SQLite's catalogue and the version table alone. */
    static String stateOf(SqliteFile database) {
        int at = Integer.parseInt(database.rows("SELECT version_num FROM alembic_version")
                .getFirst()
                .substring(1));
        var found = database.objects();
        var expected = objectsAt(at);
        if (!found.containsAll(expected)) {
            return "DIVERGED";
        }
        found.removeAll(expected);
        if (found.isEmpty()) {
            return at == COUNT ? "UP_TO_DATE" : "PENDING";
        }
        return Set.of(table(at + 1), index(at + 1)).containsAll(found) ? "PARTIAL" : "DIVERGED";
    }

    private static Set<String> objectsAt(int at) {
        var objects = new TreeSet<>(Set.of("ledger"));
        for (int i = 1; i <= at; i++) {
            objects.add(table(i));
            objects.add(index(i));
        }
        return objects;
    }
}
