package dev.varve.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.query.Dump;
import dev.varve.query.EveryProjection;
import dev.varve.query.Recorder;
import dev.varve.query.Story;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewsOfAnEarlierReleaseTest {

    @TempDir
    private Path home;

    /** Whatever an earlier release believed, and wherever it had come to. */
    @Test
    void areEmptiedAndMadeAnewFromTheEvents() throws SQLException {
        var old = home.resolve("views.db");
        makeAsTheFirstReleaseDid(old);
        try (var recorder = Recorder.in(home);
                var upgraded = Views.open(old);
                var fresh = Views.open(home.resolve("fresh.db"))) {
            recorder.record(new Story("shop").failedUpgradeAndRestore());
            assertThat(upgraded.position()).isEqualTo(Position.START);
            assertThat(Dump.of(upgraded)).isEmpty();

            new CatchUp(recorder.feed(), upgraded, EveryProjection.inOrder()).toHead();
            new CatchUp(recorder.feed(), fresh, EveryProjection.inOrder()).toHead();
            assertThat(Dump.of(upgraded)).isNotEmpty().isEqualTo(Dump.of(fresh));
        }
    }

    private static void makeAsTheFirstReleaseDid(Path file) throws SQLException {
        var url = "jdbc:sqlite:" + file;
        Flyway.configure()
                .dataSource(url, null, null)
                .locations("classpath:dev/varve/query/projection/embedded")
                .target("1")
                .load()
                .migrate();
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute("update view_position set sequence = 5, event_id = 'e5'");
            statement.execute("insert into target_status values ('ghost', 5, '{}')");
            statement.execute("insert into timeline values (5, 'e5', 'T', 0, null, 'ghost', null, 's', '{}')");
            statement.execute("insert into started_step values ('R', 1, 1, null)");
            statement.execute("insert into backup values ('ghost', 'B', 1, 5, '{}')");
            statement.execute("insert into finding values ('ghost', 0, 'C', 'INFO', 'm', null, 0, 0, 5)");
        }
    }
}
