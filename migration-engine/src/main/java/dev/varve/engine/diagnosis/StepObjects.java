package dev.varve.engine.diagnosis;

import dev.varve.engine.fingerprint.Difference;
import dev.varve.engine.fingerprint.Facet;
import dev.varve.engine.fingerprint.Schema;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a step makes, changes and removes, told apart by whether it has happened.
 *
 * @param exist what happened, one object a sentence, such as {@code table chat} or {@code table old removed}
 * @param missing what did not
 */
record StepObjects(List<String> exist, List<String> missing) {

    static StepObjects of(Schema before, Schema after, Schema live) {
        var step = Difference.between(before, after);
        var made = split(step.surplus(), live, true);
        var removed = split(really(step.missing(), step.surplus()), live, false);
        return new StepObjects(
                Stream.concat(names(made.done(), ""), names(removed.done(), " removed"))
                        .toList(),
                Stream.concat(names(made.open(), ""), names(removed.open(), " still there"))
                        .toList());
    }

    private record Split(List<Facet> done, List<Facet> open) {}

    private static Split split(Collection<Facet> facets, Schema live, boolean doneIfThere) {
        return new Split(
                facets.stream()
                        .filter(facet -> live.facets().contains(facet) == doneIfThere)
                        .toList(),
                facets.stream()
                        .filter(facet -> live.facets().contains(facet) != doneIfThere)
                        .toList());
    }

    /** Without the old half of what is only changed: the new half tells it. */
    private static NavigableSet<Facet> really(NavigableSet<Facet> missing, NavigableSet<Facet> surplus) {
        var gone = new TreeSet<>(missing);
        gone.removeIf(facet -> surplus.stream().anyMatch(facet::sameThing));
        return gone;
    }

    /** One name for a whole table, and not its columns beside it. */
    private static Stream<String> names(List<Facet> facets, String suffix) {
        var whole =
                facets.stream().filter(StepObjects::isOwner).map(Facet::owner).toList();
        return facets.stream()
                .filter(facet -> isOwner(facet) || facet.kind() == Facet.Kind.INDEX || !whole.contains(facet.owner()))
                .map(facet -> name(facet) + suffix)
                .distinct();
    }

    private static boolean isOwner(Facet facet) {
        return facet.name().equals(facet.owner())
                && facet.kind() != Facet.Kind.COLUMN
                && facet.kind() != Facet.Kind.INDEX;
    }

    private static String name(Facet facet) {
        var word = facet.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return isOwner(facet) ? word + " " + facet.owner() : word + " " + facet.name() + " of " + facet.owner();
    }
}
