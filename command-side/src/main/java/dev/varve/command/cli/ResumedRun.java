package dev.varve.command.cli;

import dev.varve.cli.ExitCode;
import dev.varve.command.run.RunKind;
import dev.varve.command.run.RunOutcome;
import dev.varve.command.run.RunRefused;

/**
 * The run that went on after a recovery.
 *
 * @param outcome {@code null} if it was refused
 * @param refused {@code null} unless it was
 */
record ResumedRun(RunKind kind, RunOutcome outcome, RunRefused refused) {

    static ResumedRun ended(RunOutcome outcome) {
        return new ResumedRun(outcome.kind(), outcome, null);
    }

    static ResumedRun refused(RunKind kind, RunRefused refused) {
        return new ResumedRun(kind, null, refused);
    }

    ExitCode exitCode() {
        return refused == null ? MigrateCommand.exitCode(outcome) : RunPrinter.exitCode(refused);
    }

    Object document(String target) {
        return refused == null ? RunDocument.of(outcome) : RunDocument.ofRefusal(target, kind, refused);
    }

    void print(RunPrinter printer, String target) {
        if (refused == null) {
            printer.print(outcome);
        } else {
            printer.printRefusal(target, kind, refused);
        }
    }
}
