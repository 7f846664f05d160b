package dev.varve.command.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.cli.CommandFailure;
import dev.varve.command.run.PastReader;
import dev.varve.command.run.RunDecider;
import dev.varve.command.run.RunState;
import dev.varve.command.target.TargetDecider;
import dev.varve.command.target.TargetState;
import dev.varve.events.AccessEvent;
import dev.varve.events.RunEvent;
import dev.varve.events.TargetEvent;
import dev.varve.store.DurableEventStore;
import dev.varve.store.EventFilter;
import dev.varve.store.EventNames;
import dev.varve.store.RecordedEvent;
import dev.varve.store.SqliteAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulationTest {

    private static final Instant UNTIL = Instant.parse("2026-11-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(UNTIL, ZoneOffset.UTC);

    /**
     * What only a damaged file, a lost store or a step that does something else than on the copy can lead to; and nobody is let in by an
     * invented history.
     */
    private static final Set<String> NEVER_INVENTED =
            Set.of("SalvageStarted", "SalvageCompleted", "StepDeviated", "SpooledFactsAppended");

    @TempDir
    private Path folder;

    @Test
    void givesEqualEventsForEqualPlans() {
        var once = write(plan(6, 8, 3, false), "once");
        var again = write(plan(6, 8, 3, false), "again");
        var another = write(plan(6, 8, 4, false), "another");

        assertThat(again.events()).isEqualTo(once.events());
        assertThat(again.rootHash()).isEqualTo(once.rootHash());
        assertThat(another.rootHash()).isNotEqualTo(once.rootHash());
    }

    @Test
    void inventsAsManyDatabasesAndRunsAsItWasToldTo() {
        var written = write(plan(9, 7, 1, false), "store");

        assertThat(written.tally().targets()).isEqualTo(9);
        assertThat(written.tally().runs()).isEqualTo(63);
        assertThat(written.tally().events()).isEqualTo(written.events().size());
        assertThat(of(RunEvent.RunRequested.class, written.events()))
                .extracting(RunEvent.RunRequested::runId)
                .doesNotHaveDuplicates()
                .hasSize(63);
        assertThat(written.tally().outcomes().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(63);
    }

    @Test
    void inventsEveryKindOfEventThatAHealthyStoreCanHold() {
        var wanted = EventNames.ALL.all().stream()
                .filter(named -> !AccessEvent.class.isAssignableFrom(named.eventClass()))
                .map(EventNames.Named::name)
                .filter(name -> !NEVER_INVENTED.contains(name))
                .collect(Collectors.toSet());

        var found = write(plan(100, 25, 1, false), "store").events().stream()
                .map(RecordedEvent::type)
                .collect(Collectors.toSet());

        assertThat(found).containsExactlyInAnyOrderElementsOf(wanted);
    }

    /** Each event was decided by the rules; here the rules read them back, in the order of the log, as the next command would. */
    @Test
    void leavesTargetsAndRunsThatTheRulesCanReadBack() {
        var readers = new HashMap<String, PastReader>();
        var targets = new HashMap<String, TargetState>();
        var runs = new HashMap<String, RunState>();
        inStore(plan(30, 15, 5, true), "store", store -> {
            store.log().forEach(EventFilter.ANY, recorded -> {
                readers.computeIfAbsent(recorded.event().target(), target -> new PastReader(store.log()::blob))
                        .add(recorded);
                switch (recorded.event()) {
                    case TargetEvent e ->
                        targets.put(
                                e.target(),
                                TargetDecider.evolve(targets.getOrDefault(e.target(), new TargetState.Unknown()), e));
                    case RunEvent e ->
                        runs.put(
                                e.runId(),
                                RunDecider.evolve(runs.getOrDefault(e.runId(), new RunState.NotRequested()), e));
                    case AccessEvent e -> throw new AssertionError("expected no invented access, found " + e);
                }
            });
            assertThat(targets.keySet()).hasSize(30);
            readers.forEach((target, reader) -> {
                assertThat(reader.state()).isEqualTo(targets.get(target));
                assertHeldOnlyByARunWithoutAnEnd(reader, runs);
            });
        });
    }

    private static void assertHeldOnlyByARunWithoutAnEnd(PastReader reader, Map<String, RunState> runs) {
        var past = reader.past();
        assertThat(past.openRequests()).isEmpty();
        if (past.lease() != null) {
            assertThat(runs.get(past.lease().runId())).isNotInstanceOf(RunState.Ended.class);
        } else {
            assertThat(runs.get(past.lastRun().runId())).isInstanceOf(RunState.Ended.class);
        }
    }

    /** As Axon loads an aggregate before it decides. */
    @Test
    void leavesStreamsWithoutGaps() {
        inStore(plan(10, 10, 2, false), "store", store -> {
            var next = new HashMap<String, Long>();
            store.log().forEach(EventFilter.ANY, recorded -> {
                assertThat(recorded.aggregateSequence()).isEqualTo(next.getOrDefault(recorded.aggregateId(), 0L));
                next.put(recorded.aggregateId(), recorded.aggregateSequence() + 1);
            });
            next.forEach((stream, length) -> assertThat(
                            store.eventStore().readEvents(stream).asStream().count())
                    .as(stream)
                    .isEqualTo(length));
        });
    }

    @Test
    void leavesALogThatVerifiesBlobsIncluded() {
        inStore(plan(10, 10, 2, true), "store", store -> {
            var verdict = store.proof().verify();

            assertThat(verdict.ok()).isTrue();
            assertThat(verdict.events()).isPositive();
        });
    }

    @Test
    void tellsEverythingInTheOrderOfTimeAndNothingAfterItsEnd() {
        var plan = plan(20, 12, 9, false);
        var times =
                write(plan, "store").events().stream().map(RecordedEvent::at).toList();

        assertThat(times).isSorted();
        assertThat(times.getFirst()).isAfterOrEqualTo(plan.from());
        assertThat(times.getLast()).isBeforeOrEqualTo(UNTIL);
    }

    @Test
    void findsRoomForManyRunsInLittleTime() {
        var plan = new SimulationPlan(2, 1_000, 1, UNTIL, 1, false, "test");
        var written = write(plan, "store");

        assertThat(written.tally().runs()).isEqualTo(2_000);
        assertThat(written.events()).extracting(RecordedEvent::at).isSorted();
        assertThat(written.events().getLast().at()).isBeforeOrEqualTo(UNTIL);
    }

    @Test
    void saysOfEveryEventThatItIsInvented() {
        assertThat(write(plan(3, 3, 1, false), "store").events())
                .allSatisfy(event -> assertThat(event.metadata()).containsEntry("version", "test (simulated)"));
    }

    @Test
    void inventsHostileNamesOnlyWhenAskedTo() {
        assertThat(texts(write(plan(12, 10, 1, false), "tame")))
                .noneMatch(text -> text.contains("<script>") || text.contains("\u202E") || text.length() > 300);
        assertThat(texts(write(plan(12, 10, 1, true), "hostile")))
                .anyMatch(text -> text.contains("<script>"))
                .anyMatch(text -> text.contains("\u202E"))
                .anyMatch(text -> text.length() >= 10_000);
    }

    private static Set<String> texts(Written written) {
        var texts = new HashSet<String>();
        written.events().forEach(event -> texts.addAll(event.metadata().values()));
        of(RunEvent.StepStarted.class, written.events()).forEach(step -> texts.add(step.message()));
        return texts;
    }

    @Test
    void writesNothingIntoAStoreThatHoldsAnEvent() {
        var first = write(plan(1, 1, 1, false), "store");

        assertThatThrownBy(() -> write(plan(1, 1, 2, false), "store"))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("expected a store without any event, lest invented histories be taken for real ones,"
                        + " found one that holds " + first.events().size() + " events");
        inStore(
                folder.resolve("store"),
                store -> assertThat(store.log().head().rootHash()).isEqualTo(first.rootHash()));
    }

    @Test
    void stopsWhenAnotherWritesToTheStoreMeanwhile() {
        var where = folder.resolve("store");

        assertThatThrownBy(() -> inStore(
                        where,
                        store -> new Simulation(plan(10, 20, 1, false), store)
                                .write((events, reached) -> inStore(where, SimulationTest::recordSomethingReal))))
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith(
                        "expected nobody else to write to the store meanwhile, which held 2000 invented events,"
                                + " found 2001 events in it");
        inStore(where, store -> assertThat(store.log().head().size()).isEqualTo(2001));
    }

    private static void recordSomethingReal(DurableEventStore store) {
        var unit = DefaultUnitOfWork.startAndGet(null);
        unit.attachTransaction(store.transactionManager());
        unit.execute(() -> store.eventStore()
                .publish(new GenericDomainEventMessage<>(
                        "TargetAggregate", "target/real", 0, new TargetEvent.TargetRetired("real"))));
    }

    @Test
    void refusesStampsAndTellsDriftOnlyWhereTheSchemaDiffers() {
        var events = write(plan(60, 25, 2, false), "store").events();

        assertThat(of(RunEvent.StampRefused.class, events)).isNotEmpty().allSatisfy(refused -> {
            assertThat(refused.difference()).isNotEmpty();
            assertThat(refused.foundFingerprint()).isNotEqualTo(refused.expectedFingerprint());
        });
        assertThat(of(TargetEvent.DriftDetected.class, events)).isNotEmpty().allSatisfy(drift -> {
            assertThat(drift.difference()).isNotEmpty();
            assertThat(drift.foundFingerprint()).isNotEqualTo(drift.expectedFingerprint());
        });
    }

    private record Written(Tally tally, List<RecordedEvent> events, String rootHash) {}

    private static SimulationPlan plan(int targets, int runs, long seed, boolean hostileNames) {
        return new SimulationPlan(targets, runs, seed, UNTIL, 365, hostileNames, "test");
    }

    private Written write(SimulationPlan plan, String name) {
        var written = new Written[1];
        inStore(folder.resolve(name), store -> {
            var tally = new Simulation(plan, store).write((events, reached) -> {});
            var head = store.log().head();
            written[0] = new Written(tally, store.log().read(0, (int) head.size()), head.rootHash());
        });
        return written[0];
    }

    private void inStore(SimulationPlan plan, String name, Consumer<DurableEventStore> task) {
        write(plan, name);
        inStore(folder.resolve(name), task);
    }

    private static void inStore(Path where, Consumer<DurableEventStore> task) {
        try (var store = new SqliteAddress(where.resolve("events.db")).open(CLOCK)) {
            task.accept(store);
        }
    }

    private static <E> List<E> of(Class<E> type, List<RecordedEvent> events) {
        return events.stream()
                .map(RecordedEvent::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
