package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.AlembicProjects;
import dev.varve.query.schema.Change;
import dev.varve.query.schema.Folding;
import dev.varve.query.schema.RevisionDrawing;
import dev.varve.query.schema.RevisionGraph.Mark;
import dev.varve.query.schema.RevisionGraph.State;
import dev.varve.query.schema.RevisionGraphSvg;
import dev.varve.query.schema.RevisionGraphs;
import dev.varve.query.schema.RevisionLinks;
import dev.varve.query.schema.SchemaDifference;
import dev.varve.query.schema.SchemaHistory;
import dev.varve.query.schema.SchemaObject;
import dev.varve.store.EventLog;
import dev.varve.store.SqliteAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands recorded is what the pages show of it: both sides over one store, with the real tools. */
class SightsShownTest {

    @TempDir
    Path folder;

    @Test
    void tellsTheSchemaBeforeAndAfterAnUpgradeAndWhatTheStepsChanged() {
        var watched = Watched.in(
                folder,
                UsersProject.in(folder)
                        .revision("b2", "a1", "mails", "op.execute('CREATE UNIQUE INDEX ux_mail ON users (mail)')")
                        .revision("c3", "b2", "posts", "op.execute('CREATE TABLE posts (id INTEGER PRIMARY KEY)')"));
        watched.type("upgrade", "app", "--to", "a1").exits(0);
        watched.type("diagnose", "app").exits(3);
        var before = Instant.now();
        watched.type("upgrade", "app").exits(0);

        inLog(watched.terminal(), log -> {
            var history = new SchemaHistory(log);
            var was = history.at("app", before).orElseThrow();
            var is = history.at("app", Instant.now()).orElseThrow();

            assertThat(was.objects()).extracting(SchemaObject::name).containsExactly("users");
            assertThat(history.standings("app"))
                    .allSatisfy(standing -> assertThat(
                                    history.schema("app", standing).isKept())
                            .as(standing.toldBy())
                            .isTrue());
            var difference = SchemaDifference.between(was.objects(), is.objects());
            assertThat(difference.objects()).hasSize(2);
            assertThat(difference.objects().getFirst().name()).isEqualTo("posts");
            assertThat(difference.objects().getFirst().change()).isEqualTo(Change.ADDED);
            assertThat(difference.objects().getLast().parts()).singleElement().satisfies(index -> {
                assertThat(index.kind()).isEqualTo("INDEX");
                assertThat(index.name()).isEqualTo("ux_mail");
                assertThat(index.change()).isEqualTo(Change.ADDED);
            });
        });
    }

    @Test
    void drawsTheBranchesAndTheMergeOfARealProjectAndWhereItsDatabaseStands() {
        var watched = Watched.in(folder, AlembicProjects.branched(folder.resolve("project")));
        watched.type("upgrade", "app", "--to", "b2").exits(0);
        watched.type("diagnose", "app");

        inLog(watched.terminal(), log -> {
            var graph = new RevisionGraphs(log).now("app").orElseThrow();
            assertThat(graph.find("a1").orElseThrow().state()).isEqualTo(State.APPLIED);
            assertThat(graph.find("a1").orElseThrow().marks()).containsExactly(Mark.BRANCH);
            assertThat(graph.find("b2").orElseThrow().state()).isEqualTo(State.CURRENT);
            assertThat(graph.find("b2").orElseThrow().marks()).containsExactly(Mark.EXPECTED, Mark.FOUND);
            assertThat(graph.find("m5").orElseThrow().marks()).containsExactly(Mark.HEAD, Mark.MERGE);
            assertThat(graph.count(State.PENDING)).isEqualTo(4);

            var drawing = RevisionDrawing.of(graph, Folding.LONG_STRETCHES);
            assertThat(drawing.rows()).hasSize(6);
            assertThat(drawing.lines()).hasSize(6);
            assertThat(RevisionGraphSvg.of(drawing, RevisionLinks.WITHIN_THE_PAGE))
                    .contains("href=\"#rev-m5\"", "further right", "expected here · found here");
        });
    }

    @Test
    void tellsOfARecordedRevisionThatItsSchemaIsAnothersWhereItWasOnlyStamped() {
        var watched = Watched.in(
                folder,
                UsersProject.in(folder)
                        .revision("b2", "a1", "posts", "op.execute('CREATE TABLE posts (id INTEGER PRIMARY KEY)')"));
        watched.type("upgrade", "app", "--to", "a1").exits(0);
        watched.database().with("UPDATE alembic_version SET version_num = 'b2'");
        watched.type("diagnose", "app");

        inLog(watched.terminal(), log -> {
            var graph = new RevisionGraphs(log).now("app").orElseThrow();
            assertThat(graph.find("b2").orElseThrow().marks()).containsExactly(Mark.HEAD, Mark.FOUND);
            assertThat(graph.find("a1").orElseThrow().marks()).containsExactly(Mark.EXPECTED, Mark.SCHEMA);
        });
    }

    @Test
    void drawsFlywaysVersionsAsALineAndItsRepeatableScriptsBesideIt() {
        var shop = H2File.watched(folder)
                .script("V1__chat.sql", "CREATE TABLE chat (id INT PRIMARY KEY, title VARCHAR(100))")
                .script("V2__note.sql", "CREATE TABLE note (id INT PRIMARY KEY)")
                .script("R__titles.sql", "CREATE OR REPLACE VIEW titles AS SELECT title FROM chat");
        shop.type("upgrade", "shop").exits(0);
        shop.script("V3__file.sql", "CREATE TABLE file (id INT PRIMARY KEY)");
        shop.type("diagnose", "shop").exits(3);

        inLog(shop.terminal(), log -> {
            var graph = new RevisionGraphs(log).now("shop").orElseThrow();
            assertThat(graph.find("1").orElseThrow().state()).isEqualTo(State.APPLIED);
            assertThat(graph.find("2").orElseThrow().state()).isEqualTo(State.CURRENT);
            assertThat(graph.find("3").orElseThrow().state()).isEqualTo(State.PENDING);
            assertThat(graph.find("R:titles").orElseThrow().state()).isEqualTo(State.APPLIED);
            assertThat(RevisionDrawing.of(graph, Folding.NOTHING).lines()).hasSize(2);
        });
    }

    private static void inLog(Terminal home, Consumer<EventLog> look) {
        try (var store = new SqliteAddress(home.home().resolve("events.db")).openReadOnly()) {
            look.accept(store.log());
        }
    }
}
