package dev.varve.engine.backup.postgres;

import dev.varve.engine.observation.Observation;
import dev.varve.testing.PostgresClient;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a backup needs, on a server of the tests. */
record Bench(PostgresServer server, Path vault, PostgresAccess access, DumpSettings settings) {

    static Bench on(PostgresServer server, Path vault) {
        var access = PostgresAccess.of("localhost", server.port(), PostgresServer.ADMIN);
        return new Bench(server, vault, access, DumpSettings.usual().withClientTools(client().folder()));
    }

    static PostgresClient client() {
        return PostgresClient.ofMajor(15);
    }

    Bench with(DumpSettings others) {
        return new Bench(server, vault, access, others);
    }

    Bench as(PostgresAccess other) {
        return new Bench(server, vault, other, settings);
    }

    PostgresBackups backups() {
        return new PostgresBackups(
                vault, access, settings, client().surroundings(), new PlainReader(), Clock.systemUTC());
    }

    /** Read as every look reads a database. */
    PostgresBackups asLooked() {
        return new PostgresBackups(
                vault, access, settings, client().surroundings(), new DatabaseReader(), Clock.systemUTC());
    }

    PostgresBackup take(PostgresTestDatabase database) {
        return take(database, observation -> {});
    }

    PostgresBackup take(PostgresTestDatabase database, Consumer<Observation> observer) {
        return backups().take("app", database.name(), null, observer);
    }

    /** A small database with a table, a sequence and a large object. */
    PostgresTestDatabase smallDatabase() {
        return server.database()
                .execute(
                        "CREATE TABLE note (id serial PRIMARY KEY, text text NOT NULL, raw bytea)",
                        "INSERT INTO note (text, raw) SELECT 'note ' || i, sha256(i::text::bytea)"
                                + " FROM generate_series(1, 200) i",
                        "CREATE INDEX note_text ON note (text)",
                        "CREATE VIEW notes AS SELECT count(*) FROM note",
                        "SELECT lo_from_bytea(7, 'large object')");
    }

    List<String> ownDatabases() {
        var names = new ArrayList<String>();
        for (var name : new PostgresTestDatabase(server, "postgres").texts("SELECT datname FROM pg_database")) {
            if (OwnName.parse(name).isPresent()) {
                names.add(name);
            }
        }
        return names;
    }
}
