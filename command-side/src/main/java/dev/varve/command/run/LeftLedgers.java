package dev.varve.command.run;

import dev.varve.command.append.ThisMachine;
import dev.varve.command.target.TargetAccess;
import dev.varve.engine.verdict.StepVerdicts;
import dev.varve.events.LeaseHolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** What became of the statements of a run that is over, by the ledger that it left in this home. */
public final class LeftLedgers {

    private final Function<String, Path> folders;

    /** @param folders where a run's own files lie in this home, by its id */
    public LeftLedgers(Function<String, Path> folders) {
        this.folders = folders;
    }

    /**
     * Judges a step whose tool is gone, and of a server its sessions. Without secrets.
     *
     * @param holder who ran it; {@code null} if that is not known
     */
    public StepVerdicts judge(TargetAccess access, String runId, String revision, LeaseHolder holder) {
        var ledger = RunFiles.ledgerIn(folders.apply(runId));
        if (!Files.exists(ledger)) {
            return StepVerdicts.notJudged(revision, elsewhere(ledger, holder));
        }
        var verdicts =
                StepVerdicts.of(ledger, access.database(), List.of(revision)).getFirst();
        return VerdictFacts.clean(verdicts, access.redaction());
    }

    private static String elsewhere(Path ledger, LeaseHolder holder) {
        var missing = "the run's statement ledger is not in this home, at " + ledger;
        return holder == null ? missing : missing + "; it ran as " + ThisMachine.inWords(holder);
    }
}
