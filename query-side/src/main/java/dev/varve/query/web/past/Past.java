package dev.varve.query.web.past;

import dev.varve.query.backups.BackupView;
import dev.varve.query.findings.FindingView;
import dev.varve.query.status.StatusView;
import java.util.List;

/** What was believed of a database after an event. */
public record Past(StatusView status, List<FindingView> findings, List<BackupView> backups) {

    public Past {
        findings = List.copyOf(findings);
        backups = List.copyOf(backups);
    }
}
