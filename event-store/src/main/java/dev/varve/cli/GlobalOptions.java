package dev.varve.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that every command takes. Mixed into each, so they may stand before or after the command's name; after wins. */
public final class GlobalOptions {

    @Option(names = "--home", paramLabel = "DIR", description = "Varve's home (default: $VARVE_HOME, else ~/.varve).")
    private Path home;

    @Option(
            names = "--store",
            paramLabel = "URL",
            description = "The event store (default: $VARVE_STORE, else an embedded one under the home).")
    private String store;

    @Option(names = "--json", description = "Print one JSON document on stdout, and nothing else there.")
    private boolean json;

    @Option(names = "--quiet", description = "Print no progress.")
    private boolean quiet;

    @Option(names = "--no-color", description = "Print no colours (NO_COLOR does the same).")
    private boolean noColor;

    @Option(names = "--actor", paramLabel = "NAME", description = "Who does this (default: the user's login name).")
    private String actor;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; recorded with what the command does.")
    private String reason;

    @Option(names = "--ticket", paramLabel = "ID", description = "Where it was agreed; recorded likewise.")
    private String ticket;

    public Path home() {
        return home;
    }

    public String store() {
        return store;
    }

    public boolean json() {
        return json;
    }

    public boolean quiet() {
        return quiet;
    }

    public boolean noColor() {
        return noColor;
    }

    public String actor() {
        return actor;
    }

    public String reason() {
        return reason;
    }

    public String ticket() {
        return ticket;
    }

    /** Takes what was not given here from the options that stood before the command's name. */
    public void completeFrom(GlobalOptions before) {
        home = home != null ? home : before.home;
        store = store != null ? store : before.store;
        json |= before.json;
        quiet |= before.quiet;
        noColor |= before.noColor;
        actor = actor != null ? actor : before.actor;
        reason = reason != null ? reason : before.reason;
        ticket = ticket != null ? ticket : before.ticket;
    }
}
