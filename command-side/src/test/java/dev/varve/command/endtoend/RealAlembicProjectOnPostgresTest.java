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
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Large projects that nobody here wrote, on PostgreSQL: Varve brings them where their own commands bring them. */
class RealAlembicProjectOnPostgresTest {

    private static final String NEUTRON_EXPANDED = "5c85685d616d";
    private static final String NEUTRON_CONTRACTED = "5881373af7f5";
    private static final String NEUTRON_HALF_WAY = "4ffceebfcdc";
    private static final String MANILA_HALF_WAY = "3e7d62517afa";
    private static final int MANILA_HALF = 30;
    private static final String MANILA_BEFORE = "fbdfabcba377";

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
    void bringsBothOfNeutronsBranchesFromAnEmptyDatabaseToTheSchemaOfItsOwnCommand() throws Exception {
        var neutron = OpenStackProject.NEUTRON;
        plainlyAtHead(neutron, "heads");
        watch(neutron, "guarded", guarded);

        runsEachRevisionAsAStep(neutron.revisions(), "upgrade", "guarded", "--to", "heads");

        var looked = isLikeThePlainOne();
        assertThat(looked.texts("current")).containsExactlyInAnyOrder(NEUTRON_EXPANDED, NEUTRON_CONTRACTED);
        terminal.type("verify").exits(0);
    }

    @Test
    void bringsManilaHalfWayThenToItsHeadAndBack() throws Exception {
        var manila = OpenStackProject.MANILA;
        plainlyAtHead(manila, "head");
        watch(manila, "guarded", guarded);
        runsEachRevisionAsAStep(MANILA_HALF, "upgrade", "guarded", "--to", MANILA_HALF_WAY);
        assertThat(looks("PENDING", "diagnose", "guarded", "--json").json().path("pending"))
                .hasSize((int) manila.revisions() - MANILA_HALF);

        runsEachRevisionAsAStep(manila.revisions() - MANILA_HALF, "upgrade", "guarded");
        isLikeThePlainOne();

        manila.plain(folder, plain.sqlAlchemyUrl(), "downgrade", MANILA_BEFORE);
        runsEachRevisionAsAStep(3, "downgrade", "guarded", "--to", MANILA_BEFORE);
        assertThat(schema("guarded")).isEqualTo(schema("plain"));
    }

    @Test
    @EnabledIfSystemProperty(named = "varve.real.projects", matches = "all")
    void bringsNeutronHalfWayThenToItsHeadsWhileEachLookIsRight() throws Exception {
        var neutron = OpenStackProject.NEUTRON;
        plainlyAtHead(neutron, "heads");
        watch(neutron, "guarded", guarded);
        looksDeeply("guarded", "EMPTY");
        var plan = terminal.type("plan", "guarded", "--to", "heads", "--json").exits(3);
        assertThat(plan.json().path("steps")).hasSize((int) neutron.revisions());
        // Neutron's revisions look into the database, so that neither Alembic nor Varve can write their SQL without
        // one.
        assertThat(terminal.type("plan", "guarded", "--to", "heads", "--sql")
                        .exits(2)
                        .err())
                .contains("expected a preview of the SQL, found that a revision cannot run without a database");
        var half = terminal.type("upgrade", "guarded", "--to", NEUTRON_HALF_WAY, "--json")
                .exits(0)
                .json()
                .path("steps")
                .size();
        var halfWay = looks("PENDING", "diagnose", "guarded", "--json");
        assertThat(errors(halfWay)).isEmpty();
        assertThat(halfWay.json().path("pending")).hasSize((int) neutron.revisions() - half);

        runsEachRevisionAsAStep(neutron.revisions() - half, "upgrade", "guarded", "--to", "heads");

        isLikeThePlainOne();
        assertThat(errors(looksDeeply("guarded", "UP_TO_DATE"))).isEmpty();
    }

    @Test
    @EnabledIfSystemProperty(named = "varve.real.projects", matches = "all")
    void looksDeeplyAtManilaOnItsWayToItsHeadAndBack() throws Exception {
        var manila = OpenStackProject.MANILA;
        watch(manila, "guarded", guarded);
        looksDeeply("guarded", "EMPTY");
        terminal.type("upgrade", "guarded").exits(0);
        assertThat(errors(looksDeeply("guarded", "UP_TO_DATE"))).isEmpty();

        manila.plain(folder, guarded.sqlAlchemyUrl(), "downgrade", MANILA_BEFORE);

        var back = looksDeeply("guarded", "PENDING");
        assertThat(errors(back)).isEmpty();
        assertThat(back.texts("current")).containsExactly(MANILA_BEFORE);
    }

    private void plainlyAtHead(OpenStackProject project, String head) throws Exception {
        project.plain(folder, plain.sqlAlchemyUrl(), "upgrade", head);
        watch(project, "plain", plain);
    }

    private void runsEachRevisionAsAStep(long revisions, String... command) {
        var words = new ArrayList<>(List.of(command));
        words.add("--json");
        var ran = terminal.type(words.toArray(String[]::new)).exits(0).json();
        assertThat(ran.path("rehearsal").path("outcome").asString()).isEqualTo("SUCCEEDED");
        assertThat(ran.path("strategy").asString()).isEqualTo("in-place");
        assertThat(ran.path("steps").valueStream())
                .hasSize((int) revisions)
                .allSatisfy(step -> assertThat(step.path("outcome").asString()).isEqualTo("SUCCEEDED"));
    }

    private Ended isLikeThePlainOne() {
        var looked = looks("UP_TO_DATE", "diagnose", "guarded", "--json");
        assertThat(errors(looked)).isEmpty();
        assertThat(schema(looked)).isEqualTo(schema("plain"));
        return looked;
    }

    private List<String> schema(String target) {
        return schema(terminal.type("diagnose", target, "--json"));
    }

    private static List<String> schema(Ended looked) {
        var json = looked.json();
        assertThat(json.path("tables")).isNotEmpty();
        assertThat(json.path("fingerprint").asString()).hasSizeGreaterThan(32);
        return List.of(
                json.path("fingerprint").asString(),
                json.path("tables").toPrettyString(),
                json.path("current").toString());
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
