package dev.varve.command.crash;

import dev.varve.command.endtoend.Session;
import dev.varve.command.endtoend.WitnessPipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * How an upgrade goes when nobody disturbs it: its events and system calls in order.
 *
 * @param calls each with its place among the same calls of its thread
 */
record Course(List<Event> events, List<Call> calls) {

    /** What changes files, or makes changes last. */
    static final String WATCHED = "write,pwrite64,fsync,fdatasync,ftruncate,unlink,rename,link,mkdir";

    private static final List<String> AT_WORK = List.of("RehearsalStarted", "ToolStarted");
    private static final double SHARE_AT_WORK = 0.75;
    private static final Pattern LINE = Pattern.compile("([0-9]+) +([a-z0-9]+)\\(.*");

    /** An acknowledged event; how long after it the next one came. */
    record Event(String type, int nth, long nanosToNext) {

        /** Waits for it, and that share of the time to the next one; or until the command has ended. */
        void await(WitnessPipe witness, Session session, double share) {
            witness.await(type, nth, session.process());
            LockSupport.parkNanos((long) (share * 0.8 * nanosToNext));
        }
    }

    /** The nth call of that kind in its thread. */
    record Call(String name, int nth) {}

    static Course of(List<WitnessPipe.Line> heard, Path trace) throws IOException {
        return new Course(events(heard), calls(trace));
    }

    /** Whose system calls nobody watched. */
    static Course of(List<WitnessPipe.Line> heard) {
        return new Course(events(heard), List.of());
    }

    private static List<Event> events(List<WitnessPipe.Line> heard) {
        var events = new ArrayList<Event>();
        var counts = new HashMap<String, Integer>();
        for (int i = 0; i < heard.size(); i++) {
            var line = heard.get(i);
            var toNext = i + 1 < heard.size() ? heard.get(i + 1).heardNanos() - line.heardNanos() : 50_000_000L;
            events.add(new Event(line.type(), counts.merge(line.type(), 1, Integer::sum), toNext));
        }
        return List.copyOf(events);
    }

    private static List<Call> calls(Path trace) throws IOException {
        var calls = new ArrayList<Call>();
        var counts = new HashMap<String, Integer>();
        try (var lines = Files.lines(trace, java.nio.charset.StandardCharsets.ISO_8859_1)) {
            lines.map(LINE::matcher).filter(java.util.regex.Matcher::matches).forEach(call -> {
                int nth = counts.merge(call.group(1) + " " + call.group(2), 1, Integer::sum);
                calls.add(new Call(call.group(2), nth));
            });
        }
        return List.copyOf(calls);
    }

    /** Most fall where the tool is at work or its work is put in place; the others in what comes before. */
    Event event(double where) {
        var types = events.stream().map(Event::type).toList();
        var begins = AT_WORK.stream()
                .mapToInt(types::indexOf)
                .filter(index -> index >= 0)
                .min()
                .orElse(0);
        return where < SHARE_AT_WORK
                ? pick(events.subList(begins, events.size()), where / SHARE_AT_WORK)
                : pick(events.subList(0, begins), (where - SHARE_AT_WORK) / (1 - SHARE_AT_WORK));
    }

    private static <T> T pick(List<T> from, double where) {
        return from.get((int) (where * from.size()));
    }

    /** Rare kinds of calls are as likely as frequent ones. */
    Call call(double where, double which) {
        var kinds = calls.stream().map(Call::name).distinct().sorted().toList();
        var kind = pick(kinds, where);
        return pick(calls.stream().filter(call -> call.name().equals(kind)).toList(), which);
    }
}
