package dev.varve.query.schema;

import dev.varve.events.TargetEvent;
import dev.varve.store.EventFilter;
import dev.varve.store.EventLog;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Reads revision graphs from the log, by target. Safe for several threads; keep one, for what it read. */
public final class RevisionGraphs {

    private final EventLog log;
    private final KeptContents<Revision> contents;

    public RevisionGraphs(EventLog log) {
        this.log = log;
        this.contents = new KeptContents<>(log, Revision[].class);
    }

    /** As it was told by now; empty if nobody told the scripts yet. */
    public Optional<RevisionGraph> now(String target) {
        return read(EventFilter.ANY.ofTarget(target));
    }

    /** As it was told by that moment. */
    public Optional<RevisionGraph> at(String target, Instant moment) {
        return read(EventFilter.ANY.ofTarget(target).until(moment));
    }

    private Optional<RevisionGraph> read(EventFilter filter) {
        return log.readLast(filter.ofTypes(Set.of("RevisionsSeen")), 1).stream()
                .findFirst()
                .map(recorded -> {
                    var seen = (TargetEvent.RevisionsSeen) recorded.event();
                    var told = contents.read(seen.revisions().sha256());
                    var standing = whereabouts(filter);
                    return new RevisionGraph(
                            seen.target(),
                            recorded.at(),
                            recorded.sequence(),
                            new Nodes(told, standing).all(),
                            standing);
                });
    }

    private Whereabouts whereabouts(EventFilter filter) {
        var fold = new Whereabouts.Fold();
        log.forEach(filter.ofTypes(Whereabouts.TYPES), recorded -> fold.add(recorded.event()));
        return fold.whereabouts();
    }
}
