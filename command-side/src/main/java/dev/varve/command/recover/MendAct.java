package dev.varve.command.recover;

import dev.varve.command.append.Recorder;
import dev.varve.command.run.BackupRecorder;
import dev.varve.command.run.RunCommand;
import dev.varve.engine.database.Database;
import dev.varve.engine.database.SqliteDatabase;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.recovery.FileMending;
import dev.varve.engine.recovery.MendPlan;
import dev.varve.engine.recovery.Mending;
import dev.varve.engine.recovery.NotMended;
import dev.varve.engine.recovery.ServerMending;
import dev.varve.engine.swap.SwapOrder;
import dev.varve.engine.swap.SwapRefused;
import dev.varve.engine.swap.Swapped;
import dev.varve.engine.swap.UndurableSwap;
import dev.varve.events.Outcomes;
import dev.varve.events.RecordedTable;
import dev.varve.events.RunEvent;
import java.util.List;

/** Mends a copy of the database and puts it in the database's place, and records both. */
final class MendAct {

    private final Recorder recorder;
    private final Endings endings;

    MendAct(Recorder recorder, Endings endings) {
        this.recorder = recorder;
        this.endings = endings;
    }

    /**
     * How mending ended.
     *
     * @param kept where the former database lies; {@code null} if it is where it was
     * @param why why it did not go well; {@code null} if it did
     * @param untouched whether the database is as it was
     */
    private record Mended(String kept, String why, boolean untouched) {}

    TakenWay take(Recovery recovery) {
        var mended = mend(recovery);
        if (mended.kept() == null) {
            return unmended(recovery, mended);
        }
        return new TakenWay.Proven(
                endings.lookAgain(recovery),
                null,
                List.of(mended.kept()),
                recovery.chosen().proof());
    }

    private TakenWay unmended(Recovery recovery, Mended mended) {
        var remedy = "varve recover " + recovery.target();
        var outcome = mended.untouched() ? Outcomes.FAILED_UNCHANGED : Outcomes.FAILED_NEEDS_RECOVERY;
        endings.recordFailure(recovery, outcome, mended.why(), remedy);
        return new TakenWay.Unproven(mended.untouched() ? Outcomes.REFUSED : outcome, mended.why(), false, remedy);
    }

    private Mended mend(Recovery recovery) {
        var plan = recovery.viewed().scene().means().mend();
        try (var mending = mending(recovery, plan)) {
            observe(new RunEvent.MendStarted(recovery.runId(), recovery.target(), mending.place(), plan.statements()));
            var order = mending.mend();
            observe(new RunEvent.CopyMended(
                    recovery.runId(), recovery.target(), revision(recovery), order.fingerprint(), differing(recovery)));
            return swap(recovery, order);
        } catch (NotMended failed) {
            observe(new RunEvent.SwapFailed(
                    recovery.runId(), recovery.target(), failed.expected(), failed.found(), true));
            return new Mended(null, failed.getMessage(), true);
        }
    }

    /** A copy of a server's database is a restored backup of it; that of a file needs none. */
    private Mending mending(Recovery recovery, MendPlan plan) {
        var versionTables = recovery.viewed().looked().tool().versionTables();
        return switch (recovery.access().database()) {
            case SqliteDatabase file -> new FileMending(file, recovery.runId(), plan, versionTables);
            case Database server ->
                ServerMending.of(
                        server,
                        recovery.access().backups(recovery.vault()),
                        recovery.target(),
                        recovery.runId(),
                        plan,
                        versionTables,
                        new BackupRecorder(recorder, recovery.target(), recovery.runId()).andThen(recovery.listener()));
        };
    }

    private static String revision(Recovery recovery) {
        return String.join(", ", recovery.viewed().looked().diagnosis().current());
    }

    private static List<RecordedTable> differing(Recovery recovery) {
        var rows = recovery.viewed().looked().diagnosis().tables();
        return recovery.viewed().scene().means().mend().removed().stream()
                .sorted()
                .map(table -> new RecordedTable(
                        table,
                        rows.stream()
                                .filter(row -> row.name().equals(table))
                                .map(row -> row.rows())
                                .findFirst()
                                .orElse(null),
                        null,
                        null,
                        null,
                        null))
                .toList();
    }

    private Mended swap(Recovery recovery, SwapOrder order) {
        try {
            var swapped = recovery.access().swap().putInPlace(order, observation -> starting(recovery, observation));
            return swapped(recovery, order, swapped);
        } catch (SwapRefused refused) {
            observe(new RunEvent.SwapFailed(
                    recovery.runId(), recovery.target(), refused.expected(), refused.found(), true));
            return new Mended(null, refused.getMessage(), true);
        } catch (UndurableSwap unsure) {
            observe(new RunEvent.SwapFailed(
                    recovery.runId(), recovery.target(), unsure.expected(), unsure.getMessage(), false));
            return new Mended(null, unsure.getMessage(), false);
        }
    }

    private void starting(Recovery recovery, Observation observation) {
        if (observation instanceof Observation.SwapStarting o) {
            observe(new RunEvent.SwapStarted(
                    recovery.runId(),
                    recovery.target(),
                    o.copy(),
                    o.copyIdentity(),
                    o.databaseIdentity(),
                    o.fingerprint(),
                    o.kept()));
        }
        recovery.listener().accept(observation);
    }

    private Mended swapped(Recovery recovery, SwapOrder order, Swapped swapped) {
        observe(new RunEvent.CopySwappedIn(
                recovery.runId(),
                recovery.target(),
                order.fingerprint(),
                order.database().identity(),
                swapped.kept()));
        return new Mended(swapped.kept(), null, false);
    }

    private void observe(RunEvent fact) {
        recorder.send(RunCommand.observe(fact));
    }
}
