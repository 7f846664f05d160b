package dev.varve.command.target;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A database's URL as people write it: SQLAlchemy's form or JDBC's.
 *
 * @param kind {@code sqlite} or {@code h2}
 * @param dialect what stands before SQLAlchemy's {@code :///}, such as {@code sqlite+aiosqlite}; for H2 {@code h2}
 * @param path the file, absolute; for H2 without the {@code .mv.db} that H2 adds
 */
public record DatabaseUrl(String kind, String dialect, Path path) {

    private static final Pattern SQLALCHEMY = Pattern.compile("(sqlite(?:\\+[a-z0-9_]+)?):///([^?]*)(?:\\?.*)?");
    private static final Pattern JDBC = Pattern.compile("jdbc:sqlite:(?:file:)?([^?]*)(?:\\?.*)?");
    private static final Pattern H2 = Pattern.compile("jdbc:h2:(?:file:)?([^;]*)(?:;.*)?");

    /**
     * Reads a URL.
     *
     * @param folder what a relative path is relative to
     * @throws UnsupportedDatabaseUrl if the URL is of no form that is understood
     */
    public static DatabaseUrl parse(String url, Path folder) {
        var sqlAlchemy = SQLALCHEMY.matcher(url);
        if (sqlAlchemy.matches()) {
            return file("sqlite", sqlAlchemy.group(1), sqlAlchemy.group(2), url, folder);
        }
        var jdbc = JDBC.matcher(url);
        if (jdbc.matches()) {
            return file("sqlite", "sqlite", jdbc.group(1), url, folder);
        }
        var h2 = H2.matcher(url);
        if (h2.matches()) {
            return file("h2", "h2", h2.group(1), url, folder);
        }
        throw new UnsupportedDatabaseUrl(withoutPassword(url));
    }

    private static DatabaseUrl file(String kind, String dialect, String path, String url, Path folder) {
        if (path.isBlank() || path.startsWith(":memory:") || path.startsWith("mem:")) {
            throw new UnsupportedDatabaseUrl(url);
        }
        return new DatabaseUrl(
                kind, dialect, folder.resolve(path).toAbsolutePath().normalize());
    }

    /** As registered: absolute, in the form it was written in. */
    public String absolute() {
        return kind.equals("h2") ? "jdbc:h2:file:" + path : dialect + ":///" + path;
    }

    private static String withoutPassword(String url) {
        return url.replaceAll("://([^:/@]*):[^@]*@", "://$1:***@");
    }
}
