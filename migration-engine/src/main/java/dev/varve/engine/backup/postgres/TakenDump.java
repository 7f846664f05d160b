package dev.varve.engine.backup.postgres;

import dev.varve.engine.backup.Backup;
import dev.varve.engine.backup.RestoreFailed;
import dev.varve.engine.backup.TakenBackup;
import dev.varve.engine.backup.WorkingCopy;
import dev.varve.engine.database.postgres.PostgresDatabase;
import java.sql.SQLException;

/** What was restored to prove the backup becomes the run's copy: nothing is restored twice. */
final class TakenDump implements TakenBackup {

    private final ProvenDump proven;
    private final PostgresDatabase original;
    private final OwnName name;

    TakenDump(ProvenDump proven, PostgresDatabase original, String runId) {
        this.proven = proven;
        this.original = original;
        this.name = new OwnName(original.address().name(), OwnName.Kind.COPY, runId);
    }

    @Override
    public Backup backup() {
        return proven.backup().asEveryBackup();
    }

    @Override
    public String copyPlace() {
        return original.named(name.toString()).location();
    }

    @Override
    public WorkingCopy copy() {
        try {
            return PostgresWorkingCopy.of(proven.restored().renamed(name), original);
        } catch (SQLException refused) {
            throw new RestoreFailed(
                    copyPlace(),
                    "to make the proof of backup " + proven.backup().id() + " the run's copy",
                    String.valueOf(refused.getMessage()),
                    "mend what the server says, then run it again; the database was not touched",
                    refused);
        }
    }

    @Override
    public void close() {
        proven.close();
    }
}
