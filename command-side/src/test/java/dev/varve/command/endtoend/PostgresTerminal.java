package dev.varve.command.endtoend;

import dev.varve.testing.PostgresClient;
import java.nio.file.Path;

/** A terminal of an operator who has PostgreSQL's client tools and library. */
public final class PostgresTerminal {

    private PostgresTerminal() {}

    public static Terminal in(Path folder) {
        var client = PostgresClient.ofMajor(15);
        var terminal = new Terminal(folder).with("VARVE_PG_BIN", client.folder().toString());
        if (client.surroundings().containsKey("LD_LIBRARY_PATH")) {
            terminal.with("LD_LIBRARY_PATH", client.surroundings().get("LD_LIBRARY_PATH"));
        }
        return terminal;
    }
}
