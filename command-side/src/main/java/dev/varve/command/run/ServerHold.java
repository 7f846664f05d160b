package dev.varve.command.run;

import dev.varve.command.target.TargetAccess;
import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.database.postgres.PostgresDatabase;
import dev.varve.engine.session.OtherMigration;
import dev.varve.engine.session.ServerHeld;
import dev.varve.engine.session.ServerLock;
import dev.varve.engine.session.SessionName;
import dev.varve.engine.session.ToolSession;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A hold on a database of a server, against every other host and store; of a file there is nothing to hold but the host's lock. */
final class ServerHold implements AutoCloseable {

    /** No such database, or one that lets nobody in: nobody can be at work in it, and a restore mends it. */
    private static final Set<String> EMPTY_OF_PEOPLE = Set.of("3D000", "55000");

    private final ServerLock lock;

    private ServerHold(ServerLock lock) {
        this.lock = lock;
    }

    /**
     * Takes it. Afterwards no run of Varve is at work on the database, no tool that a dead one left, and, unless the caller looks for
     * that by itself, no other migration.
     *
     * @param refusesMigrations whether another migration keeps it out
     * @throws ServerOccupied if somebody is, or the server cannot be asked
     */
    static ServerHold take(TargetAccess access, SessionName name, boolean refusesMigrations) {
        if (!(access.database() instanceof PostgresDatabase server)) {
            return new ServerHold(null);
        }
        var hold = new ServerHold(locked(access, server, name));
        try {
            requireNoTool(access, server);
            if (refusesMigrations) {
                requireNoMigration(server);
            }
            return hold;
        } catch (RuntimeException | Error failed) {
            try (hold) {
                throw failed;
            }
        }
    }

    /** A run, or a tool that it left, that changes the database now; empty if there is none, or the server cannot be asked. */
    static Optional<ServerOccupied> seen(TargetAccess access) {
        if (!(access.database() instanceof PostgresDatabase server)) {
            return Optional.empty();
        }
        try {
            var run = ServerLock.seen(server).filter(ServerHeld.Holder::isARun).map(Occupied::onServer);
            var tools = ToolSession.stillThere(server);
            return tools.isEmpty() ? run : run.or(() -> Optional.of(Occupied.byTool(tools, access.name())));
        } catch (DatabaseUnreadable unreachable) {
            return Optional.empty();
        }
    }

    private static ServerLock locked(TargetAccess access, PostgresDatabase server, SessionName name) {
        try {
            return ServerLock.take(server, name);
        } catch (ServerHeld held) {
            throw Occupied.onServer(held.holder());
        } catch (DatabaseUnreadable unreachable) {
            throw Occupied.unreachable(access, unreachable);
        }
    }

    private static void requireNoTool(TargetAccess access, PostgresDatabase server) {
        var tools = unlessEmptyOfPeople(access, () -> ToolSession.stillThere(server));
        if (!tools.isEmpty()) {
            throw Occupied.byTool(tools, access.name());
        }
    }

    private static void requireNoMigration(PostgresDatabase server) {
        OtherMigration.in(server, Set.of()).stream()
                .filter(OtherMigration::isCertain)
                .findFirst()
                .ifPresent(migration -> {
                    throw Occupied.byMigration(migration);
                });
    }

    private static <T> List<T> unlessEmptyOfPeople(TargetAccess access, Supplier<List<T>> question) {
        try {
            return question.get();
        } catch (DatabaseUnreadable unreadable) {
            if (unreadable.getCause() instanceof SQLException refused
                    && EMPTY_OF_PEOPLE.contains(refused.getSQLState())) {
                return List.of();
            }
            throw Occupied.unreachable(access, unreadable);
        }
    }

    /** Whether the server still says so. */
    boolean isHeld() {
        return lock == null || lock.isHeld();
    }

    @Override
    public void close() {
        if (lock != null) {
            lock.close();
        }
    }
}
