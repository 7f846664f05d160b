package dev.varve.engine.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.varve.engine.finding.FindingCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BrokenDatabasesTest {

    @TempDir
    Path folder;

    private Patient patient;

    @BeforeEach
    void aDatabaseWithFourRevisions() throws Exception {
        patient = new Patient(folder);
    }

    /** What was done to a database, and what a deep look must call it. */
    interface Breakage {
        void to(Patient patient) throws Exception;
    }

    static Stream<Arguments> catalogue() {
        return Stream.of(
                broken("nothing at all", DatabaseState.EMPTY, null, patient -> {}),
                broken("head, as the scripts make it", DatabaseState.UP_TO_DATE, null, patient -> patient.at("head")),
                broken("two pending", DatabaseState.PENDING, null, patient -> patient.at("2")),
                broken(
                        "1: DDL committed before an interrupted revision",
                        DatabaseState.PARTIAL,
                        FindingCode.PARTIAL_MIGRATION,
                        patient -> patient.at("2").sql("alter table chat add column meta text")),
                broken(
                        "1: the first revision of all broke",
                        DatabaseState.PARTIAL,
                        FindingCode.PARTIAL_MIGRATION,
                        patient -> patient.script(
                                        "V1__user.sql",
                                        "create table user (id integer primary key, name text);",
                                        "create table other (id integer);")
                                .sql("create table user (id integer primary key, name text)")),
                broken(
                        "2: the schema of the next revision, recorded at the one before",
                        DatabaseState.PARTIAL,
                        FindingCode.APPLIED_NOT_STAMPED,
                        patient -> patient.at("3").recordedAt("2")),
                broken(
                        "two revisions applied by hand",
                        DatabaseState.DIVERGED,
                        FindingCode.APPLIED_NOT_STAMPED,
                        patient -> patient.at("4").recordedAt("2")),
                broken(
                        "9: stamped at head, nothing of the last two ran",
                        DatabaseState.DIVERGED,
                        FindingCode.STAMPED_NOT_APPLIED,
                        patient -> patient.at("2").recordedAt("4")),
                broken(
                        "10: a table of the recorded revision is missing",
                        DatabaseState.DIVERGED,
                        FindingCode.STAMPED_NOT_APPLIED,
                        patient -> patient.at("3").sql("drop table tag")),
                broken(
                        "12: the version table was lost",
                        DatabaseState.UNMANAGED,
                        FindingCode.UNMANAGED_DATABASE,
                        patient -> patient.at("3").sql("drop table flyway_schema_history")),
                broken(
                        "12: the version table was emptied",
                        DatabaseState.UNMANAGED,
                        FindingCode.UNMANAGED_DATABASE,
                        patient -> patient.at("3").sql("delete from flyway_schema_history")),
                broken(
                        "13: the code is older than the database",
                        DatabaseState.UNKNOWN_REVISION,
                        FindingCode.UNKNOWN_REVISION,
                        patient -> {
                            patient.at("4");
                            Files.delete(patient.folder.resolve("sql/V4__file.sql"));
                        }),
                broken(
                        "18: a batch operation was killed",
                        DatabaseState.PARTIAL,
                        FindingCode.LEFTOVER_TEMP_TABLE,
                        patient -> patient.at("head").sql("create table _alembic_tmp_chat (id integer)")),
                broken(
                        "somebody added a column by hand",
                        DatabaseState.DIVERGED,
                        FindingCode.SCHEMA_DRIFT,
                        patient -> patient.at("head").sql("alter table user add column \"by hand; --\" text")),
                broken(
                        "a failed row in the history",
                        DatabaseState.PARTIAL,
                        FindingCode.FAILED_HISTORY_ROW,
                        patient -> patient.at("2")
                                .sql(
                                        "insert into flyway_schema_history values"
                                                + " (9, '3', 'meta', 'SQL', 'V3__meta.sql', 1, '', '2026-01-01 00:00:00', 5, 0)")),
                broken(
                        "the file is no database",
                        DatabaseState.CORRUPT,
                        FindingCode.INTEGRITY_FAILED,
                        patient -> Files.write(patient.folder.resolve("app.db"), new byte[8192 + 17])),
                broken(
                        "the file is gone",
                        DatabaseState.UNREACHABLE,
                        FindingCode.DATABASE_UNREACHABLE,
                        patient -> Files.delete(patient.folder.resolve("app.db"))));
    }

    private static Arguments broken(String what, DatabaseState state, FindingCode code, Breakage breakage) {
        return arguments(what, state, code, breakage);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("catalogue")
    void tellsTheStateOfADatabaseThatItNeverSawBefore(
            String what, DatabaseState state, FindingCode code, Breakage breakage) throws Exception {
        breakage.to(patient);

        var diagnosis = patient.deep();

        assertThat(diagnosis.state()).as("%s: %s", what, diagnosis.findings()).isEqualTo(state);
        if (code != null) {
            assertThat(diagnosis.finding(code)).as(what).isPresent();
        } else {
            assertThat(Patient.codes(diagnosis)).isSubsetOf("PENDING_MIGRATIONS");
        }
        assertThat(diagnosis.findings())
                .allSatisfy(
                        finding -> assertThat(String.valueOf(finding.remedy())).doesNotContain("stamp"));
        assertThat(folder.resolve("scratch"))
                .satisfiesAnyOf(
                        gone -> assertThat(gone).doesNotExist(),
                        empty -> assertThat(empty).isEmptyDirectory());
    }

    static Stream<Arguments> withARepeatable() {
        return Stream.of(
                broken("all ran", DatabaseState.UP_TO_DATE, null, patient -> patient.at("head")),
                broken("two pending", DatabaseState.PENDING, null, patient -> patient.at("2")),
                broken(
                        "a second repeatable pending that needs a pending version",
                        DatabaseState.PENDING,
                        null,
                        patient -> patient.at("2")
                                .script("R__meta.sql", "create trigger t after insert on file begin select 1; end;")),
                broken(
                        "the repeatable pending, all versions applied",
                        DatabaseState.PENDING,
                        null,
                        patient -> patient.without("R__names.sql").at("4").script("R__names.sql", NAMES)),
                broken(
                        "the repeatable and a version pending",
                        DatabaseState.PENDING,
                        null,
                        patient -> patient.without("R__names.sql").at("2").script("R__names.sql", NAMES)),
                broken(
                        "a repeatable whose text has changed",
                        DatabaseState.PENDING,
                        null,
                        patient -> patient.at("2")
                                .script(
                                        "R__names.sql",
                                        "drop view if exists names;",
                                        "create view names as select id from user;")),
                broken(
                        "the next version there in part",
                        DatabaseState.PARTIAL,
                        FindingCode.PARTIAL_MIGRATION,
                        patient -> patient.at("4")
                                .script(
                                        "V5__more.sql",
                                        "create table more (id integer primary key);",
                                        "create table most (id integer primary key);")
                                .sql("create table more (id integer primary key)")),
                broken(
                        "the next version there in part, the repeatable pending",
                        DatabaseState.PARTIAL,
                        FindingCode.PARTIAL_MIGRATION,
                        patient -> patient.without("R__names.sql")
                                .at("4")
                                .script("R__names.sql", NAMES)
                                .script(
                                        "V5__more.sql",
                                        "create table more (id integer primary key);",
                                        "create table most (id integer primary key);")
                                .sql("create table more (id integer primary key)")),
                broken(
                        "the repeatable's view is gone",
                        DatabaseState.DIVERGED,
                        FindingCode.SCHEMA_DRIFT,
                        patient -> patient.at("2").sql("drop view names")));
    }

    private static final String[] NAMES = {
        "drop view if exists names;", "create view names as select name from user;",
    };

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("withARepeatable")
    void tellsTheStateOfADatabaseWhoseProjectHasARepeatable(
            String what, DatabaseState state, FindingCode code, Breakage breakage) throws Exception {
        breakage.to(patient.script("R__names.sql", NAMES));

        var diagnosis = patient.deep();

        assertThat(diagnosis.state()).as("%s: %s", what, diagnosis.findings()).isEqualTo(state);
        assertThat(Patient.codes(diagnosis)).doesNotContain("BROKEN_HISTORY");
        if (code != null) {
            assertThat(diagnosis.finding(code)).as(what).isPresent();
        }
    }

    @Test
    void namesExactlyWhichObjectsOfABrokenStepExistAndWhichDoNot() throws Exception {
        patient.sql("create table obsolete (id integer)")
                .script("V0__obsolete.sql", "create table if not exists obsolete (id integer);");
        patient.sql("drop table obsolete").at("2");
        var before = patient.fingerprint();
        patient.sql("alter table chat add column meta text", "create index ix_chat_user on chat (user_id)");

        var finding = patient.deep().finding(FindingCode.PARTIAL_MIGRATION).orElseThrow();

        assertThat(finding.evidence())
                .containsEntry("revision", "3")
                .containsEntry("expectedBefore", before)
                .containsEntry("found", patient.fingerprint())
                .containsEntry("exists", List.of("column meta of chat", "index ix_chat_user of chat"))
                .containsEntry("missing", List.of("table tag", "table obsolete still there"));
        assertThat(finding.message())
                .isEqualTo("expected revision 3 to be applied or not, found it applied in part: column meta of chat;"
                        + " index ix_chat_user of chat; not: table tag; table obsolete still there");
        assertThat(finding.remedy()).isEqualTo("varve recover app");
    }

    @Test
    void namesTheNearestRevisionOfAnUnmanagedDatabase() throws Exception {
        patient.at("3").sql("drop table flyway_schema_history");

        var finding = patient.deep().finding(FindingCode.UNMANAGED_DATABASE).orElseThrow();

        assertThat(finding.message())
                .isEqualTo("expected a recorded revision, found 3 tables and none recorded;"
                        + " the schema equals that of 3");
        assertThat(finding.evidence()).containsEntry("nearest", "3").containsEntry("nearestDifferences", 0);
    }

    @Test
    void tellsABrokenStepByTheRecordAloneWithoutBuildingAnything() throws Exception {
        patient.at("2");
        patient.lastRun = new KnownRun("run-7", false, "step 1 of 2, 3", "3", patient.fingerprint());
        assertThat(patient.quick().state()).isEqualTo(DatabaseState.PENDING);

        patient.sql("alter table chat add column meta text");

        var diagnosis = patient.quick();
        assertThat(diagnosis.state()).isEqualTo(DatabaseState.PARTIAL);
        assertThat(diagnosis.finding(FindingCode.INTERRUPTED_RUN).orElseThrow().message())
                .isEqualTo(
                        "expected run run-7 to have gone to its end, found it cut short; its last act was: step 1 of 2, 3");
        assertThat(diagnosis
                        .finding(FindingCode.PARTIAL_MIGRATION)
                        .orElseThrow()
                        .evidence())
                .containsEntry("revision", "3")
                .containsEntry("runId", "run-7");
    }

    /** Such as a table that is copied, dropped and renamed: in between it is under a name that neither revision has. */
    @Test
    void tellsABrokenStepByTheRecordWhereItsHalfLiesBetweenNoTwoSchemas() throws Exception {
        patient.at("2");
        patient.lastRun = new KnownRun("run-7", false, "step 1 of 2, 3", "3", patient.fingerprint());
        patient.sql("create table chat_new (id integer primary key)", "drop table chat");

        var diagnosis = patient.deep();

        assertThat(diagnosis.state()).isEqualTo(DatabaseState.PARTIAL);
        assertThat(diagnosis.finding(FindingCode.SCHEMA_DRIFT)).isEmpty();
        assertThat(diagnosis
                        .finding(FindingCode.PARTIAL_MIGRATION)
                        .orElseThrow()
                        .message())
                .isEqualTo("expected the schema as it was before revision 3 began, found another:"
                        + " the step did not end well and left something behind");
    }

    @Test
    void namesTheVeryBackupOfTheBrokenRunAndDoesNotTellToUpgradeOverIt() throws Exception {
        patient.at("2").sql("alter table chat add column meta text");
        patient.lastRun = new KnownRun(
                "run-7", true, "step 1 of 2, 3", "3", null, "20261122-115900-000", List.of(), null, List.of());

        var diagnosis = patient.deep();

        assertThat(diagnosis
                        .finding(FindingCode.PARTIAL_MIGRATION)
                        .orElseThrow()
                        .remedy())
                .isEqualTo("varve recover app (backup 20261122-115900-000, taken and proven by run run-7, is there)");
        assertThat(diagnosis
                        .finding(FindingCode.PENDING_MIGRATIONS)
                        .orElseThrow()
                        .remedy())
                .isNull();
    }
}
