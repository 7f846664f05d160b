package dev.varve.engine.tool.flyway;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** What is wrong between the scripts and the history table. */
final class HistoryFindings {

    private final History history;
    private final FlywaySettings settings;
    private final List<Finding> findings = new ArrayList<>();

    HistoryFindings(History history, FlywaySettings settings) {
        this.history = history;
        this.settings = settings;
    }

    List<Finding> all() {
        history.all().forEach(info -> {
            switch (info.getState()) {
                case FAILED, FUTURE_FAILED, MISSING_FAILED -> failed(info);
                case MISSING_SUCCESS, FUTURE_SUCCESS -> unknown(info);
                case IGNORED -> passedOver(info);
                default -> changed(info);
            }
        });
        return findings;
    }

    private void failed(MigrationInfo info) {
        findings.add(new Finding(
                FindingCode.FAILED_HISTORY_ROW,
                Severity.ERROR,
                "expected every row of " + settings.historyTable() + " to be a success, found that " + named(info)
                        + " failed; Flyway refuses to go on, and what the script did before it failed may be there",
                evidence(info),
                FlywayLook.RESTORE + "; flyway repair would only delete the row"));
    }

    private void unknown(MigrationInfo info) {
        findings.add(new Finding(
                FindingCode.UNKNOWN_REVISION,
                Severity.ERROR,
                "expected a script for every applied migration, found none for " + named(info),
                evidence(info),
                "bring back the script, or the newer release of the application that has it"));
    }

    private void passedOver(MigrationInfo info) {
        findings.add(new Finding(
                FindingCode.SKIPPED_REVISION,
                settings.is("validateOnMigrate", true) ? Severity.ERROR : Severity.WARNING,
                "expected every version below the current one to be applied, found that " + named(info)
                        + " never was, and never will be without outOfOrder",
                evidence(info),
                "give the script a higher version, or set flyway.outOfOrder=true if its order does not matter"));
    }

    private void changed(MigrationInfo info) {
        var comparable = info.isVersioned()
                && info.getState().isResolved()
                && info.getState().isApplied();
        if (!comparable
                || info.getState() == MigrationState.BASELINE
                || info.getType().isBaseline()) {
            return;
        }
        if (!info.isChecksumMatching()) {
            findings.add(new Finding(
                    FindingCode.CHECKSUM_MISMATCH,
                    settings.is("validateOnMigrate", true) ? Severity.ERROR : Severity.WARNING,
                    "expected the script of " + named(info) + " as it was when applied (checksum "
                            + info.getAppliedChecksum() + "), found it changed (checksum " + info.getResolvedChecksum()
                            + ")",
                    evidence(info),
                    "bring back the script's released text; a change belongs into a new migration"));
        }
    }

    private static String named(MigrationInfo info) {
        return FlywayRevision.id(info) + " '" + info.getDescription() + "'";
    }

    private static Map<String, Object> evidence(MigrationInfo info) {
        var evidence = new LinkedHashMap<String, Object>();
        evidence.put("revision", FlywayRevision.id(info));
        evidence.put("script", info.getScript());
        evidence.put("state", info.getState().getDisplayName());
        evidence.put("installedRank", info.getInstalledRank());
        evidence.put(
                "installedOn",
                info.getInstalledOn() == null
                        ? null
                        : info.getInstalledOn().toInstant().toString());
        return evidence;
    }
}
