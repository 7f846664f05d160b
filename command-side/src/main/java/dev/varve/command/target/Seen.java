package dev.varve.command.target;

import dev.varve.events.RecordedFinding;
import java.util.List;
import java.util.Objects;

/**
 * What looking at a database told.
 *
 * @param state as in the contract
 * @param current recorded revisions
 * @param heads the scripts' heads
 * @param pending what is not applied
 * @param fingerprint the schema's, without the tool's own tables; {@code null} if unreadable
 * @param findings codes, severities, sentences and remedies
 */
public record Seen(
        String state,
        List<String> current,
        List<String> heads,
        List<String> pending,
        String fingerprint,
        List<RecordedFinding> findings) {

    public Seen {
        current = List.copyOf(current);
        heads = List.copyOf(heads);
        pending = List.copyOf(pending);
        findings = List.copyOf(findings);
    }

    /** Whether both tell the same, apart from wording. */
    boolean tellsTheSameAs(Seen other) {
        return other != null
                && state.equals(other.state)
                && current.equals(other.current)
                && heads.equals(other.heads)
                && pending.equals(other.pending)
                && Objects.equals(fingerprint, other.fingerprint)
                && codes().equals(other.codes());
    }

    private List<String> codes() {
        return findings.stream().map(RecordedFinding::code).sorted().toList();
    }
}
