package dev.varve.command.cli;

import dev.varve.engine.diagnosis.Diagnosis;
import java.util.LinkedHashMap;
import java.util.Map;

/** A diagnosis as the contract's document. */
record DiagnosisDocument(String target, Diagnosis diagnosis) {

    Map<String, Object> asMap() {
        var document = new LinkedHashMap<String, Object>();
        document.put("target", target);
        document.put("tool", diagnosis.tool());
        document.put("database", diagnosis.database());
        document.put("state", diagnosis.state());
        document.put("current", diagnosis.current());
        document.put("heads", diagnosis.heads());
        document.put("pending", diagnosis.pending());
        document.put("branches", diagnosis.branches());
        document.put("tables", diagnosis.tables());
        document.put("fingerprint", diagnosis.fingerprint());
        document.put("integrity", diagnosis.integrity());
        document.put("findings", diagnosis.findings());
        return document;
    }
}
