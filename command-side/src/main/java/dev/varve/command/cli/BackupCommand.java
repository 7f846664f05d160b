package dev.varve.command.cli;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Json;
import dev.varve.cli.Printable;
import dev.varve.cli.Surroundings;
import dev.varve.command.run.BackupDoubts;
import dev.varve.command.run.BackupExpiry;
import dev.varve.command.run.BackupRecorder;
import dev.varve.command.run.Watch;
import dev.varve.engine.backup.Backup;
import dev.varve.engine.backup.BackupException;
import dev.varve.engine.backup.BackupNotProven;
import dev.varve.engine.backup.BackupSourceUnreachable;
import dev.varve.engine.backup.BackupVault;
import dev.varve.engine.backup.RetentionPolicy;
import dev.varve.engine.observation.Observation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "backup",
        description = "Takes a backup by the database's own means and proves it by opening the copy.",
        footer = {
            "",
            "Example: varve backup shop",
            "A PostgreSQL database is dumped by its pg_dump (found in the PATH, or in the folder that VARVE_PG_BIN",
            "names) and proven by restoring it into a scratch database, for which its role needs CREATEDB.",
            "Refuses: a run on the database, no space for the copy, or a database that stays locked (exit 4);",
            "a copy that is not what its source is (exit 7)."
        })
final class BackupCommand implements Callable<ExitCode> {

    private final Surroundings surroundings;

    @Mixin
    private GlobalOptions options;

    @Parameters(paramLabel = "NAME", description = "The watched database.")
    private String target;

    @Option(names = "--dir", paramLabel = "DIR", description = "Where to keep it (default: the home's backups folder).")
    private Path folder;

    @Option(
            names = "--expire-after",
            paramLabel = "DAYS",
            description =
                    "Afterwards delete proven backups older than this; never the last three, never one under 14 days.")
    private Integer expireAfterDays;

    BackupCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public ExitCode call() {
        refuseNegativeDays();
        try (var workplace = new Workplace(surroundings, options);
                var pulse = new StepPulse(surroundings.err(), surroundings.clock())) {
            var watch = workplace.deadRunsOnContact().settle(workplace.watch(target));
            var access = watch.access();
            lookIfInDoubt(workplace, watch);
            var vault = folder == null ? workplace.vault(target) : new BackupVault(folder, surroundings.clock());
            var recording = new BackupRecorder(workplace.recorder(), target);
            Consumer<Observation> observer =
                    options.quiet() ? recording : recording.andThen(new ProgressPrinter(surroundings, pulse));
            var method = access.backups(vault);
            method.look().forEach(finding -> surroundings.err().println("note: " + Printable.text(finding.message())));
            try (var lock = workplace.backupGate().enter(access, watch.past(), workplace.actor())) {
                var backup = method.take(target, null, observer);
                print(backup, BackupDoubts.in(workplace.targets(), target).about(backup.id()));
            }
            expire(workplace, vault, observer);
            return workplace.afterOutage(ExitCode.DONE);
        } catch (BackupException problem) {
            throw failure(problem);
        }
    }

    private static CommandFailure failure(BackupException problem) {
        return switch (problem) {
            case BackupSourceUnreachable gone -> failure(ExitCode.USAGE, "DATABASE_UNREACHABLE", gone);
            case BackupNotProven unproven -> failure(ExitCode.PROOF_FAILED, "BACKUP_NOT_PROVEN", unproven);
            default -> failure(ExitCode.REFUSED, "BACKUP_REFUSED", problem);
        };
    }

    private static CommandFailure failure(ExitCode exitCode, String code, BackupException problem) {
        return new CommandFailure(exitCode, code, problem.expected(), problem.found(), problem.remedy());
    }

    private void refuseNegativeDays() {
        if (expireAfterDays != null && expireAfterDays < 0) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "USAGE",
                    "0 days or more after --expire-after",
                    String.valueOf(expireAfterDays),
                    "varve backup " + target + " --expire-after 30");
        }
    }

    private void expire(Workplace workplace, BackupVault vault, Consumer<Observation> observer) {
        if (expireAfterDays == null) {
            return;
        }
        var policy = new RetentionPolicy(
                RetentionPolicy.DEFAULT.keepNewest(),
                Duration.ofDays(Math.max(
                        expireAfterDays, RetentionPolicy.DEFAULT.youngest().toDays())));
        new BackupExpiry(workplace.targets(), vault, observer).expire(target, policy);
    }

    /** So that the record, and with it the list of backups, says what state the copied database was in. */
    private static void lookIfInDoubt(Workplace workplace, Watch watch) {
        if (watch.past().isDoubtful()) {
            var looked = workplace.diagnoses().look(watch.access(), watch.past(), false);
            workplace.diagnosisRecorder().record(watch, looked);
        }
    }

    private void print(Backup backup, Optional<String> doubt) {
        doubt.ifPresent(why -> surroundings
                .err()
                .println("note: no way back, " + why + "; take another once varve diagnose " + target
                        + " finds nothing wrong"));
        if (options.json()) {
            var document = new LinkedHashMap<String, Object>();
            document.put("target", target);
            document.putAll(RunDocument.backup(backup));
            document.put("doubt", doubt.orElse(null));
            Json.print(surroundings.out(), document);
        } else {
            surroundings
                    .out()
                    .println("backup " + backup.id() + ": " + ProgressPrinter.bytes(backup.sizeBytes()) + ", "
                            + backup.tables().size() + " tables, proven, " + Printable.text(backup.path()));
        }
    }
}
