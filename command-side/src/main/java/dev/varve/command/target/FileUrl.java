package dev.varve.command.target;

import dev.varve.engine.database.Database;
import dev.varve.engine.database.H2Database;
import dev.varve.engine.database.H2Login;
import dev.varve.engine.database.SqliteDatabase;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * A URL that leads to a file.
 *
 * @param kind {@code sqlite} or {@code h2}
 * @param dialect what stands before SQLAlchemy's {@code :///}, such as {@code sqlite+aiosqlite}; for H2 {@code h2}
 * @param path the file, absolute; for H2 with the {@code .mv.db} that H2 adds
 * @param settings H2's, such as {@code MODE}; empty for SQLite
 */
public record FileUrl(String kind, String dialect, Path path, SortedMap<String, String> settings)
        implements DatabaseUrl {

    private static final Pattern SQLALCHEMY = Pattern.compile("(sqlite(?:\\+[a-z0-9_]+)?):///([^?]*)(?:\\?.*)?");
    private static final Pattern JDBC = Pattern.compile("jdbc:sqlite:(?:file:)?([^?]*)(?:\\?.*)?");
    private static final Pattern H2 = Pattern.compile("jdbc:h2:(.*)");

    static FileUrl parse(String url, Path folder) {
        var sqlAlchemy = SQLALCHEMY.matcher(url);
        if (sqlAlchemy.matches()) {
            return sqlite(sqlAlchemy.group(1), sqlAlchemy.group(2), url, folder);
        }
        var jdbc = JDBC.matcher(url);
        if (jdbc.matches()) {
            return sqlite("sqlite", jdbc.group(1), url, folder);
        }
        var h2 = H2.matcher(url);
        if (h2.matches()) {
            var file = H2Url.parse(h2.group(1), folder);
            return new FileUrl("h2", "h2", file.path(), file.settings());
        }
        throw new UnsupportedDatabaseUrl(DatabaseUrl.withoutPassword(url));
    }

    private static FileUrl sqlite(String dialect, String path, String url, Path folder) {
        if (path.isBlank() || path.startsWith(":memory:")) {
            throw new UnsupportedDatabaseUrl(url);
        }
        return new FileUrl(
                "sqlite", dialect, folder.resolve(path).toAbsolutePath().normalize(), Collections.emptySortedMap());
    }

    @Override
    public String absolute() {
        return kind.equals("h2")
                ? H2Database.at(path, settings, H2Login.DEFAULT).jdbcUrl()
                : dialect + ":///" + path;
    }

    @Override
    public Database database(Map<String, String> variables) {
        return kind.equals("h2")
                ? H2Database.at(
                        path,
                        settings,
                        new H2Login(
                                variables.getOrDefault(USER, H2Login.DEFAULT.user()),
                                variables.getOrDefault(PASSWORD, H2Login.DEFAULT.password())))
                : SqliteDatabase.at(path);
    }
}
