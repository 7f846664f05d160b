package dev.varve.query.web;

import dev.varve.cli.Home;
import dev.varve.server.CommandSide;
import java.util.Optional;

/**
 * What the web sees of the world.
 *
 * @param version Varve's own
 * @param commandSideOrNull {@code null} for a server that only shows
 */
public record WebSurroundings(Home home, String version, CommandSide commandSideOrNull) {

    public Optional<CommandSide> commandSide() {
        return Optional.ofNullable(commandSideOrNull);
    }
}
