package dev.varve.command.cli;

import dev.varve.cli.ExitCode;
import dev.varve.cli.Printable;
import dev.varve.cli.Surroundings;
import dev.varve.engine.backup.Backup;
import dev.varve.engine.backup.BackupNotProven;
import dev.varve.engine.backup.BackupVault;
import dev.varve.engine.database.FileDatabase;
import java.util.List;

/** Proves stored backups again, one after another, and says which do not hold. */
final class BackupProofs {

    private final Surroundings surroundings;

    BackupProofs(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    ExitCode prove(BackupVault vault, List<Backup> backups, FileDatabase original) {
        var code = ExitCode.DONE;
        for (var backup : backups) {
            try {
                vault.verify(backup, original);
                surroundings.err().println("backup " + backup.id() + ": holds");
            } catch (BackupNotProven broken) {
                surroundings.err().println(Printable.text(broken.getMessage()));
                surroundings.err().println("  do: " + Printable.text(broken.remedy()));
                code = ExitCode.PROOF_FAILED;
            }
        }
        return code;
    }
}
