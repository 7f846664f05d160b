package dev.varve.query.projection;

import dev.varve.store.PostgresAddress;
import dev.varve.store.PreparedBeside;
import dev.varve.store.SchemaBeside;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** Where the nodes of a shared store keep their views: prepared by the store's owner with the store. */
public final class SharedViewsSchema implements PreparedBeside {

    private static final String SUFFIX = "views";

    /** The one beside those events. */
    public static SchemaBeside of(PostgresAddress events) {
        return SchemaBeside.of(events, SUFFIX);
    }

    @Override
    public String suffix() {
        return SUFFIX;
    }

    @Override
    public void prepare(SchemaBeside schema) throws SQLException {
        ViewsInPostgres.bringUpToDate(schema);
    }

    @Override
    public List<String> tables() {
        return Stream.concat(Stream.of(PositionTable.NAME), PositionTable.EVERY_VIEW.stream())
                .toList();
    }
}
