package dev.varve.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fixture must be what an operator has: a server that keeps what it acknowledged, whatever happens to it. */
class PostgresServerTest {

    @TempDir
    Path folder;

    @Test
    void keepsWhatItAcknowledgedWhenItIsStoppedAtOnce() {
        try (var server = PostgresServer.durableIn(folder)) {
            var database = server.database().execute("CREATE TABLE kept (id integer)", "INSERT INTO kept VALUES (42)");
            assertThat(database.texts("SHOW fsync")).containsExactly("on");

            server.stopImmediately();
            server.startAgain();

            assertThat(database.texts("SELECT id FROM kept")).containsExactly("42");
        }
    }

    @Test
    void givesEveryTestADatabaseOfItsOwn() {
        var one = PostgresServer.shared().database().execute("CREATE TABLE mine (id integer)");
        var other = PostgresServer.shared().database();

        var tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'";
        assertThat(one.texts(tables)).containsExactly("mine");
        assertThat(other.texts(tables)).isEmpty();
    }
}
