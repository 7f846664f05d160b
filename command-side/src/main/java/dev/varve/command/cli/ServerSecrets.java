package dev.varve.command.cli;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.command.target.DatabaseUrl;
import dev.varve.command.target.ServerUrl;
import dev.varve.command.target.UnsupportedDatabaseUrl;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a server's URL carries that is to be kept beside the record, and what a server's variables cannot say. */
final class ServerSecrets {

    private final String url;
    private final Map<String, String> environment;
    private boolean saidTwice;

    /** @param environment receives the password */
    ServerSecrets(String url, Map<String, String> environment) {
        this.url = url;
        this.environment = environment;
    }

    /** Puts the password of the URL among the variables, which are kept in the home and taken out of whatever is recorded. */
    void takePassword() {
        var password = password();
        if (password != null) {
            var before = environment.putIfAbsent(DatabaseUrl.PASSWORD, password);
            saidTwice = before != null && !before.equals(password);
        }
    }

    private String password() {
        try {
            return DatabaseUrl.isServer(url) && DatabaseUrl.parse(url, Path.of("/")) instanceof ServerUrl server
                    ? server.password()
                    : null;
        } catch (UnsupportedDatabaseUrl toldByTheForm) {
            return null;
        }
    }

    List<CommandFailure> objections() {
        var bad = new ArrayList<CommandFailure>();
        if (saidTwice) {
            bad.add(usage(
                    "one password",
                    "one in the URL and another in --env " + DatabaseUrl.PASSWORD,
                    "leave one of them off"));
        }
        if (DatabaseUrl.isServer(url)) {
            environment.forEach((name, value) -> {
                if (value.contains("{path}")) {
                    bad.add(usage(
                            "no {path} for a database on a server",
                            "the variable " + name,
                            "give it {database}, which becomes the URL"));
                }
            });
        }
        return bad;
    }

    private static CommandFailure usage(String expected, String found, String remedy) {
        return new CommandFailure(ExitCode.USAGE, "BAD_VARIABLE", expected, found, remedy);
    }
}
