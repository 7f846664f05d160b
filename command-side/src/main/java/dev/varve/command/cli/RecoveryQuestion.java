package dev.varve.command.cli;

import dev.varve.cli.Printable;
import dev.varve.cli.Surroundings;
import dev.varve.engine.recovery.Assessment;
import dev.varve.engine.recovery.Way;
import dev.varve.engine.recovery.WayBack;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Asks the person at the terminal which way to take. */
final class RecoveryQuestion {

    private final Surroundings surroundings;

    RecoveryQuestion(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Whether a person is there: the launcher tells, as Java cannot in every release. */
    boolean canBeAsked() {
        return "1".equals(surroundings.environment().get("VARVE_ASKS"));
    }

    /** The way whose name was typed; empty for none. Asks again after anything else. */
    Optional<Way> ask(Assessment found) {
        var offered = found.ways().stream()
                .map(WayBack::way)
                .filter(way -> way != Way.WAIT)
                .toList();
        if (offered.isEmpty()) {
            return Optional.empty();
        }
        var answers = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (true) {
            surroundings.out().print("Type " + words(offered) + ", or press Enter to do nothing: ");
            surroundings.out().flush();
            var typed = line(answers);
            if (typed == null || typed.isBlank()) {
                return Optional.empty();
            }
            var way = Way.named(typed.strip()).filter(offered::contains);
            if (way.isPresent()) {
                return way;
            }
            surroundings.out().println(Printable.quoted(typed.strip()) + " is not on offer.");
        }
    }

    private static String words(List<Way> offered) {
        return String.join(" or ", offered.stream().map(Way::word).toList());
    }

    private static String line(BufferedReader answers) {
        try {
            return answers.readLine();
        } catch (IOException failed) {
            throw new UncheckedIOException("the answer cannot be read", failed);
        }
    }
}
