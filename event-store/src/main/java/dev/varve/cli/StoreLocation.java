package dev.varve.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/** Where the events stand: {@code --store}, {@code $VARVE_STORE}, else the embedded store under the home. */
public final class StoreLocation {

    private static final String FORMS =
            "sqlite:////absolute/path, sqlite:///relative/path or nothing for the one under the home";

    private StoreLocation() {}

    /**
     * The embedded store's file, absolute.
     *
     * @throws CommandFailure if another kind of store is named
     */
    public static Path file(GlobalOptions options, Map<String, String> environment, Home home) {
        var named = options.store() != null ? options.store() : environment.get("VARVE_STORE");
        if (named == null || named.isBlank()) {
            return home.events();
        }
        try {
            return Path.of(path(named)).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw unsupported(named, e);
        }
    }

    private static String path(String named) {
        if (named.startsWith("jdbc:sqlite:")) {
            return named.substring("jdbc:sqlite:".length());
        }
        if (named.startsWith("sqlite:///")) {
            return named.substring("sqlite:///".length());
        }
        throw unsupported(named, null);
    }

    private static CommandFailure unsupported(String named, Exception cause) {
        return new CommandFailure(
                ExitCode.USAGE,
                "STORE_UNSUPPORTED",
                "the URL of an embedded event store",
                Printable.quoted(named),
                "give " + FORMS,
                Map.of(),
                cause);
    }
}
