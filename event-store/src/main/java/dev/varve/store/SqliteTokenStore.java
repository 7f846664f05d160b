package dev.varve.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/**
 * Where Axon's streaming processors keep their positions, in a read model on SQLite or H2: Axon's own, without {@code FOR UPDATE}, which
 * SQLite does not know. The read model's schema holds the table: {@value #TABLE}.
 */
public final class SqliteTokenStore extends JdbcTokenStore {

    /** The table, for the read model's own schema scripts. */
    public static final String TABLE = "CREATE TABLE TokenEntry (processorName VARCHAR(255) NOT NULL,"
            + " segment INTEGER NOT NULL, token BLOB, tokenType VARCHAR(255), timestamp VARCHAR(255),"
            + " owner VARCHAR(255), PRIMARY KEY (processorName, segment))";

    private SqliteTokenStore(Builder builder) {
        super(builder);
    }

    /**
     * A token store in the read model.
     *
     * @param connections to the read model; the transaction that the projection writes in
     * @param node the name of this process: no other that runs at the same time may have it
     */
    public static SqliteTokenStore on(ConnectionProvider connections, String node) {
        return new SqliteTokenStore(JdbcTokenStore.builder()
                .connectionProvider(connections)
                .serializer(tokenSerializer())
                .nodeId(node));
    }

    @Override
    protected PreparedStatement select(Connection connection, String processor, int segment, boolean forUpdate)
            throws SQLException {
        return super.select(connection, processor, segment, false);
    }

    /** A token that stands inside another carries its class's name; only classes of Axon are let in. */
    private static Serializer tokenSerializer() {
        var axonAlone = BasicPolymorphicTypeValidator.builder()
                .allowIfSubType("org.axonframework.")
                .build();
        return Jackson3Serializer.builder()
                .jsonMapperBuilderCustomizer(mapper -> mapper.polymorphicTypeValidator(axonAlone))
                .build();
    }
}
