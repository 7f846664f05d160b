package dev.varve.query.runs;

import dev.varve.events.Intents;
import dev.varve.events.RunEvent;
import dev.varve.events.TargetEvent;
import dev.varve.events.VarveEvent;
import java.util.Optional;

/** Which act an event announces, in words; most tell of no intent. */
final class Announced {

    private Announced() {}

    static Optional<String> by(VarveEvent event) {
        return Optional.ofNullable(
                switch (event) {
                    case RunEvent.RunRequested ignored -> Intents.REQUEST;
                    case TargetEvent.LeaseTaken ignored -> Intents.PREFLIGHT;
                    case TargetEvent.LeaseTakenOver ignored -> Intents.PREFLIGHT;
                    case TargetEvent.BackupStarted e -> Intents.of(e);
                    case TargetEvent.BackupProofStarted e -> Intents.of(e);
                    case RunEvent.ToolStarted ignored -> Intents.START_OF_THE_TOOL;
                    case RunEvent.StepStarted e -> Intents.of(e);
                    case RunEvent.VerificationStarted ignored -> Intents.VERIFICATION;
                    case RunEvent.StampRequested e -> Intents.of(e);
                    case RunEvent.RestoreStarted e -> Intents.of(e);
                    case RunEvent.RehearsalStarted e -> Intents.of(e);
                    case RunEvent.SwapStarted e -> Intents.of(e);
                    case RunEvent.MendStarted e -> Intents.of(e);
                    case RunEvent.RecoveryOptionChosen e -> Intents.of(e);
                    case RunEvent.SalvageStarted e -> Intents.of(e);
                    case RunEvent.RunInterrupted e -> e.lastIntent();
                    default -> null;
                });
    }
}
