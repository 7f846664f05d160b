package dev.varve.command.run;

import dev.varve.command.append.Redaction;
import dev.varve.engine.finding.Finding;
import dev.varve.events.RecordedFinding;
import java.util.List;

/** Findings in the form in which they are recorded. */
public final class RecordedFindings {

    private RecordedFindings() {}

    public static List<RecordedFinding> of(List<Finding> findings, Redaction redaction) {
        return findings.stream()
                .map(finding -> new RecordedFinding(
                        finding.code().name(),
                        finding.severity().name(),
                        redaction.of(finding.message()),
                        redaction.of(finding.remedy())))
                .toList();
    }
}
