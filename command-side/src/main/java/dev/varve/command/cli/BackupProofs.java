package dev.varve.command.cli;

import dev.varve.cli.ExitCode;
import dev.varve.cli.Printable;
import dev.varve.cli.Surroundings;
import dev.varve.engine.backup.Backup;
import dev.varve.engine.backup.BackupMethod;
import dev.varve.engine.backup.BackupNotProven;
import java.util.List;

/** Proves stored backups again, one after another, and says which do not hold. */
final class BackupProofs {

    private final Surroundings surroundings;

    BackupProofs(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    ExitCode prove(BackupMethod method, List<Backup> backups) {
        var code = ExitCode.DONE;
        for (var backup : backups) {
            try {
                method.verify(backup);
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
