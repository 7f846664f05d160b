package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.OpenStackProject;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large projects that nobody here wrote, on PostgreSQL: what Varve tells of them while their own commands bring them from empty to head. */
class RealAlembicProjectOnPostgresTest {

    private static final String NEUTRON_EXPANDED = "5c85685d616d";
    private static final String NEUTRON_CONTRACTED = "5881373af7f5";

    @TempDir
    Path folder;

    private final PostgresTestDatabase plain = PostgresServer.shared().database();
    private final PostgresTestDatabase guarded = PostgresServer.shared().database();
    private Terminal terminal;

    @BeforeEach
    void anOperator() {
        terminal = PostgresTerminal.in(folder.resolve("operator"));
    }

    @Test
    void tellsWhereNeutronsTwoBranchesAreFromAnEmptyDatabaseToTheirHeads() throws Exception {
        var neutron = OpenStackProject.NEUTRON;
        watch(neutron, "empty", guarded);
        var plan = terminal.type("plan", "empty", "--to", "heads", "--json").exits(3);
        assertThat(plan.json().path("steps")).hasSize((int) neutron.revisions());
        // Neutron's revisions look into the database, so that neither Alembic nor Varve can write their SQL without
        // one.
        assertThat(terminal.type("plan", "empty", "--to", "heads", "--sql")
                        .exits(2)
                        .err())
                .contains("expected a preview of the SQL, found that a revision cannot run without a database");

        neutron.plain(folder, plain.sqlAlchemyUrl(), "upgrade", "heads");
        watch(neutron, "plain", plain);
        var plainly = looksDeeply("plain", "UP_TO_DATE");
        assertThat(plainly.texts("current")).containsExactlyInAnyOrder(NEUTRON_EXPANDED, NEUTRON_CONTRACTED);
        assertThat(errors(plainly)).isEmpty();

        neutron.plain(folder, guarded.sqlAlchemyUrl(), "upgrade", "mitaka");
        var halfWay = looks("PENDING", "diagnose", "empty", "--json");
        assertThat(errors(halfWay)).isEmpty();
        assertThat(halfWay.json().path("pending")).hasSize(83);
    }

    @Test
    void tellsWhereManilaIsOnItsWayToItsHeadAndBack() throws Exception {
        var manila = OpenStackProject.MANILA;
        watch(manila, "shares", guarded);
        looksDeeply("shares", "EMPTY");
        manila.plain(folder, guarded.sqlAlchemyUrl(), "upgrade", "head");
        var there = looksDeeply("shares", "UP_TO_DATE");
        assertThat(errors(there)).isEmpty();

        manila.plain(folder, guarded.sqlAlchemyUrl(), "downgrade", "-3");

        var back = looksDeeply("shares", "PENDING");
        assertThat(errors(back)).isEmpty();
        assertThat(back.texts("current")).containsExactly("fbdfabcba377");
    }

    private Ended looksDeeply(String target, String state) {
        return looks(state, "diagnose", target, "--deep", "--json");
    }

    private Ended looks(String state, String... command) {
        var looked = terminal.type(command);
        assertThat(looked.json().path("state").asString())
                .as(looked.out() + looked.err())
                .isEqualTo(state);
        return looked;
    }

    private static List<String> errors(Ended looked) {
        return looked.json()
                .path("findings")
                .valueStream()
                .filter(finding -> finding.path("severity").asString().equals("ERROR"))
                .map(finding -> finding.path("message").asString())
                .toList();
    }

    private void watch(OpenStackProject project, String name, PostgresTestDatabase database) throws Exception {
        var words = new ArrayList<>(List.of("target", "add", name, "--tool", "alembic"));
        words.addAll(List.of("--config", project.ini(folder).toString(), "--database", database.sqlAlchemyUrl()));
        words.addAll(List.of("--python", project.python().toString()));
        words.addAll(List.of("--env", OpenStackProject.URL_VARIABLE + "={database}"));
        project.environment(folder)
                .forEach((variable, value) -> words.addAll(List.of("--env", variable + "=" + value)));
        terminal.type(words.toArray(String[]::new)).exits(0);
    }
}
