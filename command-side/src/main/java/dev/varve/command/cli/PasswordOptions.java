package dev.varve.command.cli;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.Surroundings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine.Option;

/** How a password comes in: typed twice at the terminal, unseen, or as the one line on stdin. Never as an argument. */
final class PasswordOptions {

    @Option(names = "--password-stdin", description = "Read the password from stdin, one line.")
    private boolean fromStdin;

    @SuppressWarnings("SystemConsoleNull") // Java 21 gives none where nobody types
    char[] read(Surroundings surroundings) {
        if (fromStdin) {
            return line();
        }
        var console = System.console();
        if (!"1".equals(surroundings.environment().get("VARVE_ASKS")) || console == null) {
            throw failure("a password, typed at a terminal or on stdin", "neither", "give --password-stdin");
        }
        var once = console.readPassword("Password: ");
        var again = console.readPassword("Once more: ");
        if (once == null || !Arrays.equals(once, again)) {
            throw failure("the same password twice", "two that differ", "type the command again; nothing was changed");
        }
        Arrays.fill(again, ' ');
        return once;
    }

    private static char[] line() {
        try {
            var typed = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            if (typed == null) {
                throw failure(
                        "a password on stdin", "nothing", "pipe it in: printf '%s\\n' \"$PASSWORD\" | varve user …");
            }
            return typed.toCharArray();
        } catch (IOException failed) {
            throw new UncheckedIOException("the password cannot be read", failed);
        }
    }

    private static CommandFailure failure(String expected, String found, String remedy) {
        return new CommandFailure(ExitCode.USAGE, "NO_PASSWORD", expected, found, remedy);
    }
}
