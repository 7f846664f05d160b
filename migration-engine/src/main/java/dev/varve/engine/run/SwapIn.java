package dev.varve.engine.run;

import dev.varve.engine.backup.Backup;
import dev.varve.engine.database.ChangeWatch;
import dev.varve.engine.database.Database;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.swap.SwapMethod;
import dev.varve.engine.swap.SwapOrder;
import dev.varve.engine.swap.SwapRefused;
import dev.varve.engine.swap.Swapped;
import dev.varve.engine.swap.UndurableSwap;
import dev.varve.engine.tool.MigrationTool;
import java.util.HashSet;
import java.util.function.Consumer;

/** Puts the rehearsed copy in the database's place and looks whether it is there. */
final class SwapIn {

    private final Database database;
    private final MigrationTool tool;
    private final SwapMethod swap;
    private final Consumer<Observation> observer;

    SwapIn(Database database, MigrationTool tool, SwapMethod swap, Consumer<Observation> observer) {
        this.database = database;
        this.tool = tool;
        this.swap = swap;
        this.observer = observer;
    }

    /** @param onCopy the verification's report of the copy */
    RunReport run(RunOrder order, Backup backup, ChangeWatch watch, Rehearsed taught, RunReport onCopy) {
        var exchange = new SwapOrder(
                database, taught.copy(), backup.content(), taught.schema().fingerprint());
        try {
            watch.close();
            var swapped = swap.putInPlace(exchange, observer);
            return verified(order, taught, onCopy, swapped);
        } catch (SwapRefused refused) {
            observer.accept(new Observation.SwapFailed(refused.expected(), refused.found(), true));
            return RunReport.refused(backup, finding(refused)).rehearsed(onCopy.rehearsal());
        } catch (UndurableSwap unsure) {
            observer.accept(new Observation.SwapFailed(unsure.expected(), unsure.getMessage(), false));
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
