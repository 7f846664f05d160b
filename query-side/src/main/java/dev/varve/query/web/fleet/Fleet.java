package dev.varve.query.web.fleet;

import dev.varve.cli.Json;
import dev.varve.query.projection.Views;
import dev.varve.query.status.Health;
import dev.varve.query.status.Statuses;
import dev.varve.query.web.live.ViewsTail;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The databases under watch. Read once for each position that the views were seen at, which is a few times a second. Safe for several threads. */
public final class Fleet {

    private final Views views;
    private final ViewsTail tail;
    private volatile Seen seen;

    private record Seen(List<FleetLine> lines, String json, long position) {}

    public Fleet(Views views, ViewsTail tail) {
        this.views = views;
        this.tail = tail;
    }

    /** Every one, by name. */
    public List<FleetLine> all() {
        return now().lines;
    }

    /** Likewise, as the contract's JSON has them: written once, however many ask. */
    public String json() {
        return now().json;
    }

    public FleetPage page(FleetQuestion question) {
        var now = now();
        var fitting = now.lines.stream()
                .filter(question::fits)
                .sorted(question.order().comparator(question.reversed()))
                .toList();
        int from = Math.min(Math.max(0, question.offset()), fitting.size());
        int to = Math.min(fitting.size(), from + question.limit());
        return new FleetPage(
                fitting.subList(from, to),
                fitting.size(),
                byHealth(now.lines),
                counted(now.lines, FleetLine::version),
                now.position);
    }

    /** How many there are of each health, the gravest first. */
    public static Map<String, Long> byHealth(List<FleetLine> lines) {
        var counted = counted(lines, line -> line.health().name());
        var sorted = new LinkedHashMap<String, Long>();
        for (var health : Health.values()) {
            sorted.put(health.name(), counted.getOrDefault(health.name(), 0L));
        }
        return sorted;
    }

    /** How many lines there are of each word. */
    public static Map<String, Long> counted(List<FleetLine> lines, Function<FleetLine, String> word) {
        return lines.stream().collect(Collectors.groupingBy(word, TreeMap::new, Collectors.counting()));
    }

    private Seen now() {
        var last = seen;
        return isGood(last) ? last : read();
    }

    private boolean isGood(Seen last) {
        return last != null && last.position == tail.position();
    }

    private synchronized Seen read() {
        var last = seen;
        if (isGood(last)) {
            return last;
        }
        long position = tail.position();
        var lines = new Statuses(views).underWatch().stream().map(FleetLine::of).toList();
        var read =
                new Seen(lines, Json.text(lines.stream().map(FleetLine::status).toList()), position);
        seen = tail.hold(position) ? read : null; // views that are being made anew held less than it says
        return read;
    }
}
