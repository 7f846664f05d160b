package dev.varve.engine.diagnosis;

import dev.varve.engine.finding.Finding;
import java.util.List;

/** What a situation amounts to, with the findings that show it. */
record Verdict(DatabaseState state, List<Finding> findings) {

    Verdict {
        findings = List.copyOf(findings);
    }

    static Verdict of(DatabaseState state, Finding... findings) {
        return new Verdict(state, List.of(findings));
    }
}
