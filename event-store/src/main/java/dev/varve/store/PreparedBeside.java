package dev.varve.store;

import java.sql.SQLException;
import java.util.List;

/**
 * What the owner of a shared store prepares with it, in a {@link SchemaBeside}, so that dashboards may write there and need no right to create
 * anything. Found by {@link java.util.ServiceLoader}: the store knows no view.
 */
public interface PreparedBeside {

    /** What the schema is for, as its name ends. */
    String suffix();

    /**
     * Creates what is missing, and brings it up to date.
     *
     * @throws org.flywaydb.core.api.FlywayException if a script of it fails
     */
    void prepare(SchemaBeside schema) throws SQLException;

    /** The tables that dashboards write; the others they read. */
    List<String> tables();
}
