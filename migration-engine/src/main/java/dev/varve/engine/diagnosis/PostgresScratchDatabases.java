package dev.varve.engine.diagnosis;

import dev.varve.engine.database.Database;
import dev.varve.engine.database.postgres.PostgresDatabase;
import dev.varve.engine.database.postgres.PostgresScratch;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** Databases beside the watched one on its server; a folder each for what the tool writes. */
final class PostgresScratchDatabases implements ScratchDatabases {

    private static final String NO_RIGHT = "42501";

    private final Path parent;
    private final PostgresDatabase watched;

    PostgresScratchDatabases(Path parent, PostgresDatabase watched) {
        this.parent = parent;
        this.watched = watched;
    }

    @Override
    public Scratch create() {
        try {
            var folder = ScratchFolder.makeUnder(parent);
            return new OnServer(PostgresScratch.like(watched), new ScratchFolder(folder, watched));
        } catch (IOException failure) {
            throw new ScratchUnavailable(parent, failure);
        } catch (SQLException refused) {
            throw unavailable(refused);
        }
    }

    private ScratchUnavailable unavailable(SQLException refused) {
        var role = watched.address().user();
        var may = !NO_RIGHT.equals(refused.getSQLState());
        var message = may
                ? "expected to make a scratch database on " + watched.address().server() + ", found: "
                        + refused.getMessage()
                : "expected that the role " + role + " may create databases on "
                        + watched.address().server()
                        + ", found that it may not: the schemas that the scripts produce could not be built, and nothing was compared with them";
        var remedy = may
                ? "mend what the server says, then diagnose again"
                : "ALTER ROLE \"" + role.replace("\"", "\"\"") + "\" CREATEDB; then diagnose again";
        return new ScratchUnavailable(
                Finding.of(FindingCode.SCRATCH_UNAVAILABLE, Severity.WARNING, message, remedy), refused);
    }

    private record OnServer(PostgresScratch scratch, ScratchFolder place) implements Scratch {

        @Override
        public Database database() {
            return scratch.database();
        }

        @Override
        public Path folder() {
            return place.folder();
        }

        @Override
        public void close() {
            try (place) {
                scratch.close();
            } catch (SQLException left) {
                // A scratch database to which nobody is connected is dropped by the next look: nothing is lost by it
                // until then.
            }
        }
    }
}
