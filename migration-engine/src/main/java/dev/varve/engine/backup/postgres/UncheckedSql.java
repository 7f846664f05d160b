package dev.varve.engine.backup.postgres;

import java.io.Serial;
import java.sql.SQLException;

/** Carries a server's refusal out of a task that may not throw it. */
final class UncheckedSql extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final SQLException refused;

    UncheckedSql(SQLException refused) {
        super(refused);
        this.refused = refused;
    }

    SQLException cause() {
        return refused;
    }
}
