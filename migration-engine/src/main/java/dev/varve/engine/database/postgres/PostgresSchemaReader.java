package dev.varve.engine.database.postgres;

import dev.varve.engine.fingerprint.Facet;
import dev.varve.engine.fingerprint.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a schema canonically: PostgreSQL keeps every expression parsed and writes it in one way, with every name's schema once no
 * schema is searched. Owners, comments, tablespaces, the order of columns, and where a sequence stands, are not counted.
 *
 * <p>The queries are as many for three tables as for three hundred. PostgreSQL writes definitions from the newest state of its
 * catalog, not from the transaction's (as for {@code pg_dump}): whoever looks while a migration runs may see both.
 */
final class PostgresSchemaReader {

    private final Connection connection;
    private final Rows rows;
    private final List<Facet> facets = new ArrayList<>();

    PostgresSchemaReader(Connection connection) {
        this.connection = connection;
        this.rows = new Rows(connection);
    }

    Schema read() throws SQLException {
        PostgresReader.hideSchemas(connection);
        for (var query : TableQueries.FACETS) {
            rows.of(query).forEach(this::add);
        }
        for (var query : ObjectQueries.FACETS) {
            rows.of(query).forEach(this::add);
        }
        rows.of(TableQueries.FOREIGN_KEYS).forEach(this::foreignKey);
        rows.of(GrantQuery.GRANTS).forEach(this::grant);
        PostgresReader.showSchemas(connection);
        return Schema.of(facets);
    }

    private void add(Rows.Row row) {
        var owner = PostgresNames.called(row.text("schema"), row.text("owner"));
        var called = row.text("arguments") == null ? owner : owner + row.text("arguments");
        var part = row.text("part");
        add(row, called, part == null ? called : part, PostgresText.canonical(row.text("definition")));
    }

    private void foreignKey(Rows.Row row) {
        var target = PostgresNames.called(row.text("target_schema"), row.text("target"));
        var definition = row.text("columns") + " references " + PostgresNames.written(target)
                + row.text("target_columns") + row.text("rest");
        add(row, PostgresNames.called(row.text("schema"), row.text("owner")), row.text("part"), definition);
    }

    private void grant(Rows.Row row) {
        var owner = PostgresNames.called(row.text("schema"), row.text("owner"));
        var column = row.text("column_name") == null ? "" : "of column " + row.text("column_name") + " ";
        if (Boolean.parseBoolean(row.text("is_table"))) {
            add(row, owner, column + "to " + row.text("grantee"), row.text("definition"));
        } else {
            var name = column + "on " + row.text("word") + " " + owner + " to " + row.text("grantee");
            add(row, name, name, row.text("definition"));
        }
    }

    private void add(Rows.Row row, String owner, String name, String definition) {
        facets.add(new Facet(Facet.Kind.valueOf(row.text("kind")), owner, name, definition));
    }
}
