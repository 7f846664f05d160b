package dev.varve.command.demo;

import dev.varve.cli.ExitCode;
import dev.varve.cli.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;

/** Where the demonstration plays: it types commands, shows what they print, and stops at the first that ends otherwise than told. */
final class Stage {

    private static final String BOLD = "\u001b[1m";
    private static final String DIM = "\u001b[2m";
    private static final String PLAIN = "\u001b[0m";

    private final Surroundings surroundings;
    private final Function<Surroundings, CommandLine> commandLine;
    private final boolean colour;

    /** @param home the demonstration's own home, instead of the user's */
    Stage(Surroundings surroundings, Path home, Function<Surroundings, CommandLine> commandLine, boolean colour) {
        var environment = new HashMap<>(surroundings.environment());
        environment.put("VARVE_HOME", home.toString());
        environment.remove("VARVE_STORE");
        this.surroundings = new Surroundings(
                surroundings.clock(),
                environment,
                surroundings.out(),
                surroundings.out(),
                surroundings.terminal(),
                surroundings.version());
        this.commandLine = commandLine;
        this.colour = colour;
    }

    void title(String text) {
        surroundings.out().println();
        surroundings.out().println(colour ? BOLD + "== " + text + PLAIN : "== " + text);
    }

    void say(String text) {
        text.lines().forEach(line -> surroundings.out().println(colour ? DIM + "# " + line + PLAIN : "# " + line));
    }

    /**
     * Types a command and shows what it prints.
     *
     * @throws DemoFailed if it ends with another code
     */
    void type(ExitCode expected, String... words) {
        surroundings.out().println();
        surroundings.out().println((colour ? BOLD : "") + "$ varve " + shown(List.of(words)) + (colour ? PLAIN : ""));
        var found = commandLine.apply(surroundings).execute(words);
        surroundings.out().flush();
        check(expected, found, words);
        surroundings.out().println("(exit " + found + ")");
    }

    /** Runs a command unseen and returns what it printed on stdout. */
    String ask(String... words) {
        var bytes = new ByteArrayOutputStream();
        var quiet = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        var aside = new Surroundings(
                surroundings.clock(), surroundings.environment(), quiet, quiet, false, surroundings.version());
        check(ExitCode.DONE, commandLine.apply(aside).execute(words), words);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void check(ExitCode expected, int found, String... words) {
        if (found != expected.code()) {
            throw new DemoFailed(String.join(" ", words), expected.code(), found);
        }
    }

    private static String shown(List<String> words) {
        return String.join(
                " ",
                words.stream()
                        .map(word -> word.matches("[A-Za-z0-9_./:=@-]+") ? word : "'" + word + "'")
                        .toList());
    }
}
