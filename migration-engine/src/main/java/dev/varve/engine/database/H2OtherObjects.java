package dev.varve.engine.database;

import dev.varve.engine.fingerprint.Facet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The objects of an H2 schema that are no tables: views, synonyms, triggers, sequences, domains, routines. */
final class H2OtherObjects {

    private final H2Rows rows;
    private final List<Facet> facets = new ArrayList<>();

    H2OtherObjects(H2Rows rows) {
        this.rows = rows;
    }

    List<Facet> facets() throws SQLException {
        for (var row : rows.of(H2Queries.VIEWS)) {
            var valid = row.is("STATUS", "VALID") ? "" : " (" + lower(row.text("STATUS")) + ")";
            add(Facet.Kind.VIEW, row, "TABLE_SCHEMA", "TABLE_NAME", text(row, "VIEW_DEFINITION") + valid);
        }
        for (var row : rows.of(H2Queries.SYNONYMS)) {
            var stands = H2Names.called(row.text("SYNONYM_FOR_SCHEMA"), row.text("SYNONYM_FOR"));
            add(Facet.Kind.VIEW, row, "SYNONYM_SCHEMA", "SYNONYM_NAME", "synonym for " + stands);
        }
        for (var row : rows.of(H2Queries.TRIGGERS)) {
            add(Facet.Kind.TRIGGER, row, "TRIGGER_SCHEMA", "TRIGGER_NAME", trigger(row));
        }
        for (var row : rows.of(H2Queries.SEQUENCES)) {
            add(Facet.Kind.SEQUENCE, row, "SEQUENCE_SCHEMA", "SEQUENCE_NAME", sequence(row));
        }
        for (var row : rows.of(H2Queries.ROUTINES)) {
            var body = Objects.requireNonNullElse(row.text("EXTERNAL_NAME"), text(row, "ROUTINE_DEFINITION"));
            var kind = lower(row.text("ROUTINE_TYPE")) + " ";
            add(Facet.Kind.ROUTINE, row, "ROUTINE_SCHEMA", "ROUTINE_NAME", kind + body);
        }
        domains();
        return facets;
    }

    private void domains() throws SQLException {
        for (var row : rows.of(H2Queries.DOMAINS)) {
            var rule = row.text("DOMAIN_DEFAULT") == null ? "" : " DEFAULT " + row.text("DOMAIN_DEFAULT");
            var update = row.text("DOMAIN_ON_UPDATE") == null ? "" : " ON UPDATE " + row.text("DOMAIN_ON_UPDATE");
            add(Facet.Kind.DOMAIN, row, "DOMAIN_SCHEMA", "DOMAIN_NAME", row.text("TYPE_TEXT") + rule + update);
        }
        for (var row : rows.of(H2Queries.DOMAIN_CHECKS)) {
            var clause = row.text("CHECK_CLAUSE");
            var name = row.text("CONSTRAINT_NAME");
            facets.add(new Facet(
                    Facet.Kind.CHECK,
                    H2Names.called(row.text("DOMAIN_SCHEMA"), row.text("DOMAIN_NAME")),
                    H2Names.isGenerated(name) ? clause : name,
                    clause));
        }
    }

    private static String trigger(H2Rows.Row row) {
        return lower(row.text("ACTION_TIMING") + " " + row.text("EVENT_MANIPULATION")) + " on "
                + H2Names.called(row.text("EVENT_OBJECT_SCHEMA"), row.text("EVENT_OBJECT_TABLE")) + " for each "
                + lower(row.text("ACTION_ORIENTATION")) + " calls " + row.text("JAVA_CLASS");
    }

    private static String sequence(H2Rows.Row row) {
        return row.text("DATA_TYPE") + " from " + row.text("START_VALUE") + " by " + row.text("INCREMENT")
                + " within " + row.text("MINIMUM_VALUE") + " and " + row.text("MAXIMUM_VALUE")
                + (row.is("CYCLE_OPTION", "YES") ? " cycle" : "");
    }

    private void add(Facet.Kind kind, H2Rows.Row row, String schema, String name, String definition) {
        var called = H2Names.called(row.text(schema), row.text(name));
        facets.add(new Facet(kind, called, called, definition));
    }

    private static String text(H2Rows.Row row, String column) {
        return row.text(column) == null ? "" : row.text(column);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
