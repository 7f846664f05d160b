package dev.varve.engine.recovery;

import dev.varve.engine.backup.BackupException;
import dev.varve.engine.backup.BackupMethod;
import dev.varve.engine.backup.TakenBackup;
import dev.varve.engine.backup.WorkingCopy;
import dev.varve.engine.database.Database;
import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.observation.Observation;
import dev.varve.engine.swap.SwapOrder;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** Mends the database on the server to which a fresh backup was restored for its proof. The backup stays. */
public final class ServerMending implements Mending {

    private final Database database;
    private final TakenBackup taken;
    private final MendPlan plan;
    private final Collection<String> versionTables;
    private WorkingCopy copy;

    private ServerMending(Database database, TakenBackup taken, MendPlan plan, Collection<String> versionTables) {
        this.database = database;
        this.taken = taken;
        this.plan = plan;
        this.versionTables = List.copyOf(versionTables);
    }

    /**
     * Takes the backup.
     *
     * @param target the watched database's name in Varve
     * @param observer hears of the backup
     * @throws NotMended if none could be taken and proven
     */
    public static ServerMending of(
            Database database,
            BackupMethod backups,
            String target,
            String runId,
            MendPlan plan,
            Collection<String> versionTables,
            Consumer<Observation> observer) {
        try {
            return new ServerMending(database, backups.takeToCopy(target, runId, observer), plan, versionTables);
        } catch (BackupException none) {
            throw new NotMended(
                    "a proven backup of the database as it is, to mend a copy of it", none.getMessage(), none);
        }
    }

    @Override
    public String place() {
        return taken.copyPlace();
    }

    @Override
    public SwapOrder mend() {
        try {
            copy = taken.copy();
            copy.await();
            plan.takeAway(copy.database());
            try (var after = copy.database().snapshot()) {
                plan.requireIn(after, taken.backup().tables(), versionTables);
            }
            return new SwapOrder(
                    database,
                    copy.database(),
                    taken.backup().content(),
                    plan.expected().fingerprint());
        } catch (SQLException | BackupException | DatabaseUnreadable failed) {
            throw new NotMended("a mended copy at " + place(), String.valueOf(failed.getMessage()), failed);
        }
    }

    @Override
    public void close() {
        try (taken) {
            if (copy != null) {
                copy.close();
            }
        }
    }
}
