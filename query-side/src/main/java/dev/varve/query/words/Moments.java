package dev.varve.query.words;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.Printable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Pattern;

/** Times as people type them: {@code 2026-11-22T03:04:05Z}, {@code 2026-11-22}, {@code now}, {@code -2h}. */
public final class Moments {

    static final String FORMS =
            "RFC 3339 (2026-11-22T03:04:05Z), a day (2026-11-22, in UTC), now, or -2h (s, m, h, d, w)";

    private static final Pattern AGO = Pattern.compile("-(\\d{1,9})([smhdw])");
    private static final Map<String, Duration> UNITS = Map.of(
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1),
            "w", Duration.ofDays(7));

    private Moments() {}

    /** A day means its first instant. {@code null} stays {@code null}. */
    public static Instant from(String option, String typed, Instant now) {
        return parse(option, typed, now, LocalTime.MIN);
    }

    /** A day means its last instant, so that it is included. {@code null} stays {@code null}. */
    public static Instant upTo(String option, String typed, Instant now) {
        return parse(option, typed, now, LocalTime.MAX);
    }

    /** In UTC, to the second; {@code -} for {@code null}. */
    public static String shown(Instant time) {
        return time == null ? "-" : Words.moment(time);
    }

    private static Instant parse(String option, String typed, Instant now, LocalTime timeOfDay) {
        if (typed == null || typed.equals("now")) {
            return typed == null ? null : now;
        }
        var ago = AGO.matcher(typed);
        if (ago.matches()) {
            return now.minus(UNITS.get(ago.group(2)).multipliedBy(Long.parseLong(ago.group(1))));
        }
        try {
            return typed.length() == "2026-11-22".length()
                    ? LocalDate.parse(typed).atTime(timeOfDay).toInstant(ZoneOffset.UTC)
                    : OffsetDateTime.parse(typed).toInstant();
        } catch (DateTimeParseException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "INVALID_TIME",
                    "for " + option + " a time: " + FORMS,
                    Printable.quoted(typed),
                    "type it in one of these forms",
                    Map.of(),
                    e);
        }
    }
}
