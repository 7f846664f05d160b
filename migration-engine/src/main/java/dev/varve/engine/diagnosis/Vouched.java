package dev.varve.engine.diagnosis;

import java.util.List;
import java.util.Set;

/**
 * A schema that a run of ours verified when it ended well.
 *
 * @param fingerprint without the tool's version tables
 * @param revisions those recorded in the database then
 */
public record Vouched(String fingerprint, List<String> revisions) {

    public Vouched {
        revisions = List.copyOf(revisions);
    }

    /** Whether the database is still as it was then: schema and recorded revisions. */
    boolean covers(String found, List<String> current) {
        return fingerprint.equals(found) && Set.copyOf(revisions).equals(Set.copyOf(current));
    }
}
