package dev.varve.engine.diagnosis;

import dev.varve.engine.fingerprint.Difference;
import dev.varve.engine.fingerprint.Facet;
import dev.varve.engine.fingerprint.Schema;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The schemas that the scripts really produce, from an empty database on, the tool's version tables left out.
 *
 * @param steps each revision with the schema after it, in the order in which they ran
 * @param failures the revision that fails on an empty database, and why; under the empty name what the tool said before any ran
 * @param unreached revisions that were not tried, since another failed before them
 * @param broken the revision that failed, with what it left behind; {@code null} if none did
 */
public record ReferenceSchemas(List<Step> steps, Map<String, String> failures, List<String> unreached, Broken broken) {

    /**
     * A revision that fails on an empty database.
     *
     * @param left the schema that it leaves behind there
     * @param why the error
     */
    public record Broken(String revision, Schema left, String why) {}

    /** Every revision could be built. */
    public ReferenceSchemas(List<Step> steps, Map<String, String> failures) {
        this(steps, failures, List.of(), null);
    }

    /** One revision, and the schema once it had run after all before it. */
    public record Step(String revision, Schema after) {}

    public ReferenceSchemas {
        steps = List.copyOf(steps);
        failures = Map.copyOf(failures);
        unreached = List.copyOf(unreached);
    }

    /**
     * The schema of a database in which exactly these revisions ran. Where they did not run in one row here (branches, and
     * Flyway's repeatables), each step's own change is applied to what was before it.
     *
     * @return nothing if one of them could not be built
     */
    public Optional<Schema> after(Set<String> revisions) {
        var open = new HashSet<>(revisions);
        var schema = Schema.empty();
        var before = Schema.empty();
        for (var step : steps) {
            if (open.remove(step.revision())) {
                schema = changed(schema, before, step.after());
            }
            before = step.after();
        }
        return open.isEmpty() ? Optional.of(schema) : Optional.empty();
    }

    /** The names of the views, triggers and routines that these revisions make or change. */
    Set<String> programsOf(Set<String> revisions) {
        var names = new TreeSet<String>();
        var before = Schema.empty();
        for (var step : steps) {
            if (revisions.contains(step.revision())) {
                Difference.between(before, step.after()).surplus().stream()
                        .filter(facet -> PROGRAMS.contains(facet.kind()))
                        .forEach(facet -> names.add(facet.owner()));
            }
            before = step.after();
        }
        return names;
    }

    /**
     * A schema without the extensions and rights that no script speaks of: an operator gives those, to a monitoring or a reading role, and
     * they are no drift.
     */
    Schema asFarAsScriptsSpeak(Schema live) {
        var spokenOf = steps.stream()
                .flatMap(step -> step.after().facets().stream())
                .filter(facet -> OPERATORS.contains(facet.kind()))
                .map(Facet::owner)
                .collect(Collectors.toSet());
        return Schema.of(live.facets().stream()
                .filter(facet -> !OPERATORS.contains(facet.kind()) || spokenOf.contains(facet.owner()))
                .toList());
    }

    private static final Set<Facet.Kind> OPERATORS = EnumSet.of(Facet.Kind.GRANT, Facet.Kind.EXTENSION);

    private static final Set<Facet.Kind> PROGRAMS = EnumSet.of(Facet.Kind.VIEW, Facet.Kind.TRIGGER, Facet.Kind.ROUTINE);

    private static Schema changed(Schema schema, Schema before, Schema after) {
        if (schema.equals(before)) {
            return after;
        }
        var change = Difference.between(before, after);
        var facets = new TreeSet<>(schema.facets());
        facets.removeAll(change.missing());
        facets.addAll(change.surplus());
        return new Schema(facets);
    }

    /** The step whose schema differs least from this one; of equals the last, as it is the least surprising. */
    public Optional<Nearest> nearest(Schema schema) {
        return steps.stream()
                .map(step -> new Nearest(step.revision(), Difference.between(step.after(), schema)))
                .reduce((one, other) -> CLOSEST.compare(other, one) <= 0 ? other : one);
    }

    private static final Comparator<Nearest> CLOSEST =
            Comparator.comparingInt(near -> near.difference().size());

    /** A revision and what separates a schema from the one that it produces. */
    public record Nearest(String revision, Difference difference) {

        public boolean isEqual() {
            return difference.isEmpty();
        }
    }
}
