package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.database.H2Login;
import dev.varve.engine.tool.alembic.AlembicProjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shared to ask for help: enough to help with, and not one of the values that were sown everywhere. */
class DiagnosticsTest {

    private static final List<String> SOWN = new ArrayList<>();

    @TempDir
    Path folder;

    private Path zip;

    @BeforeEach
    void sowNothingYet() {
        SOWN.clear();
        zip = folder.resolve("out/shop.zip");
        try {
            Files.createDirectories(zip.getParent());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void holdsNoValueThatStandsAnywhereInADatabaseItsScriptsOrItsSurroundings() throws Exception {
        var watched = sownProject();
        watched.type(
                        "upgrade",
                        "app",
                        "--no-rehearsal",
                        "--reason",
                        sown("reason"),
                        "--ticket",
                        sown("ticket"),
                        "--actor",
                        sown("actor"))
                .exits(6);
        watched.database().with("INSERT INTO users (name) VALUES ('" + sown("row") + "')");

        watched.type("diagnostics", "app", "--out", zip.toString()).exits(0);

        assertNothingSownIsIn(entries());
    }

    @Test
    void holdsWhatItTakesToHelp() throws Exception {
        var watched = sownProject();
        watched.type("upgrade", "app", "--no-rehearsal").exits(6);

        watched.type("diagnostics", "app", "--out", zip.toString()).exits(0);

        var entries = entries();
        assertThat(entries.keySet())
                .contains(
                        "README.txt",
                        "backups.json",
                        "diagnosis.json",
                        "events.jsonl",
                        "graph.json",
                        "room-of-the-database.json",
                        "room.json",
                        "schema.txt",
                        "store.json",
                        "target.json",
                        "tool.json",
                        "versions.json");
        assertThat(entries.get("README.txt")).contains("What is in it", "What is not in it");
        assertThat(entries.get("target.json")).contains("SHOP_TOKEN", "FROM_FILE");
        assertThat(entries.get("tool.json")).contains("alembic", "sqlalchemy");
        assertThat(entries.get("graph.json")).contains("\"a1\"", "\"b2\"");
        assertThat(entries.get("diagnosis.json")).contains("PARTIAL", "PARTIAL_MIGRATION", "\"users\"");
        assertThat(entries.get("schema.txt")).contains("COLUMN users name", "DEFAULT ?");
        assertThat(entries.get("events.jsonl"))
                .contains("\"StepFailed\"", "IntegrityError", "UNIQUE constraint failed: users.name");
        assertThat(entries.get("store.json")).contains("\"ok\" : true", "rootHash");
        var statements = part(entries, "statements.jsonl");
        assertThat(statements).contains("INSERT INTO users ( name ) VALUES ( ? )", "CREATE TABLE users");
        assertThat(part(entries, "output.txt")).contains("other lines left out");
    }

    @Test
    void isReadableByItsOwnerAloneAndTheSameEachTime() throws Exception {
        var watched = sownProject();
        watched.type("diagnostics", "app", "--out", zip.toString()).exits(0);
        var again = zip.resolveSibling("again.zip");
        watched.type("diagnostics", "app", "--out", again.toString()).exits(0);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(zip)))
                .isEqualTo("rw-------");
        var first = entries();
        zip = again;
        assertThat(entries().keySet()).containsExactlyElementsOf(first.keySet());
        assertThat(entries().get("schema.txt")).isEqualTo(first.get("schema.txt"));
    }

    @Test
    void refusesToOverwriteAFile() throws Exception {
        var watched = sownProject();
        Files.writeString(zip, "precious");

        var refused =
                watched.type("diagnostics", "app", "--out", zip.toString()).exits(2);

        assertThat(refused.err()).contains("expected no file at " + zip + ", found one, left as it is");
        assertThat(zip).hasContent("precious");
    }

    @Test
    void isMadeOfADatabaseThatIsGoneHeldOrCorrupt() throws Exception {
        var watched = sownProject();
        watched.type("upgrade", "app", "--to", "a1").exits(0);
        try (var connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + watched.database().path());
                var statement = connection.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
            watched.type("diagnostics", "app", "--out", zip.toString()).exits(0);
            assertThat(entries().get("schema.txt"))
                    .startsWith("This part could not be gathered: expected a readable database");
            assertThat(entries().get("events.jsonl")).contains("RunSucceeded");
        }
        var bytes = Files.readAllBytes(watched.database().path());
        java.util.Arrays.fill(bytes, 100, bytes.length, (byte) 'x');
        Files.write(watched.database().path(), bytes);
        zip = zip.resolveSibling("corrupt.zip");
        watched.type("diagnostics", "app", "--out", zip.toString()).exits(0);
        assertThat(entries().get("diagnosis.json")).contains("CORRUPT");
        Files.delete(watched.database().path());
        zip = zip.resolveSibling("gone.zip");
        watched.type("diagnostics", "app", "--out", zip.toString()).exits(0);
        assertThat(entries().get("diagnosis.json")).contains("UNREACHABLE");
        assertNothingSownIsIn(entries());
    }

    @Test
    void isMadeOfAStoreThatIsBroken() throws Exception {
        var watched = sownProject();
        var events = watched.terminal().home().resolve("events.db");
        Files.deleteIfExists(events.resolveSibling("events.db-wal"));
        Files.deleteIfExists(events.resolveSibling("events.db-shm"));
        Files.write(
                events,
                "no database, but longer than the header of one".repeat(99).getBytes(StandardCharsets.UTF_8));

        var made = watched.type("diagnostics", "app", "--out", zip.toString()).exits(0);

        assertThat(made.err()).contains("note: target.json: expected an event store of Varve in " + events);
        assertThat(entries().get("store.json")).contains("\"ok\" : false", "file is not a database");
        assertThat(entries().get("README.txt")).contains("What could not be gathered");
        assertThat(entries()).containsKeys("versions.json", "room.json");
    }

    @Test
    void holdsNoPasswordOfAnH2Database() throws Exception {
        var shop = H2File.in(folder, Map.of(), new H2Login("sa", sown("password")));
        shop.register("--env", "VARVE_DATABASE_USER=sa", "--env", "VARVE_DATABASE_PASSWORD=" + SOWN.getFirst())
                .exits(0);
        shop.script(
                "V1__one.sql",
                "CREATE TABLE one (id INT PRIMARY KEY, t VARCHAR(99) DEFAULT '" + sown("h2default") + "')",
                "INSERT INTO one VALUES (1, '" + sown("h2row") + "')");
        shop.type("upgrade", "shop").exits(0);

        shop.type("diagnostics", "shop", "--out", zip.toString()).exits(0);

        assertThat(entries().get("schema.txt")).containsIgnoringCase("one");
        assertNothingSownIsIn(entries());
    }

    @Test
    void refusesANameThatWasNeverRegistered() throws Exception {
        var watched = sownProject();

        watched.type("diagnostics", "nobody", "--out", zip.toString()).exits(2);

        assertThat(zip).doesNotExist();
    }

    /** A value that nothing else could have made. */
    private static String sown(String where) {
        var value = "Kanarienvogel7" + where + "q" + (SOWN.size() + 31) + "z&é";
        SOWN.add(value);
        return value;
    }

    private Watched sownProject() throws Exception {
        var envFile = Files.writeString(folder.resolve("shop.env"), "FROM_FILE=" + sown("envfile") + "\n");
        var project = AlembicProjects.in(folder.resolve("project"))
                .revision(
                        "a1",
                        null,
                        "users",
                        "op.execute(\"CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT DEFAULT '" + sown("default")
                                + "' UNIQUE, age INTEGER CHECK (name <> '" + sown("check") + "'), word TEXT DEFAULT "
                                + bare("bareword") + ")\")",
                        "op.execute(\"INSERT INTO users (name) VALUES ('" + sown("literal") + "')\")")
                .revision(
                        "b2",
                        "a1",
                        "breaks",
                        "op.execute('CREATE TABLE log (t TEXT)')",
                        "op.execute(\"/* " + sown("comment") + " */ INSERT INTO log VALUES ('x') -- " + sown("comment2")
                                + "\")",
                        "op.execute('INSERT INTO log VALUES (\"" + sown("doublequoted") + "\")')",
                        "op.get_bind().execute(sa.text('INSERT INTO log VALUES (:v)'), {'v': '" + sown("bound") + "'})",
                        "print('" + sown("printed") + "')",
                        "op.execute(\"INSERT INTO users (name) VALUES ('" + sown("twice") + "')\")",
                        "op.get_bind().execute(sa.text('INSERT INTO users (name) VALUES (:v)'), {'v': '"
                                + SOWN.getLast() + "'})");
        var watched = new Watched(
                new Terminal(folder.resolve("operator"), folder.resolve("locks")),
                SqliteFile.empty(folder.resolve("data/app.db")),
                project);
        watched.register(
                watched.terminal(),
                watched.database(),
                "--env",
                "SHOP_TOKEN=" + sown("env"),
                "--env-file",
                envFile.toString());
        return watched;
    }

    /** What SQLite takes for a text where it stands as a default. */
    private static String bare(String where) {
        var word = "Kanarienvogel7" + where;
        SOWN.add(word);
        return word;
    }

    private static String part(Map<String, String> entries, String end) {
        return entries.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(end))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private void assertNothingSownIsIn(Map<String, String> entries) {
        var all = String.join("\n", entries.values()).toLowerCase(Locale.ROOT) + String.join("\n", entries.keySet());
        assertThat(all).isNotEmpty();
        for (var value : SOWN) {
            var bytes = value.getBytes(StandardCharsets.UTF_8);
            var core = value.substring(0, value.length() - (value.endsWith("é") ? 2 : 0));
            for (var spelling : List.of(
                    core,
                    Base64.getEncoder().encodeToString(bytes).substring(0, 16),
                    HexFormat.of().formatHex(bytes).substring(0, 40),
                    URLEncoder.encode(value, StandardCharsets.UTF_8))) {
                assertThat(all).as(value).doesNotContain(spelling.toLowerCase(Locale.ROOT));
            }
        }
        assertThat(all).doesNotContain("kanarienvogel");
    }

    private Map<String, String> entries() throws IOException {
        var entries = new TreeMap<String, String>();
        try (var file = new ZipFile(zip.toFile())) {
            for (var entry : java.util.Collections.list(file.entries())) {
                entries.put(
                        entry.getName(), new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return entries;
    }
}
