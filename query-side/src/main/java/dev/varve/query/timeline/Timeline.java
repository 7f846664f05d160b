package dev.varve.query.timeline;

import dev.varve.query.projection.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Asks for what happened. */
public final class Timeline {

    /** So many events a search for a text looks through at a time: a question must not take seconds. */
    static final int SEARCHED = 10_000;

    private final Views views;

    public Timeline(Views views) {
        this.views = views;
    }

    /** The entries that answer the question, in sequence order. */
    public List<TimelineEntry> read(TimelineQuestion question) {
        var entries = new ArrayList<TimelineEntry>();
        forEach(question, entries::add);
        return entries;
    }

    /** Likewise, without the events' fields, which are most of what there is to read: {@code data} is empty. */
    public List<TimelineEntry> outline(TimelineQuestion question) {
        var entries = new ArrayList<TimelineEntry>();
        forEach(TimelineTable.OUTLINE, Conditions.of(question), " order by sequence", entries::add);
        return entries;
    }

    /** Likewise, one at a time and in full, so that a long history need not fit into memory. */
    public void forEach(TimelineQuestion question, Consumer<TimelineEntry> reader) {
        forEach(Conditions.of(question), " order by sequence", reader);
    }

    /** The entry of that sequence. */
    public Optional<TimelineEntry> at(long sequence) {
        return Optional.ofNullable(views.ask(connection -> TimelineTable.ROWS.load(connection, sequence)));
    }

    /** The next entries of these types, or of any if there are none, in sequence order. */
    public List<TimelineEntry> following(long sequence, Set<String> types, int limit) {
        return following(TimelineQuestion.EVERYTHING.ofTypes(types), sequence, limit);
    }

    /** The next that answer the question. */
    public List<TimelineEntry> following(TimelineQuestion question, long sequence, int limit) {
        var entries = new ArrayList<TimelineEntry>();
        var conditions = Conditions.of(question).add("sequence > ?", sequence);
        forEach(conditions, " order by sequence limit " + limit, entries::add);
        return entries;
    }

    /**
     * Those before a sequence, the newest first. A search for a text looks through the last {@value #SEARCHED} events before it, and says so.
     *
     * @param before {@code null} to begin with the newest of all
     */
    public TimelinePage before(TimelineQuestion question, Long before, int limit) {
        var conditions = Conditions.of(question).add("sequence < ?", before);
        long floor = 0;
        if (question.text() != null) {
            floor = Math.max(0, (before == null ? newest() + 1 : before) - 1 - SEARCHED);
            conditions.add("sequence > ?", floor);
        }
        var entries = new ArrayList<TimelineEntry>();
        forEach(conditions, " order by sequence desc limit " + (limit + 1), entries::add);
        if (entries.size() > limit) {
            var shown = entries.subList(0, limit);
            return new TimelinePage(shown, shown.getLast().sequence(), null);
        }
        return floor == 0 ? new TimelinePage(entries, null, null) : new TimelinePage(entries, floor + 1, floor + 1);
    }

    private long newest() {
        return views.ask(connection -> {
            try (var query = connection.prepareStatement("select max(sequence) from timeline");
                    var row = query.executeQuery()) {
                return row.next() ? row.getLong(1) : 0L;
            }
        });
    }

    private void forEach(Conditions conditions, String order, Consumer<TimelineEntry> reader) {
        forEach(TimelineTable.COLUMNS, conditions, order, reader);
    }

    private void forEach(String columns, Conditions conditions, String order, Consumer<TimelineEntry> reader) {
        views.<Void>ask(connection -> {
            var sql = "select " + columns + " from timeline" + conditions.sql() + order;
            try (var query = connection.prepareStatement(sql)) {
                conditions.set(query);
                try (var row = query.executeQuery()) {
                    while (row.next()) {
                        reader.accept(TimelineTable.entry(row));
                    }
                }
            }
            return null;
        });
    }
}
