package dev.varve.engine.database;

import dev.varve.engine.fingerprint.Facet;
import dev.varve.engine.fingerprint.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The statements that take objects out of a SQLite schema. */
public final class SqliteRemoval {

    private SqliteRemoval() {}

    /**
     * In an order in which they can run: what depends on others goes first.
     *
     * @param surplus what is too much
     * @return empty if something of it cannot be taken away by itself, such as a constraint of a table that stays
     */
    public static Optional<List<String>> statements(Collection<Facet> surplus) {
        var tables = Schema.of(surplus).tables();
        var statements = new ArrayList<String>();
        for (var kind : List.of(Facet.Kind.TRIGGER, Facet.Kind.VIEW, Facet.Kind.INDEX, Facet.Kind.COLUMN)) {
            surplus.stream()
                    .filter(facet -> facet.kind() == kind && !tables.contains(facet.owner()))
                    .map(SqliteRemoval::statement)
                    .forEach(statements::add);
        }
        tables.forEach(table -> statements.add("DROP TABLE " + SqliteNames.quoted(table)));
        var dealtWith = surplus.stream().allMatch(facet -> tables.contains(facet.owner()) || standsAlone(facet));
        return dealtWith ? Optional.of(statements) : Optional.empty();
    }

    private static boolean standsAlone(Facet facet) {
        return switch (facet.kind()) {
            case TRIGGER, VIEW, INDEX, COLUMN -> true;
            case TABLE,
                    PRIMARY_KEY,
                    UNIQUE,
                    FOREIGN_KEY,
                    CHECK,
                    SEQUENCE,
                    DOMAIN,
                    ROUTINE,
                    SCHEMA,
                    EXCLUSION,
                    TYPE,
                    COLLATION,
                    EXTENSION,
                    RULE,
                    POLICY,
                    GRANT -> false;
        };
    }

    private static String statement(Facet facet) {
        return facet.kind() == Facet.Kind.COLUMN
                ? "ALTER TABLE " + SqliteNames.quoted(facet.owner()) + " DROP COLUMN "
                        + SqliteNames.quoted(facet.name())
                : "DROP " + facet.kind() + " " + SqliteNames.quoted(facet.name());
    }
}
