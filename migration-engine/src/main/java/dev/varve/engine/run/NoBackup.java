package dev.varve.engine.run;

import dev.varve.engine.backup.BackupException;
import dev.varve.engine.backup.NotEnoughSpace;
import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;

/** Why there is no backup, and so no migration, as the finding that refuses the run. */
final class NoBackup {

    private NoBackup() {}

    static Finding because(BackupException refused) {
        var code = refused instanceof NotEnoughSpace ? FindingCode.LOW_DISK_SPACE : FindingCode.BACKUP_NOT_TAKEN;
        return Finding.of(code, Severity.ERROR, refused.getMessage(), refused.remedy());
    }

    /** Somebody took the database between preflight and backup. */
    static Finding because(DatabaseUnreadable taken) {
        return Finding.of(
                FindingCode.DATABASE_IN_USE,
                Severity.ERROR,
                taken.getMessage(),
                "stop whoever has it open, then run it again");
    }
}
