package dev.varve.engine.database.postgres;

import dev.varve.engine.database.FirstColumn;
import dev.varve.engine.database.Snapshot;
import dev.varve.engine.database.TableContent;
import dev.varve.engine.fingerprint.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * One consistent state of a PostgreSQL database: a read-only transaction with one snapshot for all that it reads. Every setting that
 * decides how a value is written is pinned. Nobody has to wait for it, but as long as it is open dead rows cannot be cleaned up.
 */
public final class PostgresSnapshot implements Snapshot {

    /** More would make one statement too long to plan. */
    private static final int TABLES_IN_ONE_COUNT = 100;

    private static final String SEQUENCES = """
            SELECT schemaname AS schema, sequencename AS name, last_value AS value FROM pg_catalog.pg_sequences""";

    private final PostgresDatabase database;
    private final Connection connection;
    private List<TableContent> contents;

    private PostgresSnapshot(PostgresDatabase database, Connection connection) {
        this.database = database;
        this.connection = connection;
    }

    static PostgresSnapshot begin(PostgresDatabase database, Connection connection) throws SQLException {
        try {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            PostgresReader.pin(connection);
            return new PostgresSnapshot(database, connection);
        } catch (SQLException failed) {
            try (connection) {
                throw failed;
            }
        }
    }

    @Override
    public Schema schema() {
        return ask(() -> new PostgresSchemaReader(connection).read());
    }

    /** Of a partitioned table those of each partition. */
    @Override
    public Map<String, Long> rowCounts() {
        return ask(() -> {
            var tables = PostgresTable.all(connection);
            var counts = new TreeMap<String, Long>();
            for (var from = 0; from < tables.size(); from += TABLES_IN_ONE_COUNT) {
                count(tables.subList(from, Math.min(tables.size(), from + TABLES_IN_ONE_COUNT)), counts);
            }
            return counts;
        });
    }

    private void count(List<PostgresTable> tables, Map<String, Long> counts) throws SQLException {
        var selects = new ArrayList<String>();
        for (var place = 0; place < tables.size(); place++) {
            selects.add("SELECT " + place + " AS place, count(*) AS rows FROM "
                    + tables.get(place).from());
        }
        for (var row : new Rows(connection).of(String.join(" UNION ALL ", selects))) {
            counts.put(tables.get((int) row.number("place")).name(), row.number("rows"));
        }
    }

    /** Read once: the state does not change. */
    @Override
    public List<TableContent> contents(LongConsumer rowsRead) {
        if (contents == null) {
            contents = ask(() -> new PostgresContentReader(connection, rowsRead).read());
        }
        return contents;
    }

    /** The last value of every sequence that gave one, by name; also of those behind identity columns. */
    public Map<String, Long> sequenceValues() {
        return ask(() -> {
            var values = new TreeMap<String, Long>();
            for (var row : new Rows(connection).of(SEQUENCES)) {
                if (row.text("value") != null) {
                    values.put(PostgresNames.called(row.text("schema"), row.text("name")), row.number("value"));
                }
            }
            return values;
        });
    }

    /** How many large objects there are; their content is the superuser's to read. */
    public long largeObjects() {
        return ask(() -> new Rows(connection)
                .of("SELECT count(*) AS objects FROM pg_catalog.pg_largeobject_metadata")
                .getFirst()
                .number("objects"));
    }

    /** Plain names are found as the application finds them: by the search path of its role and database. */
    @Override
    public List<String> texts(String sql) {
        return ask(() -> FirstColumn.of(connection, sql));
    }

    List<Rows.Row> rows(String query) {
        return ask(() -> new Rows(connection).of(query));
    }

    /** The server's, such as {@code 15.18}. */
    @Override
    public String engineVersion() {
        return texts("SELECT split_part(current_setting('server_version'), ' ', 1)")
                .getFirst();
    }

    private interface Question<T> {
        T ask() throws SQLException;
    }

    private <T> T ask(Question<T> question) {
        try {
            return question.ask();
        } catch (SQLException refused) {
            throw database.unreadable(refused);
        }
    }

    @Override
    public void close() {
        try (connection) {
            connection.rollback();
        } catch (SQLException gone) {
            throw database.unreadable(gone);
        }
    }
}
