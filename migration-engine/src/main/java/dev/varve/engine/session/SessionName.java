package dev.varve.engine.session;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a session of Varve's calls itself on the server, so that whoever is refused can name it: an {@code application_name}, which
 * every role may read. PostgreSQL cuts it at 63 bytes, so a long host and a long actor are cut before, with a {@code ~} at the end.
 *
 * @param act what it is there for
 * @param runId {@code null} for a backup that no run takes
 * @param pid Varve's process, on that host
 */
public record SessionName(Act act, String runId, long pid, String host, String actor) {

    private static final int LONGEST = 63;
    private static final int ROOM_FOR_ACTOR = 6;
    private static final String NO_RUN = "-";
    private static final Pattern SHAPE = Pattern.compile("varve (run|backup) (\\S+) (\\d+)@(\\S+) (\\S+)");

    /** What keeps others out. */
    public enum Act {
        RUN,
        BACKUP;

        private String word() {
            return this == RUN ? "run" : "backup";
        }
    }

    /** As the server shows it. */
    public String text() {
        var beginning = "varve " + act.word() + " " + (runId == null ? NO_RUN : plain(runId)) + " " + pid + "@";
        var room = LONGEST - beginning.length() - 1;
        var who = plain(actor);
        var where = cut(plain(host), room - Math.min(ROOM_FOR_ACTOR, who.length()));
        return beginning + where + " " + cut(who, room - where.length());
    }

    /** Who calls itself so; empty if that is no name of ours. */
    public static Optional<SessionName> parse(String text) {
        var shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            return Optional.empty();
        }
        var run = shape.group(2).equals(NO_RUN) ? null : shape.group(2);
        var act = shape.group(1).equals(Act.RUN.word()) ? Act.RUN : Act.BACKUP;
        return Optional.of(new SessionName(act, run, Long.parseLong(shape.group(3)), shape.group(4), shape.group(5)));
    }

    /** Such as {@code run 20261122-101500-7f3a9c of ann (process 4711 on db1)}. */
    public String inWords() {
        return (runId == null ? "a backup" : "run " + runId) + " of " + actor + " (process " + pid + " on " + host
                + ")";
    }

    /** The server shows anything else as question marks. */
    private static String plain(String text) {
        var shown = text.replaceAll("[^\\x21-\\x7e]", "?");
        return shown.isEmpty() ? "?" : shown;
    }

    private static String cut(String text, int room) {
        return text.length() <= room ? text : text.substring(0, Math.max(0, room - 1)) + "~";
    }
}
