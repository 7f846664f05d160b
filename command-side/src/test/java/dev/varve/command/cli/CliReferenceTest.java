package dev.varve.command.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.cli.Surroundings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CliReferenceTest {

    private static final Path PAGE = Path.of("../docs/cli.md");
    private static final String ACCEPT = "varve.accept.docs";

    private final CommandLine root = CommandLines.of(silent());

    @Test
    void documentsTheCommandLineAsItIs() throws IOException {
        var page = CliReference.of(root);
        if (Boolean.getBoolean(ACCEPT)) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE))
                .as("docs/cli.md is written from the commands; accept a change with: ./mvnw test -pl command-side -am"
                        + " -Dtest=CliReferenceTest -D" + ACCEPT + "=true")
                .isEqualTo(page);
    }

    @Test
    void documentsTheCommandsOfBothSides() {
        assertThat(CliReference.of(root)).contains("## varve upgrade\n", "## varve target add\n", "## varve history\n");
    }

    @Test
    void writesAChoiceAsAChoice() {
        assertThat(CliReference.of(root)).contains("\nvarve history (NAME | --all) [--as-of=TIME]");
    }

    private static Surroundings silent() {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Surroundings(Clock.systemUTC(), Map.of(), nowhere, nowhere, false, "test");
    }
}
