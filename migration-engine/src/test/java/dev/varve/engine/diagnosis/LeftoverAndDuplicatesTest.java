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

class LeftoverAndDuplicatesTest {

    @TempDir
    Path folder;

    private Patient patient;

    @BeforeEach
    void chatsOfTwoUsers() throws Exception {
        patient = new Patient(folder).at("2");
        patient.sql(
                "insert into user values (1, 'ada'), (2, 'ada'), (3, 'grace'), (4, null), (5, null)",
                "insert into chat values (1, 1), (2, 1), (3, 2)");
    }

    private Finding found(FindingCode code) {
        return patient.deep().finding(code).orElseThrow();
    }

    @Test
    void tellsThatTheTableBesideALeftoverIsWhole() throws Exception {
        patient.sql("create table _alembic_tmp_chat as select * from chat where id = 1");

        var finding = found(FindingCode.LEFTOVER_TEMP_TABLE);

        assertThat(finding.message())
                .isEqualTo("expected no table of an unfinished batch operation, found _alembic_tmp_chat, with 1 rows;"
                        + " table chat is whole, with 3 rows");
        assertThat(finding.remedy())
                .endsWith(
                        "; without a backup: drop _alembic_tmp_chat in a copy of the file, and diagnose that one --deep");
        assertThat(finding.evidence())
                .containsEntry("original", "chat")
                .containsEntry("originalIsWhole", true)
                .containsEntry("originalRows", 3L)
                .containsEntry("rows", 1L);
    }

    @Test
    void tellsThatALeftoverIsAllThereIsOfItsTable() throws Exception {
        patient.sql("alter table chat rename to _alembic_tmp_chat");

        var finding = found(FindingCode.LEFTOVER_TEMP_TABLE);

        assertThat(finding.message())
                .endsWith("found _alembic_tmp_chat, with 3 rows;"
                        + " table chat is gone: the leftover is the only place where its rows are");
        assertThat(finding.remedy()).endsWith("; never drop _alembic_tmp_chat");
        assertThat(finding.evidence()).containsEntry("originalIsThere", false);
    }

    @Test
    void doesNotCallATableWholeThatLacksAColumn() throws Exception {
        patient.sql(
                "create table _alembic_tmp_chat as select * from chat",
                "drop table chat",
                "create table chat (id integer primary key)");

        var finding = found(FindingCode.LEFTOVER_TEMP_TABLE);

        assertThat(finding.message()).endsWith("table chat is there, and not as its revision makes it, with 0 rows");
        assertThat(finding.remedy()).doesNotContain("drop");
    }

    @Test
    void countsTheValuesThatStandInTheWayOfAPendingKey() throws Exception {
        patient.script("V3__meta.sql", "create unique index ux_name on user (name);");

        var finding = found(FindingCode.DUPLICATE_KEYS);

        assertThat(finding.message())
                .isEqualTo(
                        "expected no two rows alike where the pending revision 3 makes a unique key over user (name),"
                                + " found 1 value more than once");
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.evidence())
                .isEqualTo(Map.of("revision", "3", "table", "user", "columns", List.of("name"), "duplicated", 1L));
        assertThat(finding.evidence().toString()).doesNotContain("ada");
        assertThat(finding.remedy()).endsWith("varve rehearse app");
    }

    @Test
    void countsAlsoAfterTheStepHasFailedOnThem() throws Exception {
        patient.script(
                        "V3__meta.sql",
                        "alter table chat add column meta text;",
                        "create unique index ux_chat on chat (user_id);")
                .sql("alter table chat add column meta text");

        assertThat(patient.deep().state()).isEqualTo(DatabaseState.PARTIAL);
        assertThat(found(FindingCode.DUPLICATE_KEYS).message()).contains("over chat (user_id), found 1 value");
    }

    @Test
    void saysNothingOfKeysThatNothingStandsInTheWayOf() throws Exception {
        patient.script(
                "V3__meta.sql",
                "create unique index ux_id on user (id, name);",
                "create unique index ux_some on user (name) where id > 2;",
                "create index ix_name on user (name);",
                "alter table chat add column code text;",
                "create unique index ux_code on chat (code);");

        assertThat(patient.deep().finding(FindingCode.DUPLICATE_KEYS)).isEmpty();
    }

    @Test
    void tellsHowManyRowsTheTablesOfAnUnrecordedStepHold() throws Exception {
        patient.script(
                        "V3__meta.sql",
                        "create table message (id integer primary key, chat_id integer);",
                        "insert into message (chat_id) select id from chat;")
                .at("3")
                .recordedAt("2")
                .sql("delete from message where id > 1");

        var finding = found(FindingCode.APPLIED_NOT_STAMPED);

        assertThat(finding.message())
                .endsWith("its schema is complete, its data may be half done; message holds 1 rows");
        assertThat(finding.evidence()).containsEntry("rows", Map.of("message", 1L));
    }
}
