package dev.varve.command.target;

import dev.varve.engine.database.Database;
import dev.varve.engine.database.H2Database;
import dev.varve.engine.database.H2Login;
import dev.varve.engine.database.SqliteDatabase;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * A database's URL as people write it: SQLAlchemy's form or JDBC's.
 *
 * @param kind {@code sqlite} or {@code h2}
 * @param dialect what stands before SQLAlchemy's {@code :///}, such as {@code sqlite+aiosqlite}; for H2 {@code h2}
 * @param path the file, absolute; for H2 with the {@code .mv.db} that H2 adds
 * @param settings H2's, such as {@code MODE}; empty for SQLite
 */
public record DatabaseUrl(String kind, String dialect, Path path, SortedMap<String, String> settings) {

    private static final Pattern SQLALCHEMY = Pattern.compile("(sqlite(?:\\+[a-z0-9_]+)?):///([^?]*)(?:\\?.*)?");
    private static final Pattern JDBC = Pattern.compile("jdbc:sqlite:(?:file:)?([^?]*)(?:\\?.*)?");
    private static final Pattern H2 = Pattern.compile("jdbc:h2:(.*)");

    /**
     * Reads a URL.
     *
     * @param folder what a relative path is relative to
     * @throws UnsupportedDatabaseUrl if the URL is of no form that is understood
     */
    public static DatabaseUrl parse(String url, Path folder) {
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
            return new DatabaseUrl("h2", "h2", file.path(), file.settings());
        }
        throw new UnsupportedDatabaseUrl(withoutPassword(url));
    }

    private static DatabaseUrl sqlite(String dialect, String path, String url, Path folder) {
        if (path.isBlank() || path.startsWith(":memory:")) {
            throw new UnsupportedDatabaseUrl(url);
        }
        return new DatabaseUrl(
                "sqlite", dialect, folder.resolve(path).toAbsolutePath().normalize(), Collections.emptySortedMap());
    }

    /** As registered: absolute, in the form it was written in. */
    public String absolute() {
        return kind.equals("h2")
                ? H2Database.at(path, settings, H2Login.DEFAULT).jdbcUrl()
                : dialect + ":///" + path;
    }

    /**
     * The database that it leads to.
     *
     * @param login who opens it, where the database asks
     */
    Database database(H2Login login) {
        return kind.equals("h2") ? H2Database.at(path, settings, login) : SqliteDatabase.at(path);
    }

    private static String withoutPassword(String url) {
        return url.replaceAll("://([^:/@]*):[^@]*@", "://$1:***@");
    }
}
