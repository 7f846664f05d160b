package dev.varve.command.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults at seeded moments of an upgrade on PostgreSQL, in every combination of strategy, set and store: the tool, Varve or both are
 * killed, the server is stopped at once, the network is cut. {@code -Dvarve.pg.kills=N} says how many (default 10, over some of the
 * combinations; from 100 on over all), {@code -Dvarve.pg.kill.seed=S} repeats a run's draw, {@code -Dvarve.pg.kill.only=I} one fault
 * of it.
 */
class PostgresCrashMatrixTest {

    private static final int FAULTS = Integer.getInteger("varve.pg.kills", 10);
    private static final long SEED = Long.getLong("varve.pg.kill.seed", System.nanoTime() % 1_000_000);
    private static final Integer ONLY = Integer.getInteger("varve.pg.kill.only");
    private static final int LANES = 2;
    private static final int ENOUGH_FOR_ALL = 100;

    @TempDir
    Path folder;

    private final List<PostgresCell> cells = FAULTS >= ENOUGH_FOR_ALL ? PostgresCell.all() : PostgresCell.few();
    private final Report report = new Report(
            "postgres-crash-matrix",
            "strategy, tool, set, store",
            SEED,
            List.of(
                    new Report.Split(
                            "at an event / moment / statement", Fault::when, List.of("event", "moment", "statement")),
                    new Report.Split(
                            "tool / Varve / both / server / network",
                            Fault::whom,
                            List.of("tool", "varve", "both", "server", "network"))));

    @Test
    void losesNoAcknowledgedEventTellsTheStateAndEndsWholeWhateverIsTakenAway() throws Exception {
        System.out.println(FAULTS + " faults over " + cells.size() + " cells, seed " + SEED);
        try (var lanes = Executors.newFixedThreadPool(LANES)) {
            var work = new ArrayList<Callable<Void>>();
            for (int lane = 0; lane < LANES; lane++) {
                work.add(work(lane));
            }
            for (var done : lanes.invokeAll(work)) {
                done.get();
            }
        }
        report.publish();
        assertThat(report.failures()).as("broken promises").isEmpty();
        assertThat(report.faults()).isGreaterThanOrEqualTo(ONLY == null ? FAULTS * 9 / 10 : 1);
    }

    /** Every lane has a server of its own, since faults hit it. */
    private Callable<Void> work(int lane) {
        return () -> {
            var mine = IntStream.range(0, cells.size())
                    .filter(cell -> cell % LANES == lane && !numbers(cell).isEmpty())
                    .boxed()
                    .toList();
            if (!mine.isEmpty()) {
                var place = Files.createDirectories(folder.resolve("lane" + lane));
                try (var ground = PostgresGround.in(place)) {
                    strikeIn(mine, ground, place);
                }
            }
            return null;
        };
    }

    private List<Integer> numbers(int cell) {
        return IntStream.range(0, FAULTS)
                .filter(number -> number % cells.size() == cell)
                .filter(number -> ONLY == null || number == ONLY)
                .boxed()
                .toList();
    }

    private void strikeIn(List<Integer> mine, PostgresGround ground, Path place) throws Exception {
        var references = new HashMap<PostgresSet, PostgresReferences>();
        for (int cell : mine) {
            var set = cells.get(cell).set();
            if (!references.containsKey(set)) {
                references.put(set, PostgresReferences.build(set, ground.server(), place.resolve(Cell.word(set))));
            }
            strikeIn(
                    cell, new PostgresSite(place.resolve("cell" + cell), cells.get(cell), references.get(set), ground));
        }
    }

    private void strikeIn(int cell, PostgresSite open) throws IOException {
        try (var site = open) {
            var striker = new Striker(site, site.course());
            new Lane<>(
                            site,
                            (number, attempt) -> Strike.draw(
                                    SEED,
                                    number,
                                    attempt,
                                    number / cells.size() + cell,
                                    site.cell().set().tool()),
                            striker::strike,
                            report::hear)
                    .strike(numbers(cell));
        }
    }
}
