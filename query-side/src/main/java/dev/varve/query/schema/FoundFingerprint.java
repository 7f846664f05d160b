package dev.varve.query.schema;

import dev.varve.events.RunEvent;
import dev.varve.events.TargetEvent;
import dev.varve.events.VarveEvent;
import java.util.Optional;
import java.util.Set;

/** Which events tell what schema the watched database itself has: looks, and the outcomes of what was done to it. */
final class FoundFingerprint {

    static final Set<String> TYPES = Set.of(
            "DatabaseDiagnosed",
            "StepSucceeded",
            "StepFailed",
            "StepOutcomeUnknown",
            "PartialRunDetected",
            "RunSucceeded",
            "RunFailed",
            "RunInterrupted",
            "StampApplied",
            "BaselineApplied",
            "RepairApplied",
            "RestoreSucceeded",
            "CopySwappedIn",
            "RecoveryCompleted",
            "StepDeviated");

    private FoundFingerprint() {}

    /** Empty if the event tells nothing, or nobody could read the schema then. */
    static Optional<String> in(VarveEvent event) {
        return Optional.ofNullable(
                switch (event) {
                    case TargetEvent.DatabaseDiagnosed e -> e.fingerprint();
                    case RunEvent.StepSucceeded e -> e.fingerprint();
                    case RunEvent.StepFailed e -> e.fingerprint();
                    case RunEvent.StepOutcomeUnknown e -> e.fingerprint();
                    case RunEvent.PartialRunDetected e -> e.found();
                    case RunEvent.RunSucceeded e -> e.fingerprint();
                    case RunEvent.RunFailed e -> e.fingerprint();
                    case RunEvent.RunInterrupted e -> e.fingerprint();
                    case RunEvent.StampApplied e -> e.fingerprint();
                    case RunEvent.BaselineApplied e -> e.fingerprint();
                    case RunEvent.RepairApplied e -> e.fingerprint();
                    case RunEvent.RestoreSucceeded e -> e.fingerprint();
                    case RunEvent.CopySwappedIn e -> e.fingerprint();
                    case RunEvent.RecoveryCompleted e -> e.fingerprint();
                    case RunEvent.StepDeviated e -> e.foundFingerprint();
                    default -> null;
                });
    }
}
