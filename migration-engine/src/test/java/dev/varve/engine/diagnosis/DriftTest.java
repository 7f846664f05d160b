package dev.varve.engine.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What differs from the scripts and is no broken step: told apart from a wrong stamp, a half step, and what scripts presuppose. */
class DriftTest {

    @TempDir
    Path folder;

    private Patient patient;

    @BeforeEach
    void aDatabaseWithFourRevisions() throws Exception {
        patient = new Patient(folder);
    }

    @Test
    void callsAWrongStampAndAHalfStepByTheirNamesAlsoWhereSomethingElseIsThere() throws Exception {
        patient.at("2").sql("create index stray on user (name)").recordedAt("4");
        assertThat(Patient.codes(patient.deep()))
                .contains("STAMPED_NOT_APPLIED")
                .doesNotContain("SCHEMA_DRIFT");

        patient.recordedAt("2").sql("alter table chat add column meta text");
        var half = patient.deep();
        assertThat(half.state()).isEqualTo(DatabaseState.PARTIAL);
        assertThat(Patient.codes(half)).contains("PARTIAL_MIGRATION").doesNotContain("SCHEMA_DRIFT");
    }

    @Test
    void callsNothingAWrongStampWhereTheScriptWasEditedAfterItRan() throws Exception {
        patient.at("4").ranScripts = Map.of("4", patient.sha256("V4__file.sql"));
        patient.script("V4__file.sql", "create table file (id integer primary key); create table late (id integer);");

        var diagnosis = patient.deep();

        assertThat(Patient.codes(diagnosis))
                .contains("HISTORY_EDITED", "SCHEMA_DRIFT")
                .doesNotContain("STAMPED_NOT_APPLIED");
    }

    @Test
    void takesWhatScriptsPresupposeForNoDriftAndStillTellsWhatIsMissing() throws Exception {
        patient.script("V3__meta.sql", "alter table made_elsewhere add column meta text;");
        patient.at("2").sql("create table made_elsewhere (id integer)");

        var presupposed = patient.deep();
        assertThat(presupposed.state()).isEqualTo(DatabaseState.PENDING);
        assertThat(presupposed.finding(FindingCode.SCHEMA_DRIFT).orElseThrow())
                .returns(Severity.WARNING, Finding::severity)
                .returns(
                        "the scripts do not make everything that is here, and 3 does not run on an empty database:"
                                + " they presuppose table made_elsewhere added",
                        Finding::message);

        patient.sql("alter table user drop column name");
        assertThat(patient.deep().state()).isEqualTo(DatabaseState.DIVERGED);
    }

    @Test
    void namesDriftInWordsAndTheRevisionThatComesNearest() throws Exception {
        patient.at("head").sql("create table stranger (id integer)", "drop index ix_chat_user");

        var finding = patient.deep().finding(FindingCode.SCHEMA_DRIFT).orElseThrow();

        assertThat(finding.message()).contains("table stranger added").contains("index ix_chat_user missing");
        assertThat(finding.evidence()).containsEntry("nearest", "4");
    }

    @Test
    void buildsNothingToCompareWithWhereARunVerifiedThatVerySchemaAndThoseRevisions() throws Exception {
        patient.at("head").sql("alter table user add column extra text");
        var verified = new Vouched(patient.fingerprint(), List.of("4"));

        assertThat(patient.deepUnless(verified).state()).isEqualTo(DatabaseState.UP_TO_DATE);
        assertThat(folder.resolve("cache")).doesNotExist();
        assertThat(patient.recordedAt("3").deepUnless(verified).state())
                .as("the same schema under another recorded revision")
                .isEqualTo(DatabaseState.PARTIAL);
        assertThat(patient.recordedAt("4")
                        .sql("alter table user add column more text")
                        .deepUnless(verified)
                        .state())
                .as("another schema under the same revision")
                .isEqualTo(DatabaseState.DIVERGED);
    }
}
