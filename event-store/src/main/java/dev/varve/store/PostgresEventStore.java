package dev.varve.store;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ServiceLoader;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.flywaydb.core.api.FlywayException;

/**
 * The shared event store: a schema of a PostgreSQL database, which any number of machines write to and read from. A commit that returned is
 * durable as far as the server's settings make it so ({@code fsync}, {@code synchronous_commit}).
 */
public final class PostgresEventStore extends DurableEventStore {

    private PostgresEventStore(PostgresAddress address, PostgresConnections connections, EventUpcaster upcasters) {
        super(connections, new PostgresBoundary(address, connections), new PostgresErrors(address), upcasters);
    }

    /**
     * Opens the store for writing; creates the schema where it is missing, and brings it up to date.
     *
     * @param clock gives the events' times, from now on for everything of Axon in this process
     * @throws NotAnEventStore if the schema is somebody else's
     * @throws StoreIsNewer if a later release wrote it
     * @throws StoreNotPrepared if it is missing or old, and the role may not change that
     * @throws EventStoreUnavailable if it cannot be reached
     */
    public static PostgresEventStore open(PostgresAddress address, Clock clock) {
        new PostgresSchema(address).bringUpToDate();
        GenericEventMessage.clock = clock;
        return opened(address, false);
    }

    /**
     * Opens the store for reading only. Nothing is created, and the role needs no right to write.
     *
     * @throws StoreMissing if the schema is missing
     * @throws NotAnEventStore if it is somebody else's
     * @throws StoreIsNewer if a later release wrote it
     * @throws StoreNotPrepared if an earlier release wrote it
     * @throws EventStoreUnavailable if it cannot be reached
     */
    public static PostgresEventStore openReadOnly(PostgresAddress address) {
        new PostgresSchema(address).requireCurrent();
        return opened(address, true);
    }

    /**
     * Creates the schema where it is missing and what is {@link PreparedBeside} it, brings them up to date, and grants rights: for a role that
     * owns the schemas, or may create them.
     *
     * @throws StoreFailure as when opening it for writing
     */
    public static void prepare(PostgresAddress address, PostgresRights rights) {
        new PostgresSchema(address).bringUpToDate();
        try (var connection = address.connect(false)) {
            connection.setAutoCommit(false);
            rights.grant(connection, address.schema());
            connection.commit();
        } catch (SQLException e) {
            throw new PostgresErrors(address)
                    .unavailable(e, "to grant rights on " + address.inWords(), "check the names of the roles");
        }
        ServiceLoader.load(PreparedBeside.class).forEach(beside -> prepare(address, beside, rights));
    }

    private static void prepare(PostgresAddress address, PreparedBeside beside, PostgresRights rights) {
        var schema = SchemaBeside.of(address, beside.suffix());
        try (var connection = address.connect(false)) {
            beside.prepare(schema);
            schema.grantWriting(connection, beside.tables(), rights.dashboards());
        } catch (SQLException | FlywayException e) {
            throw new PostgresErrors(address)
                    .unavailable(e, "to prepare " + schema.inWords(), "check that this role owns it, or may create it");
        }
    }

    private static PostgresEventStore opened(PostgresAddress address, boolean readOnly) {
        var connections = new PostgresConnections(address, readOnly);
        try {
            connections.giveBack(connections.borrow());
        } catch (SQLException e) {
            throw new PostgresErrors(address)
                    .unavailable(e, "to open " + address.inWords(), "check the server, then run again");
        }
        return new PostgresEventStore(address, connections, upcasters());
    }
}
