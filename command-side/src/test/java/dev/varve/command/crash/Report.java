package dev.varve.command.crash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What all kills came to, as the table that the documentation shows. */
final class Report {

    private final long seed;
    private final long started = System.nanoTime();
    private final List<Verdict> verdicts = new ArrayList<>();

    Report(long seed) {
        this.seed = seed;
    }

    synchronized void hear(Verdict verdict) {
        verdicts.add(verdict);
        if (verdict.failed()) {
            System.out.println(verdict);
        }
    }

    synchronized int kills() {
        return verdicts.size();
    }

    synchronized List<String> failures() {
        return verdicts.stream().filter(Verdict::failed).map(Verdict::toString).toList();
    }

    synchronized void publish() throws IOException {
        System.out.println(summary());
        ReliabilityPage.publish("crash-matrix", text());
    }

    private String summary() {
        var seconds = (System.nanoTime() - started) / 1_000_000_000;
        return String.format(
                Locale.ROOT,
                "%,d kills in %,d s (seed %d), %d broken promises. In the kills without one %,d events were acknowledged, and each"
                        + " was found exactly once",
                verdicts.size(),
                seconds,
                seed,
                failures().size(),
                good().stream().mapToLong(one -> one.found().acknowledged()).sum());
    }

    private List<Verdict> good() {
        return verdicts.stream().filter(one -> !one.failed()).toList();
    }

    private String text() {
        var text = new StringBuilder(summary()).append(".\n\n");
        text.append("| strategy, journal, tool, set | kills | at an event / moment / call | alone / all | found |"
                + " acknowledged events | way back | ends before / after | failed | s a kill |\n");
        text.append("|---|---|---|---|---|---|---|---|---|---|\n");
        verdicts.stream()
                .collect(Collectors.groupingBy(one -> one.cell().toString(), TreeMap::new, Collectors.toList()))
                .forEach((cell, those) -> text.append(row(cell, those)));
        counts(text, "Fell after the event", good(), one -> one.found().fell());
        counts(
                text,
                "Fell at the system call",
                verdicts.stream()
                        .filter(one -> one.kill().means() == Kill.Means.CALL)
                        .toList(),
                Verdict::aim);
        verdicts.stream()
                .filter(Verdict::failed)
                .forEach(one -> text.append("\n- ").append(one).append('\n'));
        return text.toString();
    }

    private static String row(String cell, List<Verdict> those) {
        var good = those.stream().filter(one -> !one.failed()).toList();
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d / %d / %d | %d / %d | %s | %d | %d | %d / %d | %d | %.1f |%n",
                cell,
                those.size(),
                by(those, Kill.Means.EVENT),
                by(those, Kill.Means.MOMENT),
                by(those, Kill.Means.CALL),
                those.stream().filter(one -> one.kill().alone()).count(),
                those.stream().filter(one -> !one.kill().alone()).count(),
                words(good, one -> one.found().state()),
                good.stream().mapToInt(one -> one.found().acknowledged()).sum(),
                good.stream().filter(one -> one.found().wayBack()).count(),
                ends(good, Truth.End.BEFORE),
                ends(good, Truth.End.AFTER),
                those.size() - good.size(),
                those.stream().mapToLong(Verdict::millis).average().orElse(0) / 1000);
    }

    private static long by(List<Verdict> those, Kill.Means means) {
        return those.stream().filter(one -> one.kill().means() == means).count();
    }

    private static long ends(List<Verdict> those, Truth.End end) {
        return those.stream().filter(one -> one.found().end() == end).count();
    }

    private static void counts(StringBuilder text, String title, List<Verdict> those, Function<Verdict, String> of) {
        text.append("\n").append(title).append(": ").append(words(those, of)).append(".\n");
    }

    private static String words(List<Verdict> those, Function<Verdict, String> of) {
        Map<String, Long> counts =
                those.stream().collect(Collectors.groupingBy(of, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(count -> "`" + count.getKey() + "` " + count.getValue())
                .collect(Collectors.joining(", "));
    }
}
