package dev.varve.engine.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.varve.engine.tool.MigrationTool;
import dev.varve.engine.tool.ToolLook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BothLooksTest {

    @TempDir
    Path folder;

    private Patient patient;

    @BeforeEach
    void aDatabase() throws Exception {
        patient = new Patient(folder).at("head");
    }

    @Test
    void startsTheToolMeanwhileAndLetsItConnectOnlyWhenOurOwnHandlesAreClosed() throws Exception {
        try (var holder = DriverManager.getConnection(patient.database.jdbcUrl());
                var statement = holder.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
            var tool = startingWith(patient.tool(), mayConnect -> {
                release(statement);
                mayConnect.run();
                assertThat(ownHandles()).hasSize(1);
                return patient.tool().look();
            });

            var both = BothLooks.at(patient.database, tool, false);

            assertThat(both.health().reachable())
                    .as("we waited for the lock that the tool's start gave free")
                    .isTrue();
            assertThat(both.seen().rows()).containsKey("chat");
            assertThat(both.look().current()).containsExactly("4");
        }
    }

    @Test
    void passesOnWhatTheToolThrew() {
        var fault = new IllegalStateException("a fault of the tool's driver");
        var tool = startingWith(patient.tool(), mayConnect -> {
            throw fault;
        });

        assertThat(catchThrowable(() -> BothLooks.at(patient.database, tool, false)))
                .isSameAs(fault);
    }

    private static void release(Statement statement) {
        try {
            statement.execute("ROLLBACK");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** This process's handles on the database: the test's own connection, and any that a look left open. */
    private List<Path> ownHandles() {
        try (var handles = Files.list(Path.of("/proc/self/fd"))) {
            return handles.filter(this::isTheDatabase).toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private boolean isTheDatabase(Path handle) {
        try {
            return Files.readSymbolicLink(handle).equals(Path.of(patient.database.path()));
        } catch (IOException gone) {
            return false;
        }
    }

    /** The real tool, whose start does something more. */
    private static MigrationTool startingWith(MigrationTool real, Function<Runnable, ToolLook> start) {
        return (MigrationTool) Proxy.newProxyInstance(
                MigrationTool.class.getClassLoader(),
                new Class<?>[] {MigrationTool.class},
                (proxy, method, arguments) -> method.getName().equals("look") && arguments != null
                        ? start.apply((Runnable) arguments[0])
                        : method.invoke(real, arguments));
    }
}
