package dev.varve.engine.backup.postgres;

import dev.varve.engine.backup.RestoreRefused;
import dev.varve.engine.database.OpenFiles;
import dev.varve.engine.database.postgres.PostgresDatabase;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.swap.LeftoversStay;
import dev.varve.engine.swap.SwapFitness;
import dev.varve.engine.swap.SwapMethod;
import dev.varve.engine.swap.SwapOrder;
import dev.varve.engine.swap.SwapRefused;
import dev.varve.engine.swap.Swapped;
import dev.varve.engine.swap.UndurableSwap;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/**
 * By renaming two databases in one transaction. Before, the former lets nobody in and is held against what it must still be; killed at any
 * point, the name leads to the one or to the other, and at worst nobody is let in until {@link #settle}.
 */
public final class PostgresSwapMethod implements SwapMethod {

    private final PostgresDatabase database;
    private final PostgresAccess access;
    private final String name;

    public PostgresSwapMethod(PostgresDatabase database) {
        this.database = database;
        this.access = PostgresAccess.to(database);
        this.name = database.address().name();
    }

    @Override
    public SwapFitness fitness() {
        try (var connection = maintenance()) {
            return new SwapFitness(Renaming.obstacles(connection, name), List.of(Renaming.UNASKED));
        } catch (SQLException unreachable) {
            return new SwapFitness(
                    List.of("to reach " + access.location(access.maintenanceDatabase())
                            + ", from where databases are renamed, found " + Trouble.inWords(unreachable, access)),
                    List.of());
        }
    }

    @Override
    public Swapped putInPlace(SwapOrder order, Consumer<Observation> observer) {
        var made = OwnName.parse(((PostgresDatabase) order.copy()).address().name())
                .orElseThrow(() -> new IllegalArgumentException("no copy of a run: " + order.copy()));
        var kept = access.location(made.as(OwnName.Kind.OLD).toString());
        var copyIdentity = order.copy().identity();
        try (var elsewhere = maintenance()) {
            var swap = new DatabaseSwap(elsewhere, name, made);
            observer.accept(new Observation.SwapStarting(
                    order.copy().location(), copyIdentity, database.identity(), order.fingerprint(), kept));
            barred(order, swap, observer);
            return new Swapped(kept, new OpenFiles(List.of(), List.of()));
        } catch (RestoreRefused inUse) {
            throw refused(FindingCode.DATABASE_IN_USE, inUse.expected(), inUse.found(), "stop the application", inUse);
        } catch (SQLException failed) {
            throw failed(copyIdentity, failed);
        }
    }

    private void barred(SwapOrder order, DatabaseSwap swap, Consumer<Observation> observer) throws SQLException {
        try {
            try (var looking = access.open(name, "varve swap")) {
                swap.bar();
                swap.requireNobodyBut(Integer.parseInt(Sql.one(looking, "SELECT pg_catalog.pg_backend_pid()")));
                requireUnchanged(order, looking, observer);
            }
            swap.requireNobody();
            swap.swap();
        } catch (SQLException | RuntimeException | Error stopped) {
            unbar(swap, stopped);
            throw stopped;
        }
    }

    private static void unbar(DatabaseSwap swap, Throwable first) {
        try {
            swap.open();
        } catch (SQLException stays) {
            first.addSuppressed(stays);
        }
    }

    private void requireUnchanged(SwapOrder order, Connection looking, Consumer<Observation> observer)
            throws SQLException {
        looking.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        looking.setReadOnly(true);
        looking.setAutoCommit(false);
        var reader = new DatabaseReader();
        var difference = order.expected()
                .differenceTo(
                        reader.fingerprint(looking),
                        reader.contents(
                                looking,
                                rows -> observer.accept(new Observation.Progress(
                                        "comparing with the backup",
                                        Observation.Progress.Unit.ROWS,
                                        rows,
                                        order.expected().rows()))));
        if (!difference.isEmpty()) {
            throw refused(
                    FindingCode.DATABASE_IN_USE,
                    "the schema and rows that were backed up",
                    "that another process changed them since: " + difference,
                    "stop the application that writes to it",
                    null);
        }
    }

    private Connection maintenance() throws SQLException {
        return access.open(access.maintenanceDatabase(), "varve swap");
    }

    /** After a failure the database's own number tells which of the two has the name. */
    private RuntimeException failed(String copyIdentity, SQLException failed) {
        if (Trouble.serverIsGone(failed) || database.identity().equals(copyIdentity)) {
            return UndurableSwap.unanswered(database.location(), failed);
        }
        return refused(
                FindingCode.SWAP_IMPOSSIBLE,
                "to rename it and its copy",
                Trouble.inWords(failed, access),
                "mend what the message names",
                failed);
    }

    private SwapRefused refused(FindingCode code, String expected, String found, String remedy, Exception cause) {
        return new SwapRefused(code, database.location(), expected, found, remedy + ", then run it again", cause);
    }

    @Override
    public void settle() {
        try (var connection = maintenance()) {
            Leftovers.unbar(connection, name);
        } catch (SQLException stays) {
            throw new LeftoversStay(stays);
        }
    }

    @Override
    public List<String> clear() {
        try (var connection = maintenance()) {
            return Leftovers.clear(connection, name);
        } catch (SQLException stays) {
            throw new LeftoversStay(stays);
        }
    }
}
