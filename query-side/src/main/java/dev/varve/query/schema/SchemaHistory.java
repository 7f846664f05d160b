package dev.varve.query.schema;

import dev.varve.events.BlobRef;
import dev.varve.events.RunEvent;
import dev.varve.events.TargetEvent;
import dev.varve.store.EventFilter;
import dev.varve.store.EventLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which schema a database had when, and what it looked like as far as the record keeps it. Reads the log by target. Safe for several
 * threads; keep one, for what it read.
 */
public final class SchemaHistory {

    private static final Set<String> KEEPING = Set.of("SchemaSeen", "RehearsalSucceeded");

    private final EventLog log;
    private final KeptContents<SchemaPart> schemas;

    public SchemaHistory(EventLog log) {
        this.log = log;
        this.schemas = new KeptContents<>(log, SchemaPart[].class);
    }

    /** Every schema that it was known to have, in order; two in a row differ. */
    public List<Standing> standings(String target) {
        return standings(EventFilter.ANY.ofTarget(target));
    }

    /** The schema at that moment; empty if nobody had told of any by then. */
    public Optional<SchemaAt> at(String target, Instant moment) {
        var known = standings(EventFilter.ANY.ofTarget(target).until(moment));
        return known.isEmpty() ? Optional.empty() : Optional.of(schema(target, known.getLast()));
    }

    /** Likewise after the event of that sequence. */
    public Optional<SchemaAt> after(String target, long sequence) {
        return standings(target).stream()
                .filter(standing -> standing.sequence() <= sequence)
                .reduce((earlier, later) -> later)
                .map(standing -> schema(target, standing));
    }

    /** One of {@link #standings}, with what the record keeps of it. */
    public SchemaAt schema(String target, Standing standing) {
        return new SchemaAt(
                target,
                standing,
                kept(target, standing.fingerprint())
                        .map(BlobRef::sha256)
                        .map(schemas::read)
                        .map(SchemaObject::of)
                        .orElse(null));
    }

    private List<Standing> standings(EventFilter filter) {
        var standings = new ArrayList<Standing>();
        log.forEach(
                filter.ofTypes(FoundFingerprint.TYPES),
                recorded -> FoundFingerprint.in(recorded.event())
                        .filter(found -> standings.isEmpty()
                                || !standings.getLast().fingerprint().equals(found))
                        .ifPresent(found -> standings.add(
                                new Standing(recorded.sequence(), recorded.at(), found, recorded.type()))));
        return standings;
    }

    /** It may have been kept before the moment or after it: equal fingerprints are equal schemas. */
    private Optional<BlobRef> kept(String target, String fingerprint) {
        var found = new ArrayList<BlobRef>();
        log.forEach(EventFilter.ANY.ofTarget(target).ofTypes(KEEPING), recorded -> {
            switch (recorded.event()) {
                case TargetEvent.SchemaSeen seen
                when fingerprint.equals(seen.fingerprint()) -> found.addFirst(seen.schema());
                case RunEvent.RehearsalSucceeded rehearsal ->
                    rehearsal.steps().stream()
                            .filter(step -> fingerprint.equals(step.fingerprint()) && step.schema() != null)
                            .forEach(step -> found.add(step.schema()));
                default -> {}
            }
        });
        return found.stream().findFirst();
    }
}
