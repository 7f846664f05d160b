package dev.varve.engine.database;

import java.util.List;

/** What a table demands of its rows, wherever in the statement it was written. Names are {@code null} if not given. */
sealed interface TableConstraint {

    String name();

    /** {@code conflict} is the non-default resolution such as {@code replace}, or empty. */
    record PrimaryKey(String name, List<String> columns, boolean autoincrement, String conflict)
            implements TableConstraint {}

    record Unique(String name, List<String> columns, String conflict) implements TableConstraint {}

    record Check(String name, String expression, String conflict) implements TableConstraint {}

    /**
     * A reference to a parent table.
     *
     * @param target the parent table, canonical
     * @param targetColumns empty if the parent's primary key is meant
     * @param actions what differs from the default: actions, match, deferral; canonical, sorted; or empty
     */
    record ForeignKey(String name, List<String> columns, String target, List<String> targetColumns, String actions)
            implements TableConstraint {}
}
