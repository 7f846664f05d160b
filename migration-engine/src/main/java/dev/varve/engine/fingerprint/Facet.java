package dev.varve.engine.fingerprint;

import java.util.Comparator;
import java.util.Objects;
import java.util.Set;

/**
 * The smallest thing about a schema that can be there or not: that a table exists, one column with all its properties,
 * one foreign key, one index.
 *
 * @param kind what it is
 * @param owner the table, view or trigger that it belongs to, as named in the database
 * @param name its own name; the owner's for the owner itself; for an unnamed constraint its canonical text
 * @param definition everything that makes it equal to another, normalised: white space, quoting, keyword case and
 *     redundant parentheses do not count, and neither does the order of creation
 */
public record Facet(Kind kind, String owner, String name, String definition) implements Comparable<Facet> {

    /** What a facet is about, in the order in which differences are told. */
    public enum Kind {
        TABLE,
        COLUMN,
        PRIMARY_KEY,
        UNIQUE,
        FOREIGN_KEY,
        CHECK,
        INDEX,
        VIEW,
        TRIGGER,
        SEQUENCE,
        DOMAIN,
        ROUTINE,
        SCHEMA,
        EXCLUSION,
        TYPE,
        COLLATION,
        EXTENSION,
        RULE,
        POLICY,
        GRANT
    }

    private static final String UNBUILT = " invalid";

    private static final Comparator<Facet> ORDER = Comparator.comparing(Facet::owner)
            .thenComparing(Facet::kind)
            .thenComparing(Facet::name)
            .thenComparing(Facet::definition);

    public Facet {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(definition, "definition");
    }

    /** Whether both speak of the same thing, perhaps defined differently. */
    public boolean sameThing(Facet other) {
        return kind == other.kind && owner.equals(other.owner) && name.equals(other.name);
    }

    /** Whether a step that makes these made this, too: an index whose building was broken off is marked so, and else the same. */
    public boolean isMadeBy(Set<Facet> made) {
        return made.contains(this) || (isUnbuilt() && made.contains(asIfBuilt()));
    }

    /** Whether it is an index whose building was broken off: the database keeps it, and neither uses it nor dumps it. */
    boolean isUnbuilt() {
        return kind == Kind.INDEX && definition.endsWith(UNBUILT);
    }

    private Facet asIfBuilt() {
        return new Facet(kind, owner, name, definition.substring(0, definition.length() - UNBUILT.length()));
    }

    @Override
    public int compareTo(Facet other) {
        return ORDER.compare(this, other);
    }
}
