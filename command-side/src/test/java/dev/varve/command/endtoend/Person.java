package dev.varve.command.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A person at a pseudo-terminal, who answers each question with the next of their answers. */
final class Person {

    private static final String QUESTION = "or press Enter to do nothing: ";

    /** Prints what the terminal shows, and ends as the command does. */
    private static final String TYPING = """
            import os, pty, sys
            question, answers, command = sys.argv[1].encode(), sys.argv[2].split('|'), sys.argv[3:]
            child, terminal = pty.fork()
            if child == 0:
                os.execvp(command[0], command)
            shown = b''
            while True:
                try:
                    chunk = os.read(terminal, 4096)
                except OSError:
                    break
                if not chunk:
                    break
                os.write(1, chunk)
                shown += chunk
                if shown.endswith(question) and answers:
                    os.write(terminal, answers.pop(0).encode())
                    shown = b''
            sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) % 256)
            """;

    private final Terminal terminal;

    Person(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Types a command, and then the answers, joined by {@code |}; each with the key that ends it. */
    Ended type(String answers, String... command) {
        return terminal.startUnder(before(answers, ""), command).end();
    }

    /** Likewise, with what the command prints led into a file. */
    Ended typeWithoutSeeing(String answers, Path printed, String... command) {
        return terminal.startUnder(before(answers, " >'" + printed + "'"), command)
                .end();
    }

    /** The launcher's own lines tell whether a person is there. */
    private static List<String> before(String answers, String redirection) {
        return List.of(
                Watched.python(),
                "-c",
                TYPING,
                QUESTION,
                answers,
                "sh",
                "-c",
                "exec \"$@\"" + redirection,
                "sh",
                "sh",
                "-c",
                whoIsThere() + "exec \"$@\"",
                "sh");
    }

    private static String whoIsThere() {
        try {
            var lines = Files.readAllLines(Path.of("../varve")).stream()
                    .filter(line -> line.contains("VARVE_ASKS") || line.contains("VARVE_TERMINAL"))
                    .toList();
            return String.join("\n", lines) + "\n";
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
