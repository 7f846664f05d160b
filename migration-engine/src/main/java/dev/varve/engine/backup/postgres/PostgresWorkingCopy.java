package dev.varve.engine.backup.postgres;

import dev.varve.engine.backup.WorkingCopy;
import dev.varve.engine.database.postgres.PostgresDatabase;
import java.sql.SQLException;

/** The database in which a backup was proven: it is whole already. */
record PostgresWorkingCopy(OwnDatabase own, PostgresDatabase database) implements WorkingCopy {

    /** A restored database knows nothing yet of how its rows are spread; without that, the tool and the application would be slow on it. */
    static PostgresWorkingCopy of(OwnDatabase own, PostgresDatabase original) throws SQLException {
        try (var connection = own.access().open(own.name(), own.name())) {
            Sql.run(connection, "ANALYZE");
        }
        return new PostgresWorkingCopy(own, original.named(own.name()));
    }

    @Override
    public void await() {}

    /** Under another name it is nobody's copy any more, and stays. */
    @Override
    public void close() {
        own.closeQuietly();
    }
}
