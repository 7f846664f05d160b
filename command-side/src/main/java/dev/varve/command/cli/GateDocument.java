package dev.varve.command.cli;

import dev.varve.cli.ExitCode;
import dev.varve.command.run.GateVerdict;
import dev.varve.engine.finding.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A gate's answer as the contract's document. */
record GateDocument(String target, boolean exact, ExitCode exit, GateVerdict verdict) {

    Map<String, Object> asMap() {
        var diagnosis = verdict.diagnosis();
        var document = new LinkedHashMap<String, Object>();
        document.put("target", target);
        document.put("open", exit == ExitCode.DONE);
        document.put("outcome", verdict.outcome());
        document.put("revisions", verdict.wanted());
        document.put("exact", exact);
        document.put("state", diagnosis == null ? null : diagnosis.state());
        document.put("current", diagnosis == null ? null : diagnosis.current());
        document.put("missing", verdict.missing());
        document.put("findings", findings());
        return document;
    }

    private List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        if (verdict.run() != null) {
            findings.add(verdict.run().finding());
        }
        if (verdict.diagnosis() != null) {
            findings.addAll(verdict.diagnosis().findings());
        }
        return findings;
    }
}
