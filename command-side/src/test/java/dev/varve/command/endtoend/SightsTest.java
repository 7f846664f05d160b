package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.command.run.SchemaBlob;
import dev.varve.engine.tool.alembic.AlembicProjects;
import dev.varve.events.BlobRef;
import dev.varve.events.TargetEvent.RevisionsSeen;
import dev.varve.events.TargetEvent.SchemaSeen;
import dev.varve.events.VarveEvent;
import dev.varve.store.EventFilter;
import dev.varve.store.EventLog;
import dev.varve.store.SqliteAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What looking showed is kept whole where it is new, and only there: the schema, and the scripts with what each builds on. */
class SightsTest {

    @TempDir
    Path folder;

    @Test
    void keepsTheSchemaAndTheBranchesAndMergesOfTheScriptsOnce() {
        var watched = Watched.in(folder, AlembicProjects.branched(folder.resolve("project")));
        watched.type("upgrade", "app", "--to", "m5").exits(0);

        watched.type("diagnose", "app");
        watched.type("diagnose", "app");

        assertThat(revisions(watched.terminal())).hasSize(1);
        var graph = revisions(watched.terminal()).getFirst();
        assertThat(one(graph, "m5").path("parents").valueStream().map(JsonNode::asString))
                .containsExactly("b2", "d4");
        assertThat(one(graph, "x9").path("dependsOn").valueStream().map(JsonNode::asString))
                .containsExactly("c3");
        assertThat(one(graph, "c3").path("labels").valueStream().map(JsonNode::asString))
                .containsExactly("right");
        assertThat(one(graph, "a1").path("message").asString()).isEqualTo("base");
        assertThat(one(graph, "a1").path("file").asString()).isEqualTo("a1.py");
        assertThat(one(graph, "a1").path("sha256").asString()).hasSize(64);
        assertThat(schemas(watched.terminal())).hasSize(2);
    }

    @Test
    void keepsTheSchemaBeforeARunAndTheOneThatCameOutOfIt() {
        var watched = Watched.in(
                folder,
                UsersProject.in(folder)
                        .revision("b2", "a1", "posts", "op.execute('CREATE TABLE posts (id INTEGER PRIMARY KEY)')"));
        watched.type("upgrade", "app", "--to", "a1", "--no-rehearsal").exits(0);
        watched.database().with("CREATE TABLE notes (body TEXT)");
        watched.type("upgrade", "app", "--accept-drift", "--no-rehearsal").exits(0);

        var schemas = schemas(watched.terminal());

        assertThat(schemas).hasSize(4);
        assertThat(schemas.get(0)).isEqualTo("[]");
        assertThat(schemas.get(1)).contains("users").doesNotContain("notes", "posts", "alembic_version");
        assertThat(new JsonMapper().readTree(schemas.get(1)).valueStream())
                .isNotEmpty()
                .allSatisfy(part -> assertThat(part.propertyNames())
                        .containsExactlyInAnyOrder("kind", "owner", "name", "definition"));
        assertThat(schemas.get(2)).contains("users", "notes").doesNotContain("posts");
        assertThat(schemas.get(3)).contains("users", "notes", "posts").doesNotContain("alembic_version");
        watched.type("verify").exits(0);
    }

    @Test
    void keepsEachSchemaUnderTheFingerprintThatTheRunTells() {
        var watched = Watched.in(folder, UsersProject.in(folder));
        watched.type("upgrade", "app", "--no-rehearsal").exits(0);

        var told = watched.type("history", "app", "--type", "RunSucceeded", "--json")
                .json();
        var fingerprint = told.path(0).path("data").path("fingerprint").asString();

        assertThat(seen(watched.terminal(), SchemaSeen.class))
                .anySatisfy(seen -> assertThat(seen.fingerprint()).isEqualTo(fingerprint));
    }

    @Test
    void tellsTheSameScriptsBeforeAndAfterTheyWereRunAndOthersOnceOneWasAdded() {
        var shop = H2File.watched(folder)
                .script("V1__chat.sql", "CREATE TABLE chat (id INT PRIMARY KEY, title VARCHAR(100))")
                .script("V2__note.sql", "CREATE TABLE note (id INT PRIMARY KEY)")
                .script("R__titles.sql", "CREATE OR REPLACE VIEW titles AS SELECT title FROM chat");
        shop.type("diagnose", "shop");
        shop.type("upgrade", "shop").exits(0);
        shop.type("diagnose", "shop").exits(0);

        assertThat(revisions(shop.terminal())).hasSize(1);
        var line = revisions(shop.terminal()).getFirst();
        assertThat(line.valueStream().map(one -> one.path("id").asString())).containsExactly("1", "2", "R:titles");
        assertThat(one(line, "2").path("parents").path(0).asString()).isEqualTo("1");
        assertThat(one(line, "R:titles").path("parents")).isEmpty();
        assertThat(one(line, "R:titles").path("repeatable").asBoolean()).isTrue();

        shop.script("V3__file.sql", "CREATE TABLE file (id INT PRIMARY KEY)");
        shop.type("diagnose", "shop").exits(3);

        assertThat(revisions(shop.terminal())).hasSize(2);
    }

    @Test
    void keepsNoSecretThatStandsInASchemaOrAMessage() {
        var canaries = new Canaries();
        var secret = canaries.sown("password");
        var project = AlembicProjects.in(folder.resolve("project"))
                .revision(
                        "a1",
                        null,
                        "login with " + secret,
                        "op.execute(\"CREATE TABLE users (id INTEGER PRIMARY KEY, pass TEXT DEFAULT '" + secret
                                + "')\")");
        var watched = new Watched(
                new Terminal(folder.resolve("operator")), SqliteFile.empty(folder.resolve("data/app.db")), project);
        watched.register(watched.terminal(), watched.database(), "--env", "APP_PASSWORD=" + secret);
        watched.type("upgrade", "app", "--no-rehearsal").exits(0);

        assertThat(schemas(watched.terminal()))
                .noneMatch(text -> text.contains(secret))
                .anyMatch(text -> text.contains("[redacted]"));
        assertThat(revisions(watched.terminal()).toString())
                .doesNotContain(secret)
                .contains("[redacted]");
    }

    private static JsonNode one(JsonNode graph, String id) {
        return graph.valueStream()
                .filter(one -> one.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> revisions(Terminal home) {
        return inLog(
                home,
                log -> seenIn(log, RevisionsSeen.class).stream()
                        .map(seen -> new JsonMapper()
                                .readTree(log.blob(seen.revisions().sha256())))
                        .toList());
    }

    /** Each as text, in the order in which they were kept. */
    private static List<String> schemas(Terminal home) {
        return inLog(
                home,
                log -> seenIn(log, SchemaSeen.class).stream()
                        .map(seen -> text(log, seen.schema()))
                        .toList());
    }

    private static String text(EventLog log, BlobRef ref) {
        var kept = log.blob(ref.sha256());
        assertThat(SchemaBlob.of(SchemaBlob.read(kept))).isEqualTo(kept);
        return new String(kept, StandardCharsets.UTF_8);
    }

    private static <E extends VarveEvent> List<E> seen(Terminal home, Class<E> type) {
        return inLog(home, log -> seenIn(log, type));
    }

    private static <E extends VarveEvent> List<E> seenIn(EventLog log, Class<E> type) {
        return log.read(EventFilter.ANY.ofTypes(Set.of(type.getSimpleName())), 0, 100).stream()
                .map(recorded -> type.cast(recorded.event()))
                .toList();
    }

    private static <T> T inLog(Terminal home, Function<EventLog, T> question) {
        try (var store = new SqliteAddress(home.home().resolve("events.db")).openReadOnly()) {
            return question.apply(store.log());
        }
    }
}
