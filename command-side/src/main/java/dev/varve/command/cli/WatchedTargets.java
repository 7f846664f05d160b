package dev.varve.command.cli;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.Surroundings;
import dev.varve.command.run.PastReader;
import dev.varve.command.run.Watch;
import dev.varve.command.target.TargetAccess;
import dev.varve.command.target.TargetState;
import dev.varve.command.target.Targets;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Finds the databases under watch by their names, with what the record tells of them. */
final class WatchedTargets {

    private final StoreAccess store;
    private final Surroundings surroundings;

    WatchedTargets(StoreAccess store, Surroundings surroundings) {
        this.store = store;
        this.surroundings = surroundings;
    }

    /** @throws CommandFailure if there is no such target */
    Watch find(String name) {
        return find(name, store.targets());
    }

    /** Likewise, without recording even what waits. */
    Watch findReadOnly(String name) {
        return find(name, store.targetsAsRecorded());
    }

    private Watch find(String name, Targets targets) {
        var reader = new PastReader(targets::blob);
        targets.replay(name, reader::add);
        if (!(reader.state() instanceof TargetState.Watched watched)) {
            throw unknown(name, targets);
        }
        return new Watch(access(name, watched), watched, reader.past());
    }

    private TargetAccess access(String name, TargetState.Watched watched) {
        try {
            return TargetAccess.of(
                    name, watched.settings(), store.home(), surroundings.clock(), surroundings.environment());
        } catch (IOException unreadable) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "MISSING_ENVIRONMENT",
                    "the variables' values registered for " + name,
                    inWords(unreadable),
                    "bring the file back, or register again: varve target add " + name
                            + " … --env KEY=VALUE or --env-file FILE");
        }
    }

    private static String inWords(IOException unreadable) {
        return switch (unreadable) {
            case NoSuchFileException missing -> "no file at " + missing.getFile();
            case AccessDeniedException denied -> "no right to read " + denied.getFile();
            default -> String.valueOf(unreadable.getMessage());
        };
    }

    CommandFailure unknown(String name) {
        return unknown(name, store.targets());
    }

    private CommandFailure unknown(String name, Targets targets) {
        var known = targets.names();
        return new CommandFailure(
                ExitCode.USAGE,
                "UNKNOWN_TARGET",
                "a watched database named '" + name + "' in " + store.home().directory(),
                known.isEmpty() ? "none registered there" : "only " + String.join(", ", known),
                known.isEmpty() ? "register it: varve target add " + name + " …" : "varve target list");
    }
}
