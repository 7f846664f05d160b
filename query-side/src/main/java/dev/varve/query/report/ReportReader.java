package dev.varve.query.report;

import dev.varve.store.EventFilter;
import dev.varve.store.EventLog;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads a report from the log: from its beginning, since a run of the period may lead back from one before it. */
public final class ReportReader {

    private final EventLog log;
    private final String varveVersion;

    public ReportReader(EventLog log, String varveVersion) {
        this.log = log;
        this.varveVersion = varveVersion;
    }

    /** Whether any event tells of it. */
    public boolean knows(String target) {
        return !log.readLast(EventFilter.ANY.ofTarget(target), 1).isEmpty();
    }

    /** Every database that was registered, by name. */
    public List<String> names() {
        var names = new TreeSet<String>();
        log.forEach(
                EventFilter.ANY.ofTypes(Set.of("TargetRegistered")),
                recorded -> names.add(recorded.event().target()));
        return List.copyOf(names);
    }

    /**
     * The report on a database, or on all that the log tells of, by name.
     *
     * @param target {@code null} for all
     * @param generatedAt when it is written
     * @param waiting that observed facts are not in the log yet; {@code null} if none are known to wait
     */
    public Report read(String target, Period period, Instant generatedAt, String waiting) {
        var head = log.head();
        var folds = new TreeMap<String, DatabaseFold>();
        var filter = EventFilter.ANY.ofTarget(target).until(period.until());
        log.forEach(filter, recorded -> {
            var about = recorded.event().target();
            if (recorded.sequence() <= head.size() && about != null) {
                folds.computeIfAbsent(about, DatabaseFold::new).add(recorded);
            }
        });
        return new Report(
                generatedAt,
                varveVersion,
                period.since(),
                period.until(),
                new Report.Log(head.size(), head.rootHash()),
                waiting,
                folds.values().stream().map(fold -> fold.in(period)).toList());
    }
}
