package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project of sixty-nine scripts that nobody here wrote, on PostgreSQL, seen while plain Flyway brings it from empty to head. */
class RealFlywayProjectOnPostgresTest {

    private static final String HALF_WAY = "2.7.5";

    @TempDir
    Path folder;

    private final PostgresTestDatabase database = PostgresServer.shared().database();
    private Path scripts;
    private Terminal terminal;

    @BeforeEach
    void anOperatorOfAnEmptyDatabase() throws Exception {
        scripts = UaaScripts.unpackInto(folder.resolve("sql"));
        terminal = PostgresTerminal.in(folder.resolve("operator"));
        terminal.addFlyway("uaa", scripts, database.sqlAlchemyUrl()).exits(0);
    }

    @Test
    void plansEveryScriptWithItsSqlAndSaysWhomItWouldLockOut() {
        looksDeeply("EMPTY");

        var plan = terminal.type("plan", "uaa", "--json").exits(3).json();

        assertThat(plan.path("steps")).hasSize(UaaScripts.COUNT);
        assertThat(terminal.type("plan", "uaa", "--sql").exits(3).out())
                .contains("CREATE TABLE identity_zone")
                .contains("user_google_mfa_credentials");
        // From an empty database nobody can be locked out of a table that the same plan makes; half way somebody can.
        plainFlyway(HALF_WAY);
        assertThat(terminal.type("plan", "uaa", "--json")
                        .exits(3)
                        .json()
                        .path("hazards")
                        .valueStream()
                        .map(hazard -> hazard.path("effect").asString()))
                .contains("BLOCKS_WRITES");
    }

    @Test
    void tellsHowFarPlainFlywayCameAndFindsNothingAmissAtTheHead() {
        plainFlyway(HALF_WAY);
        var halfWay = looksDeeply("PENDING");
        assertThat(halfWay.texts("current")).containsExactly(HALF_WAY);

        plainFlyway("latest");

        var atHead = looksDeeply("UP_TO_DATE");
        assertThat(atHead.json()
                        .path("findings")
                        .valueStream()
                        .map(finding -> finding.path("severity").asString()))
                .doesNotContain("ERROR", "WARNING");
        assertThat(atHead.json().path("tables")).hasSizeGreaterThan(10);
    }

    private Ended looksDeeply(String state) {
        var looked = terminal.type("diagnose", "uaa", "--deep", "--json");
        assertThat(looked.json().path("state").asString())
                .as(looked.out() + looked.err())
                .isEqualTo(state);
        return looked;
    }

    private void plainFlyway(String target) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), PostgresServer.ADMIN, "")
                .locations("filesystem:" + scripts)
                .target(target)
                .loggers("slf4j")
                .load()
                .migrate();
    }
}
