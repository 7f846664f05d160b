package dev.varve.engine.database.postgres;

import static dev.varve.engine.finding.Severity.ERROR;

import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.database.Health;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks at everything about a PostgreSQL database that is not its schema: reachable or why not, then what stands around. */
final class PostgresHealth {

    /** Older servers do not tell what is asked here. */
    private static final int OLDEST = 120_000;

    private static final int MAJOR = 10_000;

    private final PostgresDatabase database;

    PostgresHealth(PostgresDatabase database) {
        this.database = database;
    }

    Health look() {
        try (var snapshot = database.snapshot()) {
            var version = snapshot.rows(HealthQueries.VERSION).getFirst().number("version");
            if (version < OLDEST) {
                return tooOld(version);
            }
            var unreadable = unreadable(snapshot);
            return unreadable.isEmpty() ? healthy(snapshot) : unreachable(unreadable);
        } catch (DatabaseUnreadable unreadable) {
            return unreachable(List.of(refused(unreadable)));
        }
    }

    private Health healthy(PostgresSnapshot snapshot) {
        var findings = new ArrayList<Finding>();
        findings.addAll(new Connections(snapshot.rows(HealthQueries.CONNECTIONS)).findings(database.location()));
        var standing = new StandingObjects(snapshot);
        findings.addAll(standing.invalidIndexes());
        findings.addAll(standing.notValid());
        findings.addAll(standing.prepared());
        findings.addAll(standing.slots());
        return new Health(true, database.sizeBytes(), snapshot.engineVersion(), null, null, findings);
    }

    private Finding refused(DatabaseUnreadable unreadable) {
        var remedy = unreadable.getCause() instanceof SQLException refused
                ? PostgresRefusal.of(refused).remedy()
                : null;
        return new Finding(
                FindingCode.DATABASE_UNREACHABLE,
                ERROR,
                unreadable.getMessage(),
                Map.of("location", database.location(), "found", unreadable.found()),
                remedy);
    }

    private Health tooOld(long version) {
        return unreachable(List.of(new Finding(
                FindingCode.DATABASE_UNREACHABLE,
                ERROR,
                "expected PostgreSQL 12 or newer at " + database.location() + ", found " + version / MAJOR,
                Map.of("location", database.location(), "version", version),
                "move the database to a server of a release that is maintained")));
    }

    /** Rows that may not be read could be lost unseen: nothing is told of such a database. */
    private List<Finding> unreadable(PostgresSnapshot snapshot) {
        var rows = snapshot.rows(HealthQueries.UNREADABLE);
        if (rows.isEmpty()) {
            return List.of();
        }
        var tables = rows.stream()
                .map(row -> PostgresNames.called(row.text("schema"), row.text("table")))
                .toList();
        var granted = rows.stream().allMatch(row -> "t".equals(row.text("granted")));
        var role = PostgresNames.quoted(database.address().user());
        return List.of(new Finding(
                FindingCode.DATABASE_UNREACHABLE,
                ERROR,
                "expected that the role " + database.address().user() + " may read every row of " + database.location()
                        + ", found that it may not in " + String.join(", ", tables),
                Map.of("location", database.location(), "tables", tables),
                granted
                        ? "row security hides rows from it: ALTER ROLE " + role
                                + " BYPASSRLS, or watch with the tables' owner"
                        : "GRANT USAGE ON SCHEMA … TO " + role + "; GRANT SELECT ON ALL TABLES IN SCHEMA … TO "
                                + role));
    }

    private static Health unreachable(List<Finding> why) {
        return new Health(false, 0, null, null, why.getFirst().message(), why);
    }
}
