package dev.varve.query.schema;

import dev.varve.events.Outcomes;
import dev.varve.events.RunEvent;
import dev.varve.events.TargetEvent;
import dev.varve.events.VarveEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Where the record puts a database among its revisions.
 *
 * @param expected where the last recorded act left it; {@code null} if none tells
 * @param found what the last look that could read it found; {@code null} if nobody looked
 * @param current whichever of the two was told last; {@code null} if neither was
 * @param pending what was told to be pending and did not run since; {@code null} if nobody told
 * @param schemaOf revisions whose schema was recorded and is the one that the last look found; empty if none is known
 */
public record Whereabouts(
        List<String> expected, List<String> found, List<String> current, Set<String> pending, Set<String> schemaOf) {

    static final Set<String> TYPES = Set.of(
            "DatabaseDiagnosed",
            "RunRequested",
            "StepSucceeded",
            "RunSucceeded",
            "RunFailed",
            "RehearsalSucceeded",
            "StampApplied",
            "BaselineApplied",
            "RestoreSucceeded",
            "RecoveryCompleted");

    /** They could not read it: that they name no revision says nothing. */
    private static final Set<String> UNREADABLE = Set.of("UNREACHABLE", "CORRUPT");

    /** Folds a target's events, in order. */
    static final class Fold {

        private final Map<String, String> kinds = new HashMap<>();
        private final Map<String, Set<String>> byFingerprint = new HashMap<>();
        private List<String> expected;
        private List<String> found;
        private List<String> current;
        private Set<String> pending;
        private String fingerprint;

        void add(VarveEvent event) {
            switch (event) {
                case TargetEvent.DatabaseDiagnosed e -> looked(e);
                case RunEvent.RunRequested e -> kinds.put(e.runId(), e.kind());
                case RunEvent.StepSucceeded e -> stepped(e);
                case RunEvent.RehearsalSucceeded e -> rehearsed(e);
                case RunEvent.RunSucceeded e -> succeeded(e);
                case RunEvent.RunFailed e -> failed(e);
                case RunEvent.StampApplied e -> left(List.of(e.revision()));
                case RunEvent.BaselineApplied e -> left(List.of(e.revision()));
                case RunEvent.RecoveryCompleted e -> recovered(e.current());
                case RunEvent.RestoreSucceeded ignored -> restored();
                default -> {}
            }
        }

        private void looked(TargetEvent.DatabaseDiagnosed e) {
            if (UNREADABLE.contains(e.state())) {
                return;
            }
            found = e.current() == null ? List.of() : e.current();
            current = found;
            pending = new TreeSet<>(e.pending() == null ? List.of() : e.pending());
            fingerprint = e.fingerprint();
        }

        private void stepped(RunEvent.StepSucceeded e) {
            if (isUpgrade(e.runId())) {
                makes(e.fingerprint(), e.revision());
                if (pending != null) {
                    pending.remove(e.revision());
                }
            }
        }

        private void rehearsed(RunEvent.RehearsalSucceeded e) {
            if (isUpgrade(e.runId())) {
                e.steps().forEach(step -> makes(step.fingerprint(), step.revision()));
            }
        }

        private void succeeded(RunEvent.RunSucceeded e) {
            var kind = kinds.get(e.runId());
            if (!e.to().isEmpty()) {
                left(e.to());
            } else if ("downgrade".equals(kind)) {
                left(List.of());
            }
            if (e.to().size() == 1 && isUpgrade(e.runId())) {
                makes(e.fingerprint(), e.to().getFirst());
            }
        }

        private void failed(RunEvent.RunFailed e) {
            if (!e.outcome().equals(Outcomes.FAILED_UNCHANGED) && !e.outcome().equals(Outcomes.REFUSED)) {
                recovered(e.current());
            }
        }

        private void recovered(List<String> revisions) {
            if (revisions != null && !revisions.isEmpty()) {
                left(revisions);
            }
        }

        /** As the backup was: which revision that is, the run's end or the next look tells. */
        private void restored() {
            expected = null;
            current = null;
            pending = null;
        }

        private void left(List<String> revisions) {
            expected = revisions;
            current = revisions;
        }

        private boolean isUpgrade(String runId) {
            return "upgrade".equals(kinds.get(runId)) || "rehearse".equals(kinds.get(runId));
        }

        private void makes(String schema, String revision) {
            if (schema != null) {
                byFingerprint.computeIfAbsent(schema, key -> new TreeSet<>()).add(revision);
            }
        }

        Whereabouts whereabouts() {
            var schemaOf = fingerprint == null ? Set.<String>of() : byFingerprint.getOrDefault(fingerprint, Set.of());
            return new Whereabouts(expected, found, current, pending, schemaOf);
        }
    }

    /** What is recorded of the database and may be in no script. */
    List<String> named() {
        return Stream.of(current, found, expected)
                .flatMap(Stream::ofNullable)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }
}
