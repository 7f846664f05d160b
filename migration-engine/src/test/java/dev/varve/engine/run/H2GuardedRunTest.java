package dev.varve.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.backup.BackupVault;
import dev.varve.engine.backup.FileBackupMethod;
import dev.varve.engine.database.H2Fixture;
import dev.varve.engine.database.H2Process;
import dev.varve.engine.database.H2Process.Doing;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.plan.PreflightVerdict;
import dev.varve.engine.swap.FileSwapMethod;
import dev.varve.engine.tool.Destination;
import dev.varve.engine.tool.PlannedStep;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2GuardedRunTest {

    @TempDir
    Path folder;

    /** Preflight saw nobody; between it and the backup the application started. */
    @Test
    void refusesWhenAnotherProcessOpenedTheFileMeanwhile() {
        var database = H2Fixture.anyDatabase(folder.resolve("app.mv.db"));
        var vault = new BackupVault(folder.resolve("vault"), Clock.systemUTC());
        var told = new ArrayList<Observation>();
        try (var other = H2Process.start(Doing.HOLDING, database)) {
            var report = new GuardedRun(
                            database,
                            null,
                            new FileBackupMethod(vault, database),
                            new FileSwapMethod(database, Clock.systemUTC()),
                            told::add)
                    .run(order());

            assertThat(report.outcome()).isEqualTo(RunReport.Outcome.REFUSED);
            assertThat(report.why()).contains("opened by java (pid " + other.pid() + ")");
            assertThat(report.backup()).isNull();
        }
        assertThat(told)
                .hasExactlyElementsOfTypes(
                        Observation.PreflightPassed.class,
                        Observation.RunPlanned.class,
                        Observation.StrategyChosen.class);
    }

    private RunOrder order() {
        var step = new PlannedStep(1, "1", Destination.Direction.UP, List.of(), List.of("1"), "", null, null);
        return new RunOrder(
                "run-1",
                "app",
                Destination.up("head"),
                new PreflightVerdict(List.of(), List.of()),
                List.of(),
                List.of(step),
                Set.of(),
                Set.of(),
                AmongOthers.ALONE,
                Approach.IN_PLACE,
                "asked for",
                folder.resolve("ledger.jsonl"),
                folder.resolve("rehearsal-ledger.jsonl"),
                folder.resolve("output.txt"),
                () -> false,
                List.of());
    }
}
