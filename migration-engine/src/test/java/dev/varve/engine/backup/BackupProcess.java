package dev.varve.engine.backup;

import dev.varve.engine.database.FileDatabase;
import dev.varve.engine.database.H2Database;
import dev.varve.engine.database.H2Login;
import dev.varve.engine.database.SqliteDatabase;
import dev.varve.engine.observation.Observation;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** Takes or restores a backup in a process of its own, which a test may limit or kill. */
final class BackupProcess {

    private BackupProcess() {}

    /** Arguments: {@code take} or {@code restore}, the vault, the database, and the backup's id to restore. */
    public static void main(String[] arguments) {
        var vault = new BackupVault(Path.of(arguments[1]), Clock.systemUTC());
        var database = database(Path.of(arguments[2]));
        try {
            if (arguments[0].equals("take")) {
                System.out.println("took "
                        + vault.take("chat", database, null, BackupProcess::tell)
                                .id());
            } else {
                vault.restore(vault.find(arguments[3]).orElseThrow(), database, BackupProcess::tell);
                System.out.println("restored");
            }
        } catch (BackupException refused) {
            System.out.println(refused.getClass().getSimpleName() + ": " + refused.getMessage());
        }
    }

    private static FileDatabase database(Path file) {
        return file.toString().endsWith(".mv.db")
                ? H2Database.at(file, Map.of(), H2Login.DEFAULT)
                : SqliteDatabase.at(file);
    }

    private static void tell(Observation observation) {
        if (!(observation instanceof Observation.Progress)) {
            System.out.println(observation.getClass().getSimpleName());
        }
    }
}
