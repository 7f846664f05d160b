package dev.varve.engine.fingerprint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Turns a difference into sentences, one an owner. */
final class DifferenceInWords {

    private DifferenceInWords() {}

    static List<String> of(Difference difference) {
        var owners = new TreeSet<String>();
        difference.missing().forEach(facet -> owners.add(facet.owner()));
        difference.surplus().forEach(facet -> owners.add(facet.owner()));
        return owners.stream().map(owner -> sentence(owner, difference)).toList();
    }

    private static String sentence(String owner, Difference difference) {
        var missing = difference.missing().stream()
                .filter(facet -> facet.owner().equals(owner))
                .toList();
        var surplus = difference.surplus().stream()
                .filter(facet -> facet.owner().equals(owner))
                .toList();
        var whole = wholeOwner(missing, "missing");
        if (whole == null) {
            whole = wholeOwner(surplus, "added");
        }
        return whole != null ? whole : parts(owner, missing, surplus);
    }

    private static String wholeOwner(List<Facet> facets, String what) {
        return facets.stream()
                .filter(DifferenceInWords::isOwnerItself)
                .findFirst()
                .map(facet -> word(facet.kind()) + " " + facet.owner() + " " + what)
                .orElse(null);
    }

    private static String parts(String owner, List<Facet> missing, List<Facet> surplus) {
        var words = new ArrayList<String>();
        for (var facet : missing) {
            var changed = surplus.stream().anyMatch(facet::sameThing);
            words.add(label(facet) + (changed ? " differs" : " missing"));
        }
        for (var facet : surplus) {
            if (missing.stream().noneMatch(facet::sameThing)) {
                words.add(label(facet) + " added");
            }
        }
        return "table " + owner + ": " + String.join("; ", words);
    }

    private static boolean isOwnerItself(Facet facet) {
        return switch (facet.kind()) {
            case TABLE, VIEW, TRIGGER, SEQUENCE -> facet.owner().equals(facet.name());
            case COLUMN, PRIMARY_KEY, UNIQUE, FOREIGN_KEY, CHECK, INDEX -> false;
        };
    }

    private static String label(Facet facet) {
        return word(facet.kind()) + " " + facet.name();
    }

    private static String word(Facet.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
