package dev.varve.engine.backup.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.engine.backup.BackupNotTaken;
import dev.varve.engine.backup.BackupSourceUnreachable;
import dev.varve.engine.database.TableContent;
import dev.varve.engine.database.postgres.PostgresAddress;
import dev.varve.engine.database.postgres.PostgresDatabase;
import dev.varve.engine.fingerprint.Schema;
import dev.varve.engine.observation.Observation;
import dev.varve.testing.PostgresServer;
import dev.varve.testing.PostgresTestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBackupsTest {

    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void serve() {
        bench = Bench.on(PostgresServer.shared(), folder.resolve("vault"));
    }

    @Test
    void provesABackupOfNearlyEverythingThatADatabaseMayHold() throws Exception {
        var database = RichDatabase.on(bench.server());
        var seen = new ArrayList<String>();

        var backup = bench.take(database, observation -> {
            if (!(observation instanceof Observation.Progress)) {
                seen.add(observation.getClass().getSimpleName());
            }
        });

        assertThat(seen).containsExactly("BackupStarting", "BackupTaken", "ProofStarting", "BackupProven");
        assertThat(bench.backups().find(backup.id())).isEqualTo(backup);
        assertThat(backup.provenAt()).isNotNull();
        assertThat(backup.state().tables().stream().map(TableContent::name))
                .contains("public.person", "public.visit_2025", "public.moods", "\"Odd schema\".\"Odd \"\"table\"\"\"");
        assertThat(backup.state().rows()).containsEntry("public.person", 100_000L);
        assertThat(backup.state().largeObjects().count()).isEqualTo(3);
        assertThat(backup.state().largeObjects().bytes()).isEqualTo(3_000_005);
        assertThat(backup.state().sequences())
                .containsEntry("\"public\".\"counter\"", new SequenceValue(7, true))
                .containsEntry("\"public\".\"untouched\"", new SequenceValue(1, false));
        assertThat(backup.state().properties().settings())
                .contains(new DatabaseProperties.Setting(null, "search_path", "\"$user\", public, \"Odd schema\""));
        assertThat(bench.ownDatabases()).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(backup.path()))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("vault"))))
                .isEqualTo("rwx------");
    }

    @Test
    void dumpsTheVeryStateThatItCountedWhileTheApplicationWrites() {
        var database = bench.smallDatabase();

        var backup = bench.take(database, observation -> {
            if (observation instanceof Observation.BackupStarting) {
                // The snapshot is taken, the dump has not begun.
                database.execute("INSERT INTO note (text) SELECT 'meanwhile' FROM generate_series(1, 50)");
                database.execute("DELETE FROM note WHERE id < 10", "CREATE TABLE too_late (id integer)");
            }
        });

        assertThat(backup.provenAt()).isNotNull();
        assertThat(backup.state().rows()).containsExactly(Map.entry("public.note", 200L));
        assertThat(database.texts("SELECT count(*) FROM note")).containsExactly("241");
    }

    @Test
    void writesAFolderWithSeveralProcessesWhenToldTo() throws Exception {
        var database = bench.smallDatabase();
        var backup = bench.with(bench.settings().withJobs(3)).take(database);

        assertThat(backup.provenAt()).isNotNull();
        assertThat(Path.of(backup.path())).isDirectoryContaining(file -> file.endsWith("toc.dat"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(backup.path()))))
                .isEqualTo("rwx------");

        Files.delete(Path.of(backup.path()).resolve("toc.dat"));
        assertThatThrownBy(() -> bench.backups().verify(backup))
                .hasMessageStartingWith("backup " + backup.id() + " is not proven: expected " + backup.sizeBytes());
    }

    @Test
    void refusesARoleThatMayNotCreateTheScratchDatabaseAndSaysHowToLetIt() {
        bench.server()
                .execute(
                        "DROP ROLE IF EXISTS \"No creator\"",
                        "CREATE ROLE \"No creator\" LOGIN IN ROLE pg_read_all_data");
        var database = bench.smallDatabase();
        var plain = bench.as(PostgresAccess.of("localhost", bench.server().port(), "No creator"));

        assertThatThrownBy(() -> plain.take(database)).isInstanceOfSatisfying(BackupNotTaken.class, refused -> {
            assertThat(refused.expected()).isEqualTo("a role that may create the scratch database of the proof");
            assertThat(refused.found())
                    .startsWith("role No creator without CREATEDB on postgresql://No creator@localhost:");
            assertThat(refused.remedy()).isEqualTo("ALTER ROLE \"No creator\" CREATEDB");
        });
        assertThat(bench.vault()).doesNotExist();
    }

    @Test
    void provesTheDatabaseOfARoleThatIsNoSuperuser() {
        bench.server()
                .execute(
                        "DO $$ BEGIN CREATE ROLE plain_owner LOGIN CREATEDB; EXCEPTION WHEN duplicate_object THEN NULL;"
                                + " END $$");
        var database = bench.server().database();
        bench.server().execute("ALTER DATABASE " + database.name() + " OWNER TO plain_owner");
        try (var connection = database.open("plain_owner")) {
            Sql.run(connection, "CREATE EXTENSION citext");
            Sql.run(connection, "CREATE TABLE mine (id serial, name citext)");
            Sql.run(connection, "INSERT INTO mine (name) VALUES ('One'), ('Two')");
            Sql.run(connection, "SELECT lo_from_bytea(9, 'mine')");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }

        var plain = bench.as(PostgresAccess.of("localhost", bench.server().port(), "plain_owner"));

        assertThat(plain.take(database).state().rows()).containsEntry("public.mine", 2L);
        assertThat(bench.ownDatabases()).isEmpty();
    }

    @Test
    void namesADatabaseThatIsNotThere() {
        assertThatThrownBy(() -> bench.backups().take("app", "nowhere", null, observation -> {}))
                .isInstanceOfSatisfying(BackupSourceUnreachable.class, refused -> {
                    assertThat(refused.found()).contains("database \"nowhere\" does not exist (SQLSTATE 3D000)");
                    assertThat(refused.remedy())
                            .isEqualTo("start the server, or mend the registered URL; then try again");
                });
    }

    @Test
    void dropsWhatAKilledProofLeftAndNothingElse() {
        var database = bench.smallDatabase();
        var left = new OwnName("long gone", OwnName.Kind.PROOF, "20260101-000000-000").toString();
        var kept = new OwnName(database.name(), OwnName.Kind.OLD, "20260101-000000-000").toString();
        bench.server().execute("CREATE DATABASE \"" + left + "\"", "CREATE DATABASE \"" + kept + "\"");

        bench.take(database);

        assertThat(bench.ownDatabases()).containsExactly(kept);
        bench.server().execute("DROP DATABASE \"" + kept + "\"");
    }

    @Test
    void tellsWhenATableIsHeldExclusively() throws Exception {
        var database = bench.smallDatabase();
        try (var holder = database.open()) {
            holder.setAutoCommit(false);
            Sql.run(holder, "CREATE TABLE other (id integer)");
            holder.commit();
            Sql.run(holder, "LOCK TABLE other IN ACCESS EXCLUSIVE MODE");
            var impatient = bench.with(bench.settings().withLockWait(Duration.ofMillis(200)));

            assertThatThrownBy(() -> impatient.take(database)).isInstanceOfSatisfying(BackupNotTaken.class, refused -> {
                assertThat(refused.found()).contains("canceling statement due to lock timeout");
                assertThat(refused.remedy())
                        .isEqualTo("let the session end that holds the table exclusively, then take another");
            });
        }
        assertThat(filesIn(bench.vault())).isEmpty();
    }

    static List<String> filesIn(Path folder) {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Its database's own search path and its objects' numbers are others in the scratch database. */
    @Test
    void provesARichDatabaseByTheFingerprintThatALookTells() throws Exception {
        var database = RichDatabase.on(bench.server())
                .execute(
                        "SET default_transaction_read_only TO off",
                        "ALTER TYPE mood ADD VALUE 'glad' AFTER 'sad'",
                        "CREATE TABLE named (what regclass PRIMARY KEY, who regrole, how regprocedure, kind regtype)",
                        "INSERT INTO named SELECT c.oid, c.relowner, 'touched()'::regprocedure, 'mood'::regtype"
                                + " FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'S')");

        var backup = bench.asLooked().take("app", database.name(), null, observation -> {});

        assertThat(backup.provenAt()).isNotNull();
        assertThat(backup.state().fingerprint()).isEqualTo(looked(database).fingerprint());
        assertThat(backup.state().rows()).containsEntry("person", 100_000L).containsKey("named");
        bench.asLooked().verify(backup);
    }

    private static Schema looked(PostgresTestDatabase database) {
        var address = new PostgresAddress(
                "localhost", database.server().port(), database.name(), PostgresServer.ADMIN, new TreeMap<>());
        return PostgresDatabase.at(address, "").schema();
    }
}
