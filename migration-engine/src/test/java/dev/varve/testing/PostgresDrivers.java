package dev.varve.testing;

import dev.varve.engine.tool.python.PythonEnvironments;
import java.nio.file.Path;
import java.util.List;

/** A Python with Alembic and every driver of PostgreSQL that SQLAlchemy's users mostly take. */
public final class PostgresDrivers {

    private static final List<String> PACKAGES =
            List.of("psycopg2-binary", "psycopg[binary]", "pg8000", "scramp", "asn1crypto", "python-dateutil", "six");

    private PostgresDrivers() {}

    private static final class Found {

        private static final Path PYTHON = new PythonEnvironments(
                        PythonEnvironments.defaultCache(), System.getenv(), line -> {})
                .newestWith("drivers-of-postgresql", PACKAGES)
                .python();
    }

    public static Path python() {
        return Found.PYTHON;
    }
}
