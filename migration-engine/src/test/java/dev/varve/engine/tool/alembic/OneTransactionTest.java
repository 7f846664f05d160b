package dev.varve.engine.tool.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.database.postgres.PostgresAddress;
import dev.varve.engine.database.postgres.PostgresDatabase;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.tool.Destination;
import dev.varve.engine.tool.MigrationOrder;
import dev.varve.testing.PostgresDrivers;
import dev.varve.testing.PostgresServer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many revisions in one transaction of a server's, as Alembic runs them unless told otherwise. */
class OneTransactionTest {

    @TempDir
    Path folder;

    private PostgresDatabase anyDatabase() {
        var database = PostgresServer.shared().database();
        return PostgresDatabase.at(
                new PostgresAddress(
                        "localhost", database.server().port(), database.name(), PostgresServer.ADMIN, new TreeMap<>()),
                "");
    }

    @Test
    void isLookedAtBeforeItBeginsAndAfterItEndsAndNotBetweenItsStepsWhoseLocksALookWouldWaitFor() {
        var projects = AlembicProjects.in(folder.resolve("p"))
                .revision("a1", null, "first", "op.execute('CREATE TABLE t (id integer)')")
                .revision("b2", "a1", "second", "op.execute('ALTER TABLE t ADD a integer')")
                .revision("c3", "b2", "third", "op.execute('ALTER TABLE t ADD b integer')");
        var project = new AlembicProject(
                projects.ini(),
                folder.resolve("p"),
                PostgresDrivers.python().toString(),
                null,
                List.of(),
                Map.of(),
                "postgresql");
        var looks = new AtomicInteger();
        var order = new MigrationOrder(
                Destination.up("head"),
                folder.resolve("ledger.jsonl"),
                folder.resolve("output.txt"),
                () -> false,
                () -> {},
                () -> {},
                () -> "look " + looks.incrementAndGet());
        var before = new ArrayList<String>();
        var after = new ArrayList<String>();

        new AlembicTool(project, anyDatabase(), System.getenv(), Clock.systemUTC()).migrate(order, seen -> {
            if (seen instanceof Observation.StepStarting starting) {
                before.add(starting.fingerprint());
            } else if (seen instanceof Observation.StepSucceeded succeeded) {
                after.add(succeeded.fingerprint());
            }
        });

        assertThat(before).containsExactly("look 1", "look 1", "look 1");
        assertThat(after).containsExactly(null, null, "look 2");
    }
}
