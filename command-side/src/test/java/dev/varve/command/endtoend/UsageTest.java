package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.cli.Surroundings;
import dev.varve.command.cli.CommandLines;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class UsageTest {

    @TempDir
    Path folder;

    @Test
    void everyCommandShowsAnExampleInItsHelp() {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        var paths = new ArrayList<List<String>>();
        collect(
                CommandLines.of(new Surroundings(Clock.systemUTC(), Map.of(), nowhere, nowhere, false, "test")),
                List.of(),
                paths);
        assertThat(paths).hasSizeGreaterThan(15);
        for (var path : paths) {
            var words = new ArrayList<>(path);
            words.add("--help");
            var help = new Terminal(folder).type(words.toArray(String[]::new)).exits(0);
            assertThat(help.out())
                    .as(String.join(" ", path))
                    .contains("Example:")
                    .contains("varve " + String.join(" ", path));
        }
    }

    private static void collect(CommandLine command, List<String> path, List<List<String>> paths) {
        for (var entry : command.getSubcommands().entrySet()) {
            var deeper = new ArrayList<>(path);
            deeper.add(entry.getKey());
            if (entry.getValue().getSubcommands().isEmpty()) {
                paths.add(deeper);
            }
            collect(entry.getValue(), deeper, paths);
        }
    }

    @Test
    void namesATargetThatNobodyRegistered() {
        for (var command : List.of("diagnose", "plan", "upgrade", "backup", "backups", "history", "status")) {
            var ended = new Terminal(folder).type(command, "nobody", "--json").exits(2);
            assertThat(ended.json().path("error").path("code").asString())
                    .as(command)
                    .isEqualTo("UNKNOWN_TARGET");
            assertThat(ended.out()).as(command).contains("nobody");
            assertThat(ended.json().path("error").path("remedy").asString()).isNotBlank();
        }
    }

    @Test
    void answersABadOptionInTheFormThatWasAskedFor() {
        var ended = new Terminal(folder)
                .run("diagnose", "shop", "--deeper", "--json")
                .exits(2);
        assertThat(ended.json().path("error").path("code").asString()).isEqualTo("USAGE");
        assertThat(ended.json().path("error").path("found").asString()).contains("--deeper");
        assertThat(ended.err()).isEmpty();

        var text = new Terminal(folder).run("diagnose", "shop", "--deeper").exits(2);
        assertThat(text.out()).isEmpty();
        assertThat(text.err())
                .startsWith("Usage: varve diagnose ")
                .contains("varve: Unknown option: '--deeper'")
                .endsWith("  do: varve diagnose --help\n")
                .doesNotContain("\tat ");
    }

    @Test
    void tellsAllThatIsWrongWithARegistrationAtOnceAndRegistersNothing() {
        var terminal = new Terminal(folder);
        var ended = terminal.run(
                        "target",
                        "add",
                        "no/name",
                        "--tool",
                        "alembic",
                        "--config",
                        "/nowhere/alembic.ini",
                        "--database",
                        "mysql://db/app",
                        "--json")
                .exits(2);

        var error = ended.json().path("error");
        assertThat(error.path("message").asString())
                .contains("a name of up to 64 letters", "found nothing there", "mysql://db/app");
        assertThat(error.path("remedy").asString()).contains("choose a plain name", "--config PATH", "--database URL");
        assertThat(terminal.type("target", "list", "--json").exits(0).json()).isEmpty();
    }
}
