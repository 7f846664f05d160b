package dev.varve.engine.fingerprint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
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

    /** This schema without some owners' facets, such as the migration tool's own version table. */
    public Schema without(Predicate<String> owner) {
        return of(facets.stream().filter(facet -> !owner.test(facet.owner())).toList());
    }

    /** SHA-256 over the facets in order, each field length-prefixed, in lower-case hex. */
    public String fingerprint() {
        var digest = sha256();
        for (var facet : facets) {
            feed(digest, facet.kind().name());
            feed(digest, facet.owner());
            feed(digest, facet.name());
            feed(digest, facet.definition());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void feed(MessageDigest digest, String field) {
        var bytes = field.getBytes(StandardCharsets.UTF_8);
        digest.update(new byte[] {
            (byte) (bytes.length >>> 24), (byte) (bytes.length >>> 16), (byte) (bytes.length >>> 8), (byte) bytes.length
        });
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
