package dev.varve.command.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.cli.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlobalOptionsTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void takesOptionsBeforeTheCommandsName() {
        int code = type("--home", folder.resolve("mine").toString(), "--json", "target", "show", "shop");

        assertThat(code).isEqualTo(2);
        assertThat(out.toString(UTF_8)).contains("\"code\" : \"UNKNOWN_TARGET\"", "in " + folder.resolve("mine"));
    }

    @Test
    void takesOptionsBetweenAGroupAndItsCommand() {
        type("target", "--home", folder.resolve("mine").toString(), "show", "shop");

        assertThat(err.toString(UTF_8))
                .contains("expected a watched database named 'shop' in " + folder.resolve("mine"));
    }

    @Test
    void prefersTheOptionAfterTheCommandsName() {
        type(
                "--home",
                folder.resolve("mine").toString(),
                "target",
                "show",
                "shop",
                "--home",
                folder.resolve("other").toString());

        assertThat(err.toString(UTF_8)).contains("in " + folder.resolve("other"));
    }

    @Test
    void printsItsVersion() {
        assertThat(type("--version")).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("varve 1.2.3\n");
    }

    private int type(String... arguments) {
        var surroundings = new Surroundings(
                Clock.systemUTC(),
                Map.of(),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                false,
                "1.2.3");
        return CommandLines.of(surroundings).execute(arguments);
    }
}
