package dev.varve.engine.fingerprint;

import dev.varve.engine.hash.Sha256;
import java.util.Collection;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A schema as a set of facets. Two schemas are equal exactly when their facets are, in whatever order they were made.
 *
 * @param facets sorted, unmodifiable
 */
public record Schema(NavigableSet<Facet> facets) {

    public Schema {
        facets = Collections.unmodifiableNavigableSet(new TreeSet<>(facets));
    }

    public static Schema of(Collection<Facet> facets) {
        return new Schema(new TreeSet<>(facets));
    }

    /** The schema with nothing in it. */
    public static Schema empty() {
        return of(Set.of());
    }

    public boolean isEmpty() {
        return facets.isEmpty();
    }

    /** The names of the tables, sorted. */
    public Set<String> tables() {
        return facets.stream()
                .filter(facet -> facet.kind() == Facet.Kind.TABLE)
                .map(Facet::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** This schema without the facets of these owners, such as the migration tool's own version tables. */
    public Schema without(Collection<String> owners) {
        return without(Set.copyOf(owners)::contains);
    }

    /** This schema without some owners' facets. */
    public Schema without(Predicate<String> owner) {
        return of(facets.stream().filter(facet -> !owner.test(facet.owner())).toList());
    }

    /** This schema as a dump brings it back: without the indexes whose building was broken off. */
    public Schema asDumped() {
        return of(facets.stream().filter(facet -> !facet.isUnbuilt()).toList());
    }

    /** SHA-256 over the facets in order, each field length-prefixed, in lower-case hex. */
    public String fingerprint() {
        var hash = new Sha256();
        for (var facet : facets) {
            hash.addText(facet.kind().name())
                    .addText(facet.owner())
                    .addText(facet.name())
                    .addText(facet.definition());
        }
        return hash.hex();
    }
}
