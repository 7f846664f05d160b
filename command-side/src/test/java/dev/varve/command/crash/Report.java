package dev.varve.command.crash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What all faults came to, as the table that the documentation shows. */
final class Report {

    private final String section;
    private final String columns;
    private final long seed;
    private final List<Split> splits;
    private final long started = System.nanoTime();
    private final List<Verdict> verdicts = new ArrayList<>();

    /** With the name of its place in the page, and its own columns. */
    Report(String section, String columns, long seed, List<Split> splits) {
        this.section = section;
        this.columns = columns;
        this.seed = seed;
        this.splits = splits;
    }

    /**
     * A column of how many faults there were of each value.
     *
     * @param title names them in their order
     */
    record Split(String title, Function<Fault, String> of, List<String> values) {

        String count(List<Verdict> those) {
            return values.stream()
                    .map(value -> those.stream()
                            .filter(one -> of.apply(one.fault()).equals(value))
                            .count())
                    .map(String::valueOf)
                    .collect(Collectors.joining(" / "));
        }
    }

    synchronized void hear(Verdict verdict) {
        verdicts.add(verdict);
        if (verdict.failed()) {
            System.out.println(verdict);
        }
    }

    synchronized int faults() {
        return verdicts.size();
    }

    synchronized List<String> failures() {
        return verdicts.stream().filter(Verdict::failed).map(Verdict::toString).toList();
    }

    synchronized void publish() throws IOException {
        System.out.println(summary());
        ReliabilityPage.publish(section, text());
    }

    private String summary() {
        var seconds = (System.nanoTime() - started) / 1_000_000_000;
        return String.format(
                Locale.ROOT,
                "%,d faults in %,d s (seed %d), %d broken promises. In those without one %,d events were acknowledged, and each"
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
        text.append("| ").append(columns).append(" | faults |");
        splits.forEach(split -> text.append(' ').append(split.title()).append(" |"));
        text.append(" found | acknowledged events | way back | ends before / after | failed | s a fault |\n");
        text.append("|---".repeat(8 + splits.size())).append("|\n");
        verdicts.stream()
                .collect(Collectors.groupingBy(Verdict::cell, TreeMap::new, Collectors.toList()))
                .forEach((cell, those) -> text.append(row(cell, those)));
        counts(text, "Fell after the event", good(), one -> one.found().fell());
        var calls = verdicts.stream()
                .filter(one -> one.fault().when().equals("call"))
                .toList();
        if (!calls.isEmpty()) {
            counts(text, "Fell at the system call", calls, Verdict::aim);
        }
        verdicts.stream()
                .filter(Verdict::failed)
                .forEach(one -> text.append("\n- ").append(one).append('\n'));
        return text.toString();
    }

    private String row(String cell, List<Verdict> those) {
        var good = those.stream().filter(one -> !one.failed()).toList();
        return String.format(
                Locale.ROOT,
                "| %s | %d | %s | %s | %d | %d | %d / %d | %d | %.1f |%n",
                cell,
                those.size(),
                splits.stream().map(split -> split.count(those)).collect(Collectors.joining(" | ")),
                words(good, one -> one.found().state()),
                good.stream().mapToInt(one -> one.found().acknowledged()).sum(),
                good.stream().filter(one -> one.found().wayBack()).count(),
                ends(good, Truth.End.BEFORE),
                ends(good, Truth.End.AFTER),
                those.size() - good.size(),
                those.stream().mapToLong(Verdict::millis).average().orElse(0) / 1000);
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
