package dev.varve.command.cli;

import dev.varve.command.run.RunKind;
import dev.varve.command.run.RunOutcome;
import dev.varve.command.run.RunRefused;
import dev.varve.command.run.StepTrail;
import dev.varve.engine.backup.Backup;
import dev.varve.engine.observation.TableChange;
import dev.varve.events.Outcomes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a run ended, as the contract's document. */
final class RunDocument {

    private RunDocument() {}

    static Map<String, Object> of(RunOutcome outcome) {
        var document = new LinkedHashMap<String, Object>();
        document.put("runId", outcome.runId());
        document.put("target", outcome.target());
        document.put("kind", outcome.kind().word());
        document.put("outcome", outcome.word());
        document.put("strategy", outcome.strategy());
        document.put("online", outcome.online());
        document.put("from", outcome.from());
        document.put("to", outcome.to());
        document.put("backup", outcome.backup() == null ? null : backup(outcome.backup()));
        document.put("rehearsal", outcome.rehearsal());
        document.put("kept", outcome.kept());
        document.put("steps", outcome.steps().stream().map(RunDocument::step).toList());
        document.put("tables", outcome.tables().stream().map(RunDocument::table).toList());
        document.put("startedAt", outcome.startedAt());
        document.put("endedAt", outcome.endedAt());
        document.put("why", outcome.why());
        document.put("remedy", outcome.remedy());
        return document;
    }

    static Map<String, Object> ofRefusal(String target, RunKind kind, RunRefused refused) {
        var document = new LinkedHashMap<String, Object>();
        document.put("runId", refused.runId());
        document.put("target", target);
        document.put("kind", kind.word());
        document.put("outcome", Outcomes.REFUSED);
        document.put("strategy", null);
        document.put("from", List.of());
        document.put("to", List.of());
        document.put("backup", null);
        document.put("rehearsal", null);
        document.put("steps", List.of());
        document.put("tables", List.of());
        document.put("startedAt", null);
        document.put("endedAt", null);
        document.put("findings", refused.violations());
        document.put("why", refused.getMessage());
        document.put("remedy", refused.violations().getFirst().remedy());
        return document;
    }

    static Map<String, Object> backup(Backup backup) {
        var document = new LinkedHashMap<String, Object>();
        document.put("id", backup.id());
        document.put("path", backup.path());
        document.put("sizeBytes", backup.sizeBytes());
        document.put("sha256", backup.sha256());
        document.put("takenAt", backup.takenAt());
        document.put("provenAt", backup.provenAt());
        document.put("runId", backup.runId());
        return document;
    }

    private static Map<String, Object> step(StepTrail.Step step) {
        var document = new LinkedHashMap<String, Object>();
        document.put("revision", step.revision());
        document.put("message", step.message());
        document.put("outcome", step.outcome());
        document.put("durationMillis", step.durationMillis());
        document.put("statements", step.statements());
        document.put("rowsAffected", step.rowsAffected());
        document.put("fingerprintBefore", step.fingerprintBefore());
        document.put("fingerprintAfter", step.fingerprintAfter());
        document.put("error", step.error());
        VerdictDocument.put(document, step.verdicts());
        document.put("retries", step.retries());
        return document;
    }

    private static Map<String, Object> table(TableChange table) {
        var document = new LinkedHashMap<String, Object>();
        document.put("name", table.name());
        document.put("rowsBefore", table.rowsBefore());
        document.put("rowsAfter", table.rowsAfter());
        document.put("contentBefore", table.contentBefore());
        document.put("contentAfter", table.contentAfter());
        document.put("lostInRevision", table.lostInRevision());
        return document;
    }
}
