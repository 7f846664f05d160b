package dev.varve.engine.diagnosis;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import java.util.List;
import java.util.Optional;

/**
 * What was seen by looking at a database, in the names and the order of the contract.
 *
 * @param tool the tool's word, such as {@code flyway}
 * @param database what and where it is
 * @param state what it all amounts to
 * @param current the recorded revisions
 * @param heads the revisions that no other follows
 * @param pending what would run, in order
 * @param branches the revisions from which more than one follows
 * @param tables every table with its rows, by name; empty if it could not be read
 * @param fingerprint the schema's, without the tool's version tables: they come with the tool, not with a revision;
 *     {@code null} if it could not be read
 * @param integrity the engine's own check
 * @param findings heaviest first
 */
public record Diagnosis(
        String tool,
        DatabaseSeen database,
        DatabaseState state,
        List<String> current,
        List<String> heads,
        List<Pending> pending,
        List<String> branches,
        List<TableRows> tables,
        String fingerprint,
        Integrity integrity,
        List<Finding> findings) {

    /** The database itself; {@code serverVersion} is {@code null} if it could not be reached. */
    public record DatabaseSeen(String kind, String location, long sizeBytes, String serverVersion) {}

    /** A revision that would run; {@code file} may be {@code null}. */
    public record Pending(String revision, String message, String file) {}

    /** A table and how many rows it holds. */
    public record TableRows(String name, long rows) {}

    /** {@code ok} is {@code null} if the check was not run. */
    public record Integrity(Boolean ok, String detail) {}

    public Diagnosis {
        current = List.copyOf(current);
        heads = List.copyOf(heads);
        pending = List.copyOf(pending);
        branches = List.copyOf(branches);
        tables = List.copyOf(tables);
        findings = List.copyOf(findings);
    }

    /** The same, with other findings. */
    public Diagnosis withFindings(List<Finding> others) {
        return new Diagnosis(
                tool, database, state, current, heads, pending, branches, tables, fingerprint, integrity, others);
    }

    /** The first finding of that code. */
    public Optional<Finding> finding(FindingCode code) {
        return findings.stream().filter(finding -> finding.code() == code).findFirst();
    }
}
