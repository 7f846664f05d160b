package dev.varve.query.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.varve.events.RehearsedStep;
import dev.varve.events.RunEvent;
import dev.varve.events.TargetEvent;
import dev.varve.query.Recorder;
import dev.varve.query.Story;
import dev.varve.store.PendingBlobs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaHistoryTest {

    private static final String USERS = "TABLE|users|users|";
    private static final String MAIL = "COLUMN|users|mail|TEXT";

    private final Story story = new Story("shop");

    @TempDir
    private Path home;

    private Recorder recorder;
    private Kept kept;
    private SchemaHistory history;

    @BeforeEach
    void open() {
        recorder = Recorder.in(home);
        recorder.record(story.registered());
        kept = new Kept(recorder, "shop");
        history = new SchemaHistory(recorder.log());
    }

    @AfterEach
    void close() {
        recorder.close();
    }

    private TargetEvent looked(String fingerprint) {
        return new TargetEvent.DatabaseDiagnosed(
                "shop", "UP_TO_DATE", List.of("a1"), List.of("a1"), List.of(), fingerprint, List.of());
    }

    @Test
    void knowsNothingBeforeAnybodyLooked() {
        assertThat(history.at("shop", recorder.now())).isEmpty();
        assertThat(history.standings("shop")).isEmpty();
    }

    @Test
    void tellsTheSchemaBeforeAndAfterAnUpgradeAndWhatDiffers() {
        kept.schema("f1", USERS, MAIL);
        recorder.record(looked("f1"));
        var before = recorder.now();
        recorder.record(story.requested("R1", "upgrade"), story.stepSucceeded("R1", 1, "b2"));
        kept.schema("f-b2", USERS, "COLUMN|users|mail|TEXT NOT NULL", "TABLE|posts|posts|");

        var was = history.at("shop", before).orElseThrow();
        var is = history.at("shop", recorder.now()).orElseThrow();

        assertThat(was.fingerprint()).isEqualTo("f1");
        assertThat(was.isKept()).isTrue();
        assertThat(was.objects())
                .extracting(SchemaObject::kind, SchemaObject::name)
                .containsExactly(tuple("TABLE", "users"));
        assertThat(is.standing().toldBy()).isEqualTo("StepSucceeded");
        var difference = SchemaDifference.between(was.objects(), is.objects());
        assertThat(difference.objects())
                .extracting(SchemaDifference.OfObject::name, SchemaDifference.OfObject::change)
                .containsExactly(tuple("posts", Change.ADDED), tuple("users", Change.CHANGED));
    }

    @Test
    void saysOnlyTheFingerprintWhereTheSchemaWasNotKept() {
        recorder.record(looked("f1"));

        var at = history.at("shop", recorder.now()).orElseThrow();

        assertThat(at.fingerprint()).isEqualTo("f1");
        assertThat(at.isKept()).isFalse();
        assertThat(at.objects()).isNull();
    }

    @Test
    void takesTheSchemaFromARehearsalAndFromALookThatCameLater() {
        var content = "[{\"kind\":\"TABLE\",\"owner\":\"t\",\"name\":\"t\",\"definition\":\"\"}]"
                .getBytes(StandardCharsets.UTF_8);
        var step = new RehearsedStep("b2", 1, 1, 0, "f-b2", PendingBlobs.reference(content), null);
        recorder.record(
                List.of(new RunEvent.RehearsalSucceeded("R1", "shop", "B1", List.of(step), "f-b2", 1, 1)), content);
        recorder.record(story.stepSucceeded("R1", 1, "b2"));
        assertThat(history.at("shop", recorder.now()).orElseThrow().objects())
                .extracting(SchemaObject::name)
                .containsExactly("t");

        recorder.record(looked("f9"));
        var moment = recorder.now();
        kept.schema("f9", USERS);
        assertThat(history.at("shop", moment).orElseThrow().isKept()).isTrue();
    }

    @Test
    void tellsEachSchemaOnceHoweverManyEventsTellIt() {
        recorder.record(looked("f1"), looked("f1"), story.stepSucceeded("R1", 1, "b2"), looked("f1"));
        recorder.record(new RunEvent.RestoreSucceeded("R2", "shop", "B1", "f0", List.of()));

        assertThat(history.standings("shop"))
                .extracting(Standing::fingerprint)
                .containsExactly("f1", "f-b2", "f1", "f0");
    }

    @Test
    void takesALookThatCouldReadNothingForNoSchema() {
        recorder.record(looked("f1"), looked(null));

        assertThat(history.at("shop", recorder.now()).orElseThrow().fingerprint())
                .isEqualTo("f1");
    }

    @Test
    void knowsNothingOfAnotherTargetsSchemas() {
        kept.schema("f1", USERS);
        recorder.record(looked("f1"));

        assertThat(history.at("other", recorder.now())).isEmpty();
    }

    @Test
    void standsAtASequenceOfTheLogToo() {
        recorder.record(looked("f1"));
        var sequence = recorder.log().head().size();
        recorder.record(looked("f2"));

        assertThat(history.after("shop", sequence).orElseThrow().fingerprint()).isEqualTo("f1");
        assertThat(history.after("shop", sequence + 1).orElseThrow().fingerprint())
                .isEqualTo("f2");
        assertThat(history.after("shop", 1)).isEmpty();
    }
}
