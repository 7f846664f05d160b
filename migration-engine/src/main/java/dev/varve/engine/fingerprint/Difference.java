package dev.varve.engine.fingerprint;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * What separates a schema that was found from the one that was expected.
 *
 * @param missing facets that were expected and are not there
 * @param surplus facets that are there and were not expected
 */
public record Difference(NavigableSet<Facet> missing, NavigableSet<Facet> surplus) {

    public static Difference between(Schema expected, Schema found) {
        var missing = new TreeSet<>(expected.facets());
        missing.removeAll(found.facets());
        var surplus = new TreeSet<>(found.facets());
        surplus.removeAll(expected.facets());
        return new Difference(missing, surplus);
    }

    public boolean isEmpty() {
        return missing.isEmpty() && surplus.isEmpty();
    }

    /** How many facets differ: the distance by which the nearest revision is found. */
    public int size() {
        return missing.size() + surplus.size();
    }

    /**
     * The difference as sentences, one for each table or other owner, such as
     * {@code table chat: column meta missing; index ix_chat_user added}. Empty when there is none.
     */
    public List<String> inWords() {
        return new ArrayList<>(DifferenceInWords.of(this));
    }
}
