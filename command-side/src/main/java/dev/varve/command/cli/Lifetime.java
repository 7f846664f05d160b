package dev.varve.command.cli;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.Printable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** How long a token is worth something, as typed: {@code 12h}, {@code 90d}, {@code 52w}, or {@code never} for no end. */
final class Lifetime {

    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,4})([hdw])");
    private static final String NO_END = "never";

    private Lifetime() {}

    /** When it ends, to the second; {@code null} if it does not. */
    static Instant endOf(String typed, Instant now) {
        if (typed.equals(NO_END)) {
            return null;
        }
        var parts = FORM.matcher(typed);
        if (!parts.matches()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "USAGE",
                    "for --expires a number of hours, days or weeks, such as 12h, 90d or 52w, or never",
                    Printable.quoted(typed),
                    "give such a time");
        }
        long number = Long.parseLong(parts.group(1));
        var lifetime = switch (parts.group(2)) {
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofDays(7 * number);
        };
        return now.truncatedTo(ChronoUnit.SECONDS).plus(lifetime);
    }
}
