package dev.varve.command.cli;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Json;
import dev.varve.cli.Printable;
import dev.varve.cli.Surroundings;
import dev.varve.command.run.BackupDoubts;
import dev.varve.command.run.Restores;
import dev.varve.command.run.RunKind;
import dev.varve.command.run.RunRefused;
import dev.varve.engine.backup.Backup;
import dev.varve.engine.backup.BackupNotProven;
import dev.varve.events.Outcomes;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "restore",
        description = "Puts a proven backup in the database's place; what was there is kept aside.",
        footer = {
            "",
            "Example: varve restore shop 20261122-101500-123",
            "A PostgreSQL database is restored beside it, proven, and renamed; the former one keeps a name of its own.",
            "Refuses: another run, an application that has the database open, a backup that was never proven, or",
            "was taken of a broken database (exit 4); a backup that is not what its receipt says (exit 7)."
        })
final class RestoreCommand implements Callable<ExitCode> {

    private final Surroundings surroundings;

    @Mixin
    private GlobalOptions options;

    @Mixin
    private PresenceOptions presenceOptions;

    @Parameters(index = "0", paramLabel = "NAME", description = "The watched database.")
    private String target;

    @Parameters(index = "1", paramLabel = "BACKUP-ID", description = "The backup, as varve backups lists it.")
    private String backupId;

    @Option(
            names = "--from-another-database",
            description = "The backup was taken of a database at another place, and that is meant.")
    private boolean fromAnotherDatabase;

    @Option(
            names = "--broken-state",
            description = "The backup was taken of a half-migrated or broken database, and that is meant.")
    private boolean brokenState;

    RestoreCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public ExitCode call() {
        try (var workplace = new Workplace(surroundings, options);
                var pulse = new StepPulse(surroundings.err(), surroundings.clock())) {
            workplace.enterBy(presenceOptions.entrance(surroundings, options, () -> false));
            var watch = workplace.watch(target);
            var vault = workplace.vault(target);
            var backup = vault.find(backupId).orElseThrow(() -> unknown(vault.list(target)));
            var doubts = BackupDoubts.in(workplace.targets(), target);
            doubts.requireAsRecorded(backup);
            var ending = workplace
                    .restores()
                    .restore(
                            backup,
                            watch.access().backups(vault),
                            watch.access(),
                            workplace.actor(),
                            new HashSet<>(watch.access().tool().look().versionTables()),
                            doubts.about(backupId).orElse(null),
                            new Restores.Meant(fromAnotherDatabase, brokenState),
                            options.quiet() ? o -> {} : new ProgressPrinter(surroundings, pulse));
            if (ending.restored() != null) {
                lookAgain(workplace);
            }
            return workplace.afterOutage(print(ending));
        } catch (BackupNotProven altered) {
            throw new CommandFailure(
                    ExitCode.PROOF_FAILED, "BACKUP_NOT_PROVEN", altered.expected(), altered.found(), altered.remedy());
        } catch (RunRefused refused) {
            return new RunPrinter(surroundings, options).printRefusal(target, RunKind.RESTORE, refused);
        }
    }

    /** So that the record says what state the restored database is in. */
    private void lookAgain(Workplace workplace) {
        var watch = workplace.watch(target);
        workplace.diagnosisRecorder().record(watch, workplace.diagnoses().look(watch.access(), watch.past(), false));
    }

    private CommandFailure unknown(List<Backup> backups) {
        return new CommandFailure(
                ExitCode.USAGE,
                "UNKNOWN_BACKUP",
                "a backup of " + target + " named " + Printable.quoted(backupId),
                backups.isEmpty()
                        ? "none at all"
                        : "only "
                                + String.join(
                                        ", ", backups.stream().map(Backup::id).toList()),
                "varve backups " + target);
    }

    private ExitCode print(Restores.Ending ending) {
        var code = code(ending);
        if (options.json()) {
            Json.print(surroundings.out(), document(ending, code));
            return code;
        }
        var out = surroundings.out();
        if (ending.restored() != null) {
            out.println("RECOVERED: " + Printable.text(target) + " equals backup " + backupId + " again (run "
                    + ending.runId() + ")");
            ending.restored().aside().forEach(file -> out.println("  kept aside: " + Printable.text(file)));
            out.println("next: varve diagnose " + target);
        } else {
            out.println(Printable.text(ending.problem().message()));
            out.println(
                    ending.untouched()
                            ? "the database was not touched"
                            : "the database was replaced; look before anything else");
            out.println("next: " + Printable.text(ending.problem().remedy()));
        }
        return code;
    }

    private static ExitCode code(Restores.Ending ending) {
        if (ending.restored() != null) {
            return ExitCode.DONE;
        }
        if (!ending.untouched()) {
            return ExitCode.NEEDS_RECOVERY;
        }
        return ending.problem().isOfTheProof() ? ExitCode.PROOF_FAILED : ExitCode.REFUSED;
    }

    private Map<String, Object> document(Restores.Ending ending, ExitCode code) {
        var document = new LinkedHashMap<String, Object>();
        document.put("runId", ending.runId());
        document.put("target", target);
        document.put("kind", "restore");
        document.put(
                "outcome",
                code == ExitCode.DONE
                        ? Outcomes.RECOVERED
                        : ending.untouched() ? Outcomes.REFUSED : Outcomes.FAILED_NEEDS_RECOVERY);
        document.put("strategy", null);
        document.put("from", List.of());
        document.put("to", List.of());
        document.put("backup", RunDocument.backup(ending.backup()));
        document.put("rehearsal", null);
        document.put("steps", List.of());
        document.put("tables", List.of());
        document.put(
                "aside",
                ending.restored() == null ? List.of() : ending.restored().aside());
        document.put("startedAt", ending.startedAt());
        document.put("endedAt", ending.endedAt());
        document.put("why", ending.problem() == null ? null : ending.problem().message());
        document.put(
                "remedy", ending.problem() == null ? null : ending.problem().remedy());
        return document;
    }
}
