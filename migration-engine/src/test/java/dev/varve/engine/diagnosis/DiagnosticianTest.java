package dev.varve.engine.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiagnosticianTest {

    @TempDir
    Path folder;

    private Patient patient;

    @BeforeEach
    void aDatabaseWithFourRevisions() throws Exception {
        patient = new Patient(folder);
    }

    @Test
    void tellsAForeignKeyWhoseTargetHasNoUniqueKey() throws Exception {
        patient.at("head")
                .sql(
                        "create table loose (name text, other text unique)",
                        "create table good (a text references loose (other))",
                        "create table bad (a text references loose (name))",
                        "create table dangling (a text references nowhere (name))");

        var findings = patient.quick().findings().stream()
                .filter(finding -> finding.code() == FindingCode.MISSING_UNIQUE_KEY)
                .map(Finding::message)
                .toList();

        assertThat(findings)
                .containsExactly("expected a unique key on the target of the foreign key (a) references loose(name)"
                        + " of table bad, found none on loose");
    }

    @Test
    void givesEverythingThatTheContractNamesAndLeavesTheVersionTableOutOfTheFingerprint() throws Exception {
        patient.at("2").sql("insert into user (name) values ('a'), ('b')");

        var diagnosis = patient.quick();

        assertThat(diagnosis.tool()).isEqualTo("flyway");
        assertThat(diagnosis.database().kind()).isEqualTo("sqlite");
        assertThat(diagnosis.database().serverVersion()).startsWith("3.");
        assertThat(diagnosis.current()).containsExactly("2");
        assertThat(diagnosis.heads()).containsExactly("4");
        assertThat(diagnosis.pending()).extracting(Diagnosis.Pending::revision).containsExactly("3", "4");
        assertThat(diagnosis.tables()).contains(new Diagnosis.TableRows("user", 2));
        assertThat(diagnosis.fingerprint()).isEqualTo(patient.fingerprint());
        assertThat(diagnosis.integrity().ok()).isTrue();
        assertThat(Patient.codes(diagnosis)).containsExactly("PENDING_MIGRATIONS");
    }

    @Test
    void saysWhenNoBackupOfTheLastDaysIsKnown() throws Exception {
        patient.at("head").backupProvenAt = null;

        assertThat(patient.quick()
                        .finding(FindingCode.NO_RECENT_BACKUP)
                        .orElseThrow()
                        .message())
                .isEqualTo("expected a proven backup of the last 7 days, found none");
    }

    @Test
    void comparesWithRepeatablesWhileAVersionIsPending() throws Exception {
        patient.script("R__names.sql", "drop view if exists names; create view names as select name from user;")
                .at("head");
        patient.script("V5__later.sql", "create table later (id integer);");

        assertThat(patient.deep().state()).isEqualTo(DatabaseState.PENDING);
    }

    @Test
    void tellsAScriptThatIsNotWhatItWasWhenItRanAndCallsNothingBrokenForIt() throws Exception {
        patient.at("head");
        patient.ranScripts = Map.of("1", "0".repeat(64), "4", patient.sha256("V4__file.sql"));

        var diagnosis = patient.quick();

        var finding = diagnosis.finding(FindingCode.HISTORY_EDITED).orElseThrow();
        assertThat(finding.message())
                .isEqualTo("expected the script of 1 as it ran (SHA-256 " + "0".repeat(64) + "), found another ("
                        + patient.sha256("V1__user.sql") + "): it was edited since");
        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(Patient.codes(diagnosis)).containsExactly("HISTORY_EDITED");
        assertThat(diagnosis.state()).isEqualTo(DatabaseState.UP_TO_DATE);
    }

    @Test
    void saysNothingOfAnEditedScriptThatIsYetToRunAgain() throws Exception {
        patient.at("2").ranScripts = Map.of("3", "0".repeat(64));

        assertThat(patient.quick().finding(FindingCode.HISTORY_EDITED)).isEmpty();
    }
}
