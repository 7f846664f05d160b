package dev.varve.command.cli;

import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Json;
import dev.varve.cli.Printable;
import dev.varve.cli.Surroundings;
import dev.varve.command.target.DatabaseUrl;
import dev.varve.command.target.FileUrl;
import dev.varve.command.target.TargetAccess;
import dev.varve.command.target.TargetCommand;
import dev.varve.command.target.TargetSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        description = "Puts a database under watch, or changes how a watched one is reached.",
        footer = {
            "",
            "Example: varve target add chat --tool alembic --config backend/alembic.ini \\",
            "           --database sqlite:////srv/chat/app.db --env 'DATABASE_URL={database}' --env-file .env",
            "{database} becomes the database's URL in SQLAlchemy's form, {path} its file.",
            "An H2 file asks who opens it: --env VARVE_DATABASE_USER=… (default: sa) and",
            "--env VARVE_DATABASE_PASSWORD=… (default: none); its URL carries neither.",
            "A password in a PostgreSQL server's URL is kept with the variables and not recorded.",
            "A database that does not exist yet is made empty by you, never by Varve: touch /srv/chat/app.db,",
            "for jdbc:h2:file:/srv/shop it is touch /srv/shop.mv.db",
            "Refuses (exit 2): a configuration that does not exist, a URL that is not understood or that has",
            "a setting in it which Varve does not know, a bad name."
        })
final class TargetAddCommand implements Callable<ExitCode> {

    private final Surroundings surroundings;

    @Mixin
    private GlobalOptions options;

    @Parameters(paramLabel = "NAME", description = "What to call it: letters, digits, '.', '_' and '-'.")
    private String name;

    @Mixin
    private TargetOptions typed;

    TargetAddCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public ExitCode call() throws IOException {
        var form = new TargetForm(name, typed);
        var environment = form.environment();
        var settings = form.settings();
        try (var workplace = new Workplace(surroundings, options)) {
            if (!environment.isEmpty()) {
                TargetAccess.keep(name, environment, workplace.home());
            }
            var facts = workplace
                    .recorder()
                    .send(new TargetCommand.Register(TargetCommand.aggregateId(name), name, settings));
            print(settings, facts.isEmpty());
            return ExitCode.DONE;
        }
    }

    private void print(TargetSettings settings, boolean nothingNew) {
        if (options.json()) {
            Json.print(surroundings.out(), TargetCommands.document(name, settings));
            return;
        }
        surroundings
                .out()
                .println((nothingNew ? "already under watch: " : "under watch: ") + name + " (" + settings.tool() + ", "
                        + Printable.text(settings.database()) + ")");
        if (DatabaseUrl.parse(settings.database(), Path.of("/")) instanceof FileUrl url
                && Files.notExists(url.path())) {
            surroundings
                    .err()
                    .println("  note: expected a database at " + Printable.text(url.path()) + ", found no such file;"
                            + " check the path, or for a new database make the empty file yourself (touch)");
        }
        surroundings.out().println("next: varve diagnose " + name);
    }
}
