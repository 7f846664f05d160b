package dev.varve.command.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.events.BlobRef;
import dev.varve.events.LeaseHolder;
import dev.varve.events.TargetEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetDeciderTest {

    private static final String ID = TargetCommand.aggregateId("shop");
    private static final LeaseHolder ANNA = new LeaseHolder("host-a", "boot-1", "pid:[1]", 41, 900L, "anna");
    private static final LeaseHolder BEN = new LeaseHolder("host-a", "boot-1", "pid:[1]", 42, 950L, "ben");

    @Test
    void registersAnUnknownTargetOnceAndSaysNothingTheSecondTime() {
        var state = after(new TargetState.Unknown(), anyRegistration());

        assertThat(TargetDecider.decide(state, anyRegistration())).isEmpty();
    }

    @Test
    void refusesASecondRunNamingTheFirst() {
        var held = after(watched(), lease("run-1", ANNA, null));

        assertThat(TargetDecider.decide(held, lease("run-2", BEN, null)))
                .containsExactly(new TargetEvent.LeaseRefused("shop", "run-2", "upgrade", "run-1", ANNA));
    }

    @Test
    void takesADeadOwnersLeaseOverWithTheEvidenceAndAHigherToken() {
        var held = after(watched(), lease("run-1", ANNA, null));

        assertThat(TargetDecider.decide(held, lease("run-2", BEN, "process 41 is gone")))
                .containsExactly(new TargetEvent.LeaseTakenOver(
                        "shop", "run-2", "upgrade", BEN, "run-1", ANNA, "process 41 is gone", 2));
    }

    @Test
    void ignoresTheReleaseOfALeaseThatWasTakenOver() {
        var taken = after(after(watched(), lease("run-1", ANNA, null)), lease("run-2", BEN, "process 41 is gone"));

        assertThat(TargetDecider.decide(taken, new TargetCommand.ReleaseLease(ID, "shop", "run-1")))
                .isEmpty();
    }

    @Test
    void neverGivesAFencingTokenTwiceEvenAcrossRetirement() {
        var once = after(watched(), lease("run-1", ANNA, null));
        var released = after(once, new TargetCommand.ReleaseLease(ID, "shop", "run-1"));
        var retired = after(released, new TargetCommand.Retire(ID, "shop"));
        var again = after(retired, anyRegistration());

        assertThat(TargetDecider.decide(again, lease("run-2", ANNA, null)))
                .containsExactly(new TargetEvent.LeaseTaken("shop", "run-2", "upgrade", ANNA, 2));
    }

    @Test
    void refusesToRetireATargetWhileARunHoldsIt() {
        var held = after(watched(), lease("run-1", ANNA, null));

        assertThat(TargetDecider.decide(held, new TargetCommand.Retire(ID, "shop")))
                .containsExactly(new TargetEvent.LeaseRefused("shop", null, "remove", "run-1", ANNA));
    }

    @Test
    void recordsADiagnosisOnlyWhenItTellsSomethingNew() {
        var diagnosis = diagnosis("PENDING", "f1", null);
        var seen = after(watched(), diagnosis);

        assertThat(TargetDecider.decide(seen, diagnosis)).isEmpty();
        assertThat(TargetDecider.decide(seen, diagnosis("UP_TO_DATE", "f2", null)))
                .hasSize(1);
    }

    @Test
    void callsItDriftWhenTheSchemaMovedAndNoRunMovedIt() {
        assertThat(TargetDecider.decide(watched(), diagnosis("DIVERGED", "f2", "f1")))
                .last()
                .isEqualTo(new TargetEvent.DriftDetected("shop", "f1", "f2", List.of("table a added")));
    }

    @Test
    void refusesAnyCommandButRegistrationForAnUnknownTarget() {
        assertThatThrownBy(() -> TargetDecider.decide(new TargetState.Unknown(), lease("run-1", ANNA, null)))
                .isInstanceOf(TargetNotWatched.class)
                .hasMessage("expected a watched database named shop, found none");
    }

    private static TargetState watched() {
        return after(new TargetState.Unknown(), anyRegistration());
    }

    @Test
    void keepsASchemaOnceForEachFingerprintHoweverOftenItIsSeen() {
        var first = new TargetCommand.RecordSchema(ID, "shop", "f1", new BlobRef("aa", 2, "[]"));
        var second = new TargetCommand.RecordSchema(ID, "shop", "f2", new BlobRef("bb", 2, "[]"));

        assertThat(TargetDecider.decide(watched(), first))
                .containsExactly(new TargetEvent.SchemaSeen("shop", "f1", new BlobRef("aa", 2, "[]")));
        var both = after(after(watched(), first), second);
        assertThat(TargetDecider.decide(both, first)).isEmpty();
        assertThat(TargetDecider.decide(both, second)).isEmpty();
    }

    @Test
    void keepsTheRevisionsWhenTheyDifferFromTheLastOnes() {
        var before = new TargetCommand.RecordRevisions(ID, "shop", new BlobRef("aa", 2, "[]"));
        var edited = new TargetCommand.RecordRevisions(ID, "shop", new BlobRef("bb", 2, "[]"));

        assertThat(TargetDecider.decide(watched(), before))
                .containsExactly(new TargetEvent.RevisionsSeen("shop", new BlobRef("aa", 2, "[]")));
        assertThat(TargetDecider.decide(after(watched(), before), before)).isEmpty();
        var changed = after(after(watched(), before), edited);
        assertThat(TargetDecider.decide(changed, before)).hasSize(1);
    }

    private static TargetState after(TargetState state, TargetCommand command) {
        for (var event : TargetDecider.decide(state, command)) {
            state = TargetDecider.evolve(state, event);
        }
        return state;
    }

    private static TargetCommand.Register anyRegistration() {
        return new TargetCommand.Register(
                ID,
                "shop",
                new TargetSettings(
                        "alembic",
                        "/srv/alembic.ini",
                        "sqlite:////srv/app.db",
                        "sqlite",
                        "/srv",
                        List.of(),
                        null,
                        null,
                        null,
                        List.of()));
    }

    private static TargetCommand.TakeLease lease(String runId, LeaseHolder holder, String deathEvidence) {
        return new TargetCommand.TakeLease(ID, "shop", runId, "upgrade", holder, deathEvidence);
    }

    private static TargetCommand.RecordDiagnosis diagnosis(String state, String fingerprint, String expected) {
        var seen = new Seen(state, List.of("a"), List.of("b"), List.of("b"), fingerprint, List.of());
        return new TargetCommand.RecordDiagnosis(ID, "shop", seen, expected, List.of("table a added"));
    }
}
