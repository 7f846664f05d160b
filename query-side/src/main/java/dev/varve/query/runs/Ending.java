package dev.varve.query.runs;

import dev.varve.events.Outcomes;
import dev.varve.events.RunEvent;
import java.time.Instant;
import java.util.List;

/** How a run ended, and where it left the database. */
final class Ending {

    private String outcome;
    private String why;
    private String remedy;
    private Instant at;
    private List<String> reached = List.of();
    private String fingerprint;

    void on(RunEvent.RunSucceeded told, Instant when) {
        ended(Outcomes.SUCCEEDED, null, null, when);
        stands(told.to(), told.fingerprint());
    }

    void on(RunEvent.RunFailed told, Instant when) {
        ended(told.outcome(), told.why(), told.remedy(), when);
        stands(told.current(), told.fingerprint());
    }

    void on(RunEvent.RunInterrupted told, Instant when) {
        ended(Outcomes.INTERRUPTED, told.why(), "varve recover " + told.target(), when);
        fingerprint = told.fingerprint();
    }

    void on(RunEvent.RecoveryAbandoned told, Instant when) {
        ended(Outcomes.REFUSED, told.why(), "varve recover " + told.target(), when);
    }

    /** @param reason {@code null} if the findings say it */
    void refused(String reason, Instant when) {
        ended(Outcomes.REFUSED, reason, null, when);
    }

    /** Where the database was seen in the run. */
    void stands(List<String> revisions, String schema) {
        reached = revisions == null ? reached : revisions;
        fingerprint = schema;
    }

    private void ended(String how, String reason, String whatNext, Instant when) {
        outcome = how;
        why = reason;
        remedy = whatNext;
        at = when;
    }

    String outcome() {
        return outcome;
    }

    String why() {
        return why;
    }

    String remedy() {
        return remedy;
    }

    Instant at() {
        return at;
    }

    List<String> reached() {
        return reached;
    }

    String fingerprint() {
        return fingerprint;
    }
}
