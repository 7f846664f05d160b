package dev.varve.command.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.varve.cli.ExitCode;
import dev.varve.cli.Surroundings;
import dev.varve.command.cli.CommandLines;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Nothing is written down to be typed, started or scheduled that the command line would not take. */
class CommandsInDeployFilesTest {

    /** From a launcher's name to where a shell would end the command. */
    private static final Pattern COMMAND = Pattern.compile(
            "(?m)(?:^| |\\(|exec )(?:/opt/varve/)?varve ((?:target|upgrade|backups?|gate|verify|diagnose"
                    + "|status|history|recover|restore) [^\\n`&|;)#]*)");

    private static final Pattern CRON = Pattern.compile(
            "[0-9*,/-]+\\s+[0-9*,/-]+\\s+[0-9*,/-]+\\s+[0-9*,/-]+\\s+[0-9*,/-]+" + "\\s+varve\\s+\\S.*");

    private static CommandLine line() {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return CommandLines.of(new Surroundings(Clock.systemUTC(), Map.of(), nowhere, nowhere, false, "test"));
    }

    private static List<String> commandsIn(String text) {
        var commands = new ArrayList<String>();
        var matcher = COMMAND.matcher(text.replace("\\\n", " "));
        while (matcher.find()) {
            commands.add(matcher.group(1).strip());
        }
        return commands;
    }

    private static List<String> words(String command) {
        var words = new ArrayList<String>();
        var matcher = Pattern.compile("'([^']*)'|(\\S+)").matcher(command);
        while (matcher.find()) {
            words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
        }
        return words;
    }

    @Test
    void everyCommandIsOneThatVarveTakes() throws IOException {
        var seen = 0;
        try (var files = Files.walk(DeployFile.of("").path())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                for (var command : commandsIn(new DeployFile(file).text())) {
                    seen++;
                    assertThatCode(() -> line().parseArgs(words(command).toArray(String[]::new)))
                            .as("%s: varve %s", file, command)
                            .doesNotThrowAnyException();
                }
            }
        }
        assertThat(seen).isGreaterThanOrEqualTo(10);
    }

    @Test
    void everyCronLineHasItsFiveTimesAndItsUser() {
        var lines = DeployFile.of("cron/varve")
                .text()
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.matches("[A-Z_]+=\\S+"))
                .toList();

        assertThat(lines)
                .hasSize(3)
                .allSatisfy(line -> assertThat(line)
                        .as("a percent sign would end the command")
                        .doesNotContain("%")
                        .matches(CRON));
    }

    @Test
    void theTableForJobsNamesEveryExitCode() {
        var page = DeployFile.of("README.md").text();

        assertThat(ExitCode.values()).allSatisfy(code -> assertThat(page).contains("\n| " + code.code() + " | "));
    }
}
