package dev.varve.cli;

import dev.varve.store.PostgresAddress;
import dev.varve.store.SqliteAddress;
import dev.varve.store.StoreAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/** Where the events stand: {@code --store}, {@code $VARVE_STORE}, else the embedded store under the home. */
public final class StoreLocation {

    private static final String FORMS = "sqlite:////absolute/path, sqlite:///relative/path,"
            + " postgresql://user@host:port/database, or nothing for the one under the home";

    private StoreLocation() {}

    /**
     * The store that the options, the environment or the home name.
     *
     * @throws CommandFailure if another kind of store is named; it repeats no URL that may hold a password
     */
    public static StoreAddress of(GlobalOptions options, Map<String, String> environment, Home home) {
        var named = options.store() != null ? options.store() : environment.get("VARVE_STORE");
        return named == null || named.isBlank() ? new SqliteAddress(home.events()) : of(named, environment);
    }

    /** Likewise, of a URL. */
    public static StoreAddress of(String url, Map<String, String> environment) {
        if (PostgresAddress.isNamedBy(url)) {
            try {
                return PostgresAddress.of(url, environment);
            } catch (IllegalArgumentException e) {
                throw unsupported("a PostgreSQL database", e.getMessage(), e);
            }
        }
        try {
            return new SqliteAddress(Path.of(path(url)).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            throw unsupported("an event store", Printable.quoted(url), e);
        }
    }

    private static String path(String url) {
        if (url.startsWith("jdbc:sqlite:")) {
            return url.substring("jdbc:sqlite:".length());
        }
        if (url.startsWith("sqlite:///")) {
            return url.substring("sqlite:///".length());
        }
        throw unsupported("an event store", Printable.quoted(withoutUserInfo(url)), null);
    }

    private static String withoutUserInfo(String url) {
        return url.replaceAll("//[^/]*@", "//…@");
    }

    private static CommandFailure unsupported(String what, String found, Exception cause) {
        return new CommandFailure(
                ExitCode.USAGE, "STORE_UNSUPPORTED", "the URL of " + what, found, "give " + FORMS, Map.of(), cause);
    }
}
