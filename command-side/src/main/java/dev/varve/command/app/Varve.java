package dev.varve.command.app;

import dev.varve.cli.Surroundings;
import dev.varve.command.cli.CommandLines;
import dev.varve.command.serve.OrderFolder;
import dev.varve.store.SqliteLibrary;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** The command line's main. */
public final class Varve {

    private Varve() {}

    public static void main(String[] arguments) {
        SqliteLibrary.keepInCache(System.getenv());
        var out = stream(FileDescriptor.out);
        var err = stream(FileDescriptor.err);
        var surroundings = new Surroundings(
                Clock.systemUTC(), System.getenv(), out, err, "1".equals(System.getenv("VARVE_TERMINAL")), version());
        int code = CommandLines.of(surroundings).execute(arguments);
        out.flush();
        err.flush();
        OrderFolder.tellEnding(System.getenv(), code);
        System.exit(code);
    }

    /** UTF-8 whatever the locale, so that a script reads what was recorded. */
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    private static String version() {
        var version = Varve.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }
}
