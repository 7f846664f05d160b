package dev.varve.query.web.pages;

import dev.varve.query.words.Words;
import java.time.Duration;
import java.time.Instant;

/**
 * How a page tells moments. The server writes UTC, or how long ago it was; the local time is the browser's to tell, and UTC stands there until it
 * does.
 *
 * @param kind of telling
 * @param now for how long ago something was
 */
public record Times(Kind kind, Instant now) {

    /** As it is called in the address. */
    public enum Kind {
        UTC,
        LOCAL,
        RELATIVE;

        /** That one, or UTC. */
        static Kind of(String typed) {
            for (var kind : values()) {
                if (kind.word().equals(typed)) {
                    return kind;
                }
            }
            return UTC;
        }

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** As the page shows it. */
    public String shown(Instant time) {
        if (time == null) {
            return "never";
        }
        return kind == Kind.RELATIVE ? ago(time) : Words.moment(time) + " UTC";
    }

    /** How long ago, or how long until then, in the largest unit that says something. */
    public String ago(Instant time) {
        var span = Duration.between(time, now);
        var past = !span.isNegative();
        long seconds = span.abs().toSeconds();
        var words = seconds < 60
                ? seconds + " s"
                : seconds < 3_600
                        ? seconds / 60 + " min"
                        : seconds < 172_800 ? seconds / 3_600 + " h" : seconds / 86_400 + " days";
        return past ? words + " ago" : "in " + words;
    }
}
