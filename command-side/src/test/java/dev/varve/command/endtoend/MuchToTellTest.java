package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.AlembicProjects;
import dev.varve.store.SqliteEventStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A tool that runs and says more than Varve's memory holds. */
class MuchToTellTest {

    private static final String LITTLE_MEMORY = "-Xmx64m";

    @TempDir
    Path folder;

    @Test
    void recordsAStepWhoseStatementsAreMoreThanItsMemoryHolds() throws Exception {
        var watched = watch(
                "for i in range(100):",
                "    op.get_bind().exec_driver_sql('INSERT INTO t VALUES (length(\\'' + 'x' * 1000000 + '\\'))')");

        watched.terminal().run("upgrade", "app", "--no-rehearsal").exits(0);

        var ledger = last(watched, "StepSucceeded").path("ledger");
        assertThat(ledger.path("sizeBytes").asLong()).isBetween(100_000L, 1_000_000L);
        assertThat(blob(watched, ledger)).contains("\"lineBytes\":10002").contains("\"leftOutLines\":");
    }

    @Test
    void recordsAFailureAfterMoreWordsThanItsMemoryHolds() throws Exception {
        var watched = watch(
                "for i in range(1000):",
                "    print('y' * 100000)",
                "op.get_bind().exec_driver_sql('SELECT missing FROM nowhere -- ' + 'z' * 30000000)");

        watched.terminal().run("upgrade", "app", "--no-rehearsal").exits(5);

        var failed = last(watched, "StepFailed");
        assertThat(failed.path("failure").path("statement").asString())
                .startsWith("SELECT missing FROM nowhere -- zzz")
                .endsWith("characters more)")
                .hasSizeLessThan(20_000);
        assertThat(blob(watched, failed.path("output")))
                .startsWith("yyyy")
                .contains("[left out: ")
                .contains("no such table: nowhere");
    }

    private Watched watch(String... lines) {
        var project = AlembicProjects.in(folder.resolve("project"))
                .revision("a1", null, "table", "op.execute('CREATE TABLE t (n INTEGER)')")
                .revision("b2", "a1", "much", lines);
        var watched = Watched.in(folder, project);
        watched.type("upgrade", "app", "--to", "a1").exits(0);
        watched.terminal().with("JAVA_TOOL_OPTIONS", LITTLE_MEMORY);
        return watched;
    }

    private static JsonNode last(Watched watched, String type) {
        var events = watched.type("history", "app", "--type", type, "--json").json();
        return events.path(events.size() - 1).path("data");
    }

    private static String blob(Watched watched, JsonNode ref) throws Exception {
        var events = watched.terminal().home().resolve("events.db");
        try (var store = SqliteEventStore.openReadOnly(events)) {
            return new String(store.log().blob(ref.path("sha256").asString()), StandardCharsets.UTF_8);
        }
    }
}
