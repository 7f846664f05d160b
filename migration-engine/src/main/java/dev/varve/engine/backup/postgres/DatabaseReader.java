package dev.varve.engine.backup.postgres;

import dev.varve.engine.database.TableContent;
import dev.varve.engine.database.postgres.PostgresReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongConsumer;

/** What every look at a database reads, read of a backup: so that their fingerprints can be compared. */
public final class DatabaseReader implements SnapshotReader {

    @Override
    public String fingerprint(Connection snapshot) throws SQLException {
        return PostgresReader.fingerprint(snapshot);
    }

    @Override
    public List<TableContent> contents(Connection snapshot, LongConsumer rowsRead) throws SQLException {
        return PostgresReader.contents(snapshot, rowsRead);
    }
}
