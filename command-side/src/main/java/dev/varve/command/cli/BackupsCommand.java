package dev.varve.command.cli;

import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Json;
import dev.varve.cli.Printable;
import dev.varve.cli.Surroundings;
import dev.varve.cli.Table;
import dev.varve.command.run.BackupDoubts;
import dev.varve.engine.backup.Backup;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "backups",
        description = "Lists a database's backups; with --prove, proves each of them again.",
        footer = {
            "",
            "Example: varve backups shop --prove",
            "Exit 7: with --prove, a backup is not what its receipt says."
        })
final class BackupsCommand implements Callable<ExitCode> {

    private static final int WIDTH = 120;

    private final Surroundings surroundings;

    @Mixin
    private GlobalOptions options;

    @Parameters(paramLabel = "NAME", description = "The watched database.")
    private String target;

    @Option(names = "--prove", description = "Open every copy again and compare it with its receipt.")
    private boolean prove;

    BackupsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public ExitCode call() {
        try (var workplace = new Workplace(surroundings, options)) {
            var watched = workplace.watch(target);
            var vault = workplace.vault(target);
            var backups = vault.list(target);
            print(backups, BackupDoubts.in(workplace.targets(), target));
            return prove
                    ? new BackupProofs(surroundings).prove(watched.access().backups(vault), backups)
                    : ExitCode.DONE;
        }
    }

    private void print(List<Backup> backups, BackupDoubts doubts) {
        if (options.json()) {
            Json.print(
                    surroundings.out(),
                    backups.stream().map(backup -> document(backup, doubts)).toList());
            return;
        }
        if (backups.isEmpty()) {
            surroundings.out().println("no backup of " + target + " yet; take one: varve backup " + target);
            return;
        }
        var table = Table.of("ID", "TAKEN", "PROVEN", "SIZE", "PATH");
        backups.forEach(backup -> table.row(
                backup.id(),
                backup.takenAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                backup.isProven() ? "yes" : "NO",
                ProgressPrinter.bytes(backup.sizeBytes()),
                backup.path()));
        table.print(surroundings.out(), WIDTH);
        backups.forEach(backup -> doubts.about(backup.id())
                .ifPresent(doubt -> surroundings
                        .out()
                        .println("backup " + backup.id() + " is no way back: " + Printable.text(doubt))));
    }

    private static Map<String, Object> document(Backup backup, BackupDoubts doubts) {
        var document = RunDocument.backup(backup);
        document.put("doubt", doubts.about(backup.id()).orElse(null));
        return document;
    }
}
