package dev.varve.engine.run;

import dev.varve.engine.backup.Backup;
import dev.varve.engine.database.ChangeWatch;
import dev.varve.engine.database.SqliteDatabase;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.swap.Swap;
import dev.varve.engine.swap.SwapOrder;
import dev.varve.engine.swap.SwapRefused;
import dev.varve.engine.swap.Swapped;
import dev.varve.engine.swap.UndurableSwap;
import dev.varve.engine.tool.MigrationTool;
import dev.varve.engine.tool.ToolException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.function.Consumer;

/** Puts the rehearsed copy in the database's place and looks whether it is there. */
final class SwapIn {

    private final SqliteDatabase database;
    private final MigrationTool tool;
    private final Clock clock;
    private final Consumer<Observation> observer;

    SwapIn(SqliteDatabase database, MigrationTool tool, Clock clock, Consumer<Observation> observer) {
        this.database = database;
        this.tool = tool;
        this.clock = clock;
        this.observer = observer;
    }

    /** @param onCopy the verification's report of the copy */
    RunReport run(RunOrder order, Backup backup, ChangeWatch watch, Rehearsed taught, RunReport onCopy) {
        var swap = new SwapOrder(
                database,
                Path.of(taught.copy().path()),
                backup.fingerprint(),
                backup.tables(),
                taught.schema().fingerprint());
        try {
            InPlace.refuseIfChanged(database, watch);
            watch.close();
            var swapped = new Swap(clock, observer).putInPlace(swap);
            return verified(order, taught, onCopy, swapped);
        } catch (ToolException changed) {
            return RunReport.refused(backup, changed.finding()).rehearsed(onCopy.rehearsal());
        } catch (SwapRefused refused) {
            observer.accept(new Observation.SwapFailed(refused.expected(), refused.found(), true));
            return RunReport.refused(backup, finding(refused)).rehearsed(onCopy.rehearsal());
        } catch (UndurableSwap unsure) {
            observer.accept(new Observation.SwapFailed("the folder to be written to disk", unsure.getMessage(), false));
            return onCopy.needingRecovery(unsure.getMessage());
        }
    }

    private static Finding finding(SwapRefused refused) {
        return Finding.of(refused.code(), Severity.ERROR, refused.getMessage(), refused.remedy());
    }

    private RunReport verified(RunOrder order, Rehearsed taught, RunReport onCopy, Swapped swapped) {
        var expected = taught.schema().fingerprint();
        observer.accept(new Observation.CopySwappedIn(
                expected,
                database.identity(),
                swapped.kept(),
                swapped.stillOpen().isEmpty() ? null : swapped.stillOpen().inWords()));
        observer.accept(new Observation.TablesCompared(onCopy.tables(), onCopy.lossesAmong(order.acceptedLosses())));
        var report = onCopy.keeping(swapped.kept());
        var found = InPlace.fingerprint(database, order);
        var current = tool.recorded(order.versionTables()).orElse(null);
        if (!expected.equals(found) || current == null || !new HashSet<>(current).equals(new HashSet<>(order.to()))) {
            return report.needingRecovery("expected the copy's schema in the database's place, found another");
        }
        var failed = Verification.runChecks(order, observer);
        return failed.isEmpty()
                ? report
                : report.needingRecovery("the application's check failed: " + String.join("; ", failed));
    }
}
