package dev.varve.command.target;

import dev.varve.engine.database.Database;
import java.nio.file.Path;
import java.util.Map;

/** A database's URL as people write it: SQLAlchemy's form or JDBC's. */
public sealed interface DatabaseUrl permits FileUrl, ServerUrl {

    /** Variables for Varve itself: who opens a database that asks. */
    String USER = "VARVE_DATABASE_USER";

    String PASSWORD = "VARVE_DATABASE_PASSWORD";

    /**
     * Reads a URL.
     *
     * @param folder what a relative path is relative to
     * @throws UnsupportedDatabaseUrl if the URL is of no form that is understood; its message never repeats a password
     */
    static DatabaseUrl parse(String url, Path folder) {
        return isServer(url) ? ServerUrl.parse(url) : FileUrl.parse(url, folder);
    }

    /** Whether it is meant to lead to a server, well formed or not. */
    static boolean isServer(String url) {
        return url.matches("(?s)(?:jdbc:)?postgres(?:ql)?(?:\\+\\w+)?:.*");
    }

    /** {@code sqlite}, {@code h2} or {@code postgresql}. */
    String kind();

    /** What stands before SQLAlchemy's {@code ://}, such as {@code sqlite+aiosqlite}; for H2 {@code h2}. */
    String dialect();

    /** As registered: absolute, in the form it was written in, without a password. */
    String absolute();

    /**
     * The database that it leads to.
     *
     * @param variables the target's, among which the login may be
     */
    Database database(Map<String, String> variables);

    /** What a URL says that is not understood, to be repeated to whoever typed it. */
    static String withoutPassword(String url) {
        return url.replaceAll("(?s)://([^:/@?]*):.*@", "://$1:***@")
                .replaceAll("(?i)([?&;][^=&;]*pass[^=&;]*=)[^&;]*", "$1***");
    }
}
