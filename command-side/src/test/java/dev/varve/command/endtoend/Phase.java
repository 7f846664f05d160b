package dev.varve.command.endtoend;

import java.util.Set;

/** Where in a run a kill is aimed at, or fell. */
enum Phase {
    BACKUP("BackupStarted"),
    PROOF("BackupProofStarted"),
    STATEMENT("StepStarted"),
    BETWEEN_STEPS("StepSucceeded"),
    VERIFICATION("VerificationStarted"),
    /** Any other moment of the run. */
    ELSEWHERE("LeaseTaken");

    static final Set<Phase> AIMED = Set.of(BACKUP, PROOF, STATEMENT, BETWEEN_STEPS, VERIFICATION);

    private final String opening;

    Phase(String opening) {
        this.opening = opening;
    }

    /** The event with which it begins. */
    String opening() {
        return opening;
    }

    /** The phase that was going on when this event was the last. */
    static Phase after(String lastEvent, boolean insideStatement) {
        return switch (lastEvent) {
            case "BackupStarted" -> BACKUP;
            case "BackupProofStarted" -> PROOF;
            case "StepStarted" -> insideStatement ? STATEMENT : ELSEWHERE;
            case "StepSucceeded" -> BETWEEN_STEPS;
            case "VerificationStarted" -> VERIFICATION;
            default -> ELSEWHERE;
        };
    }
}
