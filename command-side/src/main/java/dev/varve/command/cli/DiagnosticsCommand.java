package dev.varve.command.cli;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.GlobalOptions;
import dev.varve.cli.Json;
import dev.varve.cli.Printable;
import dev.varve.cli.Surroundings;
import dev.varve.command.append.Redaction;
import dev.varve.command.bundle.Bundle;
import dev.varve.command.bundle.MachineParts;
import dev.varve.command.bundle.Readme;
import dev.varve.command.bundle.RunParts;
import dev.varve.command.bundle.TargetParts;
import dev.varve.command.run.Watch;
import dev.varve.engine.diagnosis.Looked;
import dev.varve.store.StoreFailure;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "diagnostics",
        description = "Writes a bundle to share when you ask for help: versions, schema, statements, events, logs;"
                + " never data, never secrets. Looks only; works with a broken database or store too.",
        footer = {"", "Example: varve diagnostics shop --out shop.zip", "Refuses to overwrite a file (exit 2)."})
final class DiagnosticsCommand implements Callable<ExitCode> {

    private final Surroundings surroundings;

    @Mixin
    private GlobalOptions options;

    @Parameters(paramLabel = "NAME", description = "The watched database.")
    private String target;

    @Option(names = "--out", required = true, paramLabel = "FILE.zip", description = "The file to write, mode 0600.")
    private Path file;

    DiagnosticsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public ExitCode call() {
        refuseToOverwrite(Files.exists(file));
        try (var workplace = new Workplace(surroundings, options)) {
            var bundle = gather(workplace);
            bundle.add("README.txt", () -> Readme.of(bundle));
            write(bundle);
            print(bundle);
            return ExitCode.DONE;
        }
    }

    private Bundle gather(Workplace workplace) {
        Watch watch;
        try {
            watch = workplace.watchReadOnly(target);
        } catch (StoreFailure broken) {
            return withoutTarget(workplace, broken);
        }
        var bundle = new Bundle(watch.access().redaction()::of);
        machine(workplace).addTo(bundle);
        var parts = new TargetParts(
                watch, workplace.home(), workplace.vault(target), watch.access().variables());
        parts.addTo(bundle, once(() -> workplace.diagnoses().look(watch.access(), watch.past(), false)));
        new RunParts(workplace.home(), workplace.events(), target).addTo(bundle, parts);
        return bundle;
    }

    private Bundle withoutTarget(Workplace workplace, StoreFailure broken) {
        var bundle = new Bundle(Redaction.NONE::of);
        machine(workplace).addTo(bundle);
        bundle.add("target.json", () -> {
            throw broken;
        });
        return bundle;
    }

    private MachineParts machine(Workplace workplace) {
        return new MachineParts(workplace.home(), workplace.events(), surroundings.version());
    }

    private static Supplier<Looked> once(Supplier<Looked> look) {
        return new Supplier<>() {
            private Looked looked;

            @Override
            public Looked get() {
                if (looked == null) {
                    looked = look.get();
                }
                return looked;
            }
        };
    }

    private void refuseToOverwrite(boolean exists) {
        if (exists) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "FILE_EXISTS",
                    "no file at " + file,
                    "one, left as it is",
                    "name another with --out, or move that one away");
        }
    }

    private void write(Bundle bundle) {
        try {
            bundle.write(file);
        } catch (FileAlreadyExistsException raced) {
            refuseToOverwrite(true);
        } catch (IOException failed) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "FILE_UNWRITABLE",
                    "to write " + file,
                    failed.getClass().getSimpleName() + ": " + failed.getMessage(),
                    "name a folder that is there, writable and has room: --out");
        }
    }

    private void print(Bundle bundle) {
        bundle.missing()
                .forEach((part, why) -> surroundings.err().println("note: " + part + ": " + Printable.text(why)));
        if (options.json()) {
            var document = new LinkedHashMap<String, Object>();
            document.put("target", target);
            document.put("file", file.toAbsolutePath().toString());
            document.put("parts", bundle.names());
            document.put("missing", bundle.missing());
            Json.print(surroundings.out(), document);
        } else {
            surroundings
                    .out()
                    .println(
                            Printable.text(file.toAbsolutePath().toString())
                                    + ": no data, no secrets by rule; names of tables and files are in it, look before you share it");
        }
    }
}
