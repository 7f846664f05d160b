package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.tool.alembic.AlembicProjects;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TamperedLogTest {

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            changed | 5 | UPDATE domain_event SET payload = CAST(replace(CAST(payload AS TEXT), 'app', 'ape') AS BLOB) WHERE global_index = 5
            deleted | 5 | DELETE FROM domain_event WHERE global_index = 5
            another time | 3 | UPDATE domain_event SET recorded_at = '2020-01-01T00:00:00Z' WHERE global_index = 3
            swapped | 4 | UPDATE domain_event SET global_index = 6 WHERE global_index = -4
            """)
    void namesTheFirstEventThatPlainSqlAltered(String what, int event, String sql) throws Exception {
        var watched = Watched.in(folder, AlembicProjects.linear(folder.resolve("project")));
        watched.type("upgrade", "app").exits(0);
        watched.type("verify").exits(0);
        var store = new SqliteFile(events(watched));
        store.with("DROP TRIGGER domain_event_is_never_updated", "DROP TRIGGER domain_event_is_never_deleted");
        if (what.equals("swapped")) {
            store.with(
                    "UPDATE domain_event SET global_index = -4 WHERE global_index = 4",
                    "UPDATE domain_event SET global_index = 4 WHERE global_index = 6");
        }
        store.with(sql);

        var verified = watched.terminal().run("verify", "--json").exits(7);

        assertThat(verified.json().path("ok").asBoolean()).isFalse();
        assertThat(verified.json().path("firstFailure").path("sequence").asInt())
                .as(verified.out())
                .isEqualTo(event);
        assertThat(watched.type("verify").exits(7).out()).contains("Event " + event);
    }

    private static Path events(Watched watched) throws Exception {
        try (var files = Files.list(watched.terminal().home())) {
            return files.filter(file -> file.getFileName().toString().startsWith("events")
                            && !file.toString().endsWith("-wal")
                            && !file.toString().endsWith("-shm"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
