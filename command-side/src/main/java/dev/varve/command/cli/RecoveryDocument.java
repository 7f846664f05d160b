package dev.varve.command.cli;

import dev.varve.command.recover.Recovered;
import dev.varve.command.recover.Scenes;
import dev.varve.command.run.RunKind;
import dev.varve.engine.recovery.Assessment;
import dev.varve.engine.recovery.WayBack;
import dev.varve.events.Outcomes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A recovery as the contract's document of a run, with what was found and what is on offer. */
final class RecoveryDocument {

    private RecoveryDocument() {}

    /** Nothing was done. */
    static Map<String, Object> ofWhatIsFound(String target, Scenes.Viewed viewed, Assessment found) {
        var current = viewed.looked() == null
                ? List.<String>of()
                : viewed.looked().diagnosis().current();
        var document = head(
                null,
                target,
                found.isHealthy() ? Outcomes.SUCCEEDED : Outcomes.FAILED_NEEDS_RECOVERY,
                current,
                current);
        document.put("backup", null);
        putRun(document);
        document.put("startedAt", null);
        document.put("endedAt", null);
        document.put(
                "remedy",
                found.isHealthy()
                        ? null
                        : found.decision() == null ? "varve recover " + target + " --yes" : found.decision());
        putFound(document, found);
        document.put("option", null);
        document.put("proof", null);
        document.put(
                "state",
                viewed.looked() == null ? null : viewed.looked().diagnosis().state());
        document.put("aside", List.of());
        document.put("why", found.isHealthy() ? null : found.situation().sentence());
        document.put("resumed", null);
        return document;
    }

    static Map<String, Object> of(String target, Recovered ended, ResumedRun resumed) {
        var to = ended.to() == null ? List.<String>of() : ended.to();
        var document = head(ended.runId(), target, ended.outcome(), ended.from(), to);
        document.put("backup", ended.backup() == null ? null : RunDocument.backup(ended.backup()));
        putRun(document);
        document.put("startedAt", ended.startedAt());
        document.put("endedAt", ended.endedAt());
        document.put("remedy", ended.remedy());
        putFound(document, ended.before());
        document.put(
                "option", ended.chosen() == null ? null : ended.chosen().way().word());
        document.put("proof", ended.proof());
        document.put("state", ended.state());
        document.put("aside", ended.aside());
        document.put("why", ended.why());
        document.put("resumed", resumed == null ? null : resumed.document(target));
        return document;
    }

    private static Map<String, Object> head(
            String runId, String target, String outcome, List<String> from, List<String> to) {
        var document = new LinkedHashMap<String, Object>();
        document.put("runId", runId);
        document.put("target", target);
        document.put("kind", RunKind.RECOVER.word());
        document.put("outcome", outcome);
        document.put("strategy", null);
        document.put("from", from);
        document.put("to", to);
        return document;
    }

    private static void putRun(Map<String, Object> document) {
        document.put("rehearsal", null);
        document.put("steps", List.of());
        document.put("tables", List.of());
    }

    private static void putFound(Map<String, Object> document, Assessment found) {
        document.put("situation", found.situation());
        document.put("evidence", found.evidence());
        document.put("statementVerdicts", VerdictDocument.ofSteps(found.verdicts()));
        document.put(
                "options", found.ways().stream().map(RecoveryDocument::option).toList());
    }

    private static Map<String, Object> option(WayBack way) {
        var option = new LinkedHashMap<String, Object>();
        option.put("id", way.way().word());
        option.put("does", way.does());
        option.put("loses", way.loses());
        option.put("takesMillis", way.takesMillis());
        option.put("proof", way.proof());
        option.put("onlyByName", way.onlyByName());
        return option;
    }
}
