package dev.varve.engine.fingerprint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Turns a difference into sentences, one an owner. */
final class DifferenceInWords {

    private static final int LONGEST_DEFINITION = 160;

    private final TreeSet<Facet> missing = new TreeSet<>();
    private final TreeSet<Facet> surplus = new TreeSet<>();

    private DifferenceInWords() {}

    static List<String> of(Difference difference) {
        var owners = new TreeMap<String, DifferenceInWords>();
        difference.missing().forEach(facet -> owner(owners, facet).missing.add(facet));
        difference.surplus().forEach(facet -> owner(owners, facet).surplus.add(facet));
        return owners.values().stream().map(DifferenceInWords::sentence).toList();
    }

    /** A view or trigger may carry a table's name: they are told apart. */
    private static DifferenceInWords owner(Map<String, DifferenceInWords> owners, Facet facet) {
        var kind = isOwnerItself(facet) ? facet.kind() : Facet.Kind.TABLE;
        return owners.computeIfAbsent(facet.owner() + "\0" + kind, key -> new DifferenceInWords());
    }

    private String sentence() {
        var gone = missing.stream().filter(DifferenceInWords::isOwnerItself).findFirst();
        var added = surplus.stream().filter(DifferenceInWords::isOwnerItself).findFirst();
        if (gone.isPresent() && added.isPresent()) {
            return changedOwner(gone.get(), added.get());
        }
        return whole(gone, "missing").or(() -> whole(added, "added")).orElseGet(() -> ofTable(parts()));
    }

    private String changedOwner(Facet expected, Facet found) {
        var whole = label(expected) + fromTo(expected, found);
        var parts = parts();
        return parts.isEmpty() ? whole : whole + "; " + String.join("; ", parts);
    }

    private static Optional<String> whole(Optional<Facet> owner, String what) {
        return owner.map(facet -> label(facet) + " " + what);
    }

    private String ofTable(List<String> parts) {
        var owner = (missing.isEmpty() ? surplus : missing).getFirst().owner();
        return "table " + owner + ": " + String.join("; ", parts);
    }

    private List<String> parts() {
        var words = new ArrayList<String>();
        for (var facet : missing) {
            if (!isOwnerItself(facet)) {
                words.add(label(facet)
                        + counterpart(facet, surplus)
                                .map(other -> fromTo(facet, other))
                                .orElse(" missing"));
            }
        }
        for (var facet : surplus) {
            if (!isOwnerItself(facet) && counterpart(facet, missing).isEmpty()) {
                words.add(label(facet) + " added");
            }
        }
        return words;
    }

    private static Optional<Facet> counterpart(Facet facet, NavigableSet<Facet> others) {
        return others.stream().filter(facet::sameThing).findFirst();
    }

    private static String fromTo(Facet expected, Facet found) {
        return " differs: expected " + definition(expected) + ", found " + definition(found);
    }

    private static String definition(Facet facet) {
        var text = facet.definition();
        if (text.isEmpty()) {
            return facet.kind() == Facet.Kind.TABLE ? "an ordinary table" : "nothing said of it";
        }
        return text.length() <= LONGEST_DEFINITION ? text : text.substring(0, LONGEST_DEFINITION) + "…";
    }

    private static boolean isOwnerItself(Facet facet) {
        return switch (facet.kind()) {
            case TABLE,
                    INDEX,
                    VIEW,
                    TRIGGER,
                    SEQUENCE,
                    DOMAIN,
                    ROUTINE,
                    SCHEMA,
                    TYPE,
                    COLLATION,
                    EXTENSION,
                    RULE,
                    GRANT -> facet.owner().equals(facet.name());
            case COLUMN, PRIMARY_KEY, UNIQUE, FOREIGN_KEY, CHECK, EXCLUSION, POLICY -> false;
        };
    }

    private static String label(Facet facet) {
        return word(facet.kind()) + " " + facet.name();
    }

    private static String word(Facet.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
