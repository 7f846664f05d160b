package dev.varve.query.words;

import dev.varve.events.LeaseHolder;
import dev.varve.events.RecordedFailure;
import dev.varve.events.RecordedFinding;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** How numbers, sizes and lists are said. */
public final class Words {

    private static final int SHOWN = 3;
    private static final int SHORT_HASH = 12;
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private Words() {}

    public static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    public static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " bytes";
        }
        double value = bytes / 1024.0;
        var units = List.of("KiB", "MiB", "GiB", "TiB");
        int unit = 0;
        while (value >= 1024 && unit < units.size() - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, units.get(unit));
    }

    public static String time(long millis) {
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 120_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        return millis / 60_000 + " min " + millis / 1000 % 60 + " s";
    }

    /** In UTC, to the second. */
    public static String moment(Instant time) {
        return MOMENT.format(time);
    }

    public static String hash(String hash) {
        return hash == null || hash.length() <= SHORT_HASH ? String.valueOf(hash) : hash.substring(0, SHORT_HASH);
    }

    public static String revisions(List<String> revisions) {
        return revisions.isEmpty() ? "nothing" : some(revisions, ", ");
    }

    public static String some(List<String> parts, String separator) {
        return some(parts, separator, parts.size());
    }

    /** Likewise, where only the first of that many are known. */
    public static String some(List<String> parts, String separator, int count) {
        var said = Math.min(SHOWN, parts.size());
        var shown = String.join(separator, parts.subList(0, said));
        return count > said ? shown + separator + "and " + (count - said) + " more" : shown;
    }

    public static String findings(List<RecordedFinding> findings) {
        return some(findings.stream().map(f -> f.code() + ": " + f.message()).toList(), "; ");
    }

    public static String codes(List<RecordedFinding> findings) {
        return some(findings.stream().map(RecordedFinding::code).toList(), ", ");
    }

    public static String holder(LeaseHolder holder) {
        return holder.actor() + ", process " + holder.pid() + " on " + holder.host();
    }

    /** What follows a colon, or nothing. */
    public static String because(String text) {
        return text == null || text.isBlank() ? "" : ": " + text;
    }

    /** Why it was asked for and where that was agreed, as the actor said; nothing if not. */
    public static String why(Map<String, String> metadata) {
        return said("; reason: ", metadata.get("reason")) + said("; ticket: ", metadata.get("ticket"));
    }

    private static String said(String before, String text) {
        return text == null || text.isBlank() ? "" : before + text.strip();
    }

    /** What the migration tool said, by its first line. */
    public static String failure(RecordedFailure failure) {
        return firstLine(Objects.requireNonNullElse(failure.message(), failure.type()));
    }

    /** The first line: the whole stands in the event. */
    public static String firstLine(String text) {
        return text == null ? "" : text.strip().lines().findFirst().orElse("");
    }
}
