package dev.varve.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.varve.events.TargetEvent.TargetRetired;
import java.nio.file.Path;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppendConflictTest {

    @TempDir
    private Path folder;

    private SqliteEventStore store;

    @BeforeEach
    void openWithTwoEvents() {
        store = Recording.open(folder);
        Recording.append(store, "1", new TargetRetired("a"), new TargetRetired("b"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void refusesASecondEventUnderOneSequenceNumberAndRecordsNothingOfThatUnit() {
        var thrown = catchThrowable(() -> Recording.inUnitOfWork(store, () -> {
            Recording.publish(store, "2", 0, new TargetRetired("elsewhere"));
            Recording.publish(store, "1", 1, new TargetRetired("late"));
        }));

        assertThat(thrown).isInstanceOf(ConcurrencyException.class);
        assertThat(AppendConflict.isCauseOf(thrown)).isTrue();
        assertThat(store.log().head().size()).isEqualTo(2);
        assertThat(store.proof().verify().ok()).isTrue();
    }

    @Test
    void countsASecondBeginningOfAStreamAsAConflictToo() {
        var thrown = catchThrowable(() -> Recording.publish(store, "1", 0, new TargetRetired("again")));

        assertThat(AppendConflict.isCauseOf(thrown)).isTrue();
    }

    @Test
    void takesADamagedLogForNoConflict() throws Exception {
        new TamperedLog(folder).tamper(TamperedLog.forgedAt(3).replace("global_index = 7", "global_index = 1"));

        var thrown = catchThrowable(() -> Recording.append(store, "1", new TargetRetired("c")));

        assertThat(thrown)
                .isInstanceOf(EventStoreUnavailable.class)
                .hasMessageContaining("expected the next place in the log to be free in")
                .hasMessageContaining("run varve verify");
        assertThat(AppendConflict.isCauseOf(thrown)).isFalse();
    }

    @Test
    void doesNotCommitATransactionOfWhichAPartWasRolledBack() {
        assertThatThrownBy(() -> store.transactionManager().executeInTransaction(() -> {
                    Recording.publish(store, "1", 2, new TargetRetired("c"));
                    var conflict = catchThrowable(() -> Recording.publish(store, "1", 2, new TargetRetired("d")));
                    assertThat(AppendConflict.isCauseOf(conflict)).isTrue();
                }))
                .isInstanceOf(EventStoreUnavailable.class)
                .hasMessageContaining("found a part of the transaction that was rolled back");
        assertThat(store.log().head().size()).isEqualTo(2);
    }
}
