package dev.varve.command.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at seeded moments of an upgrade, in every combination of strategy, journal, tool and migration set. {@code
 * -Dvarve.kills=N} says how many (default 42, over some of the combinations; from 100 on over all), {@code -Dvarve.kill.seed=S}
 * repeats a run's draw, {@code -Dvarve.kill.only=I} one kill of it.
 */
class CrashMatrixTest {

    private static final int KILLS = Integer.getInteger("varve.kills", 42);
    private static final long SEED = Long.getLong("varve.kill.seed", System.nanoTime() % 1_000_000);
    private static final Integer ONLY = Integer.getInteger("varve.kill.only");
    private static final int LANES = 2;
    private static final int ENOUGH_FOR_ALL = 100;

    @TempDir
    Path folder;

    private final Report report = new Report(
            "crash-matrix",
            "strategy, journal, tool, set",
            SEED,
            List.of(
                    new Report.Split("at an event / moment / call", Fault::when, List.of("event", "moment", "call")),
                    new Report.Split("alone / all", Fault::whom, List.of("alone", "all"))));
    private final Map<String, References> references = new ConcurrentHashMap<>();
    private final Map<String, Course> courses = new ConcurrentHashMap<>();

    @Test
    void losesNoAcknowledgedEventTellsTheStateAndEndsWholeWhereverItIsKilled() throws Exception {
        var cells = KILLS >= ENOUGH_FOR_ALL ? Cell.all() : Cell.few();
        System.out.println(KILLS + " kills over " + cells.size() + " cells, seed " + SEED);
        try (var lanes = Executors.newFixedThreadPool(LANES)) {
            var work = new ArrayList<Callable<Void>>();
            for (int i = 0; i < cells.size(); i++) {
                var cell = cells.get(i);
                var place = folder.resolve("cell" + i);
                var numbers = numbers(i, cells.size());
                if (!numbers.isEmpty()) {
                    work.add(() -> killIn(cell, place, numbers));
                }
            }
            for (var done : lanes.invokeAll(work)) {
                done.get();
            }
        }
        report.publish();
        assertThat(report.failures()).as("broken promises").isEmpty();
        assertThat(report.faults()).isGreaterThanOrEqualTo(ONLY == null ? KILLS * 9 / 10 : 1);
    }

    private static List<Integer> numbers(int cell, int cells) {
        return IntStream.range(0, KILLS)
                .filter(number -> number % cells == cell)
                .filter(number -> ONLY == null || number == ONLY)
                .boxed()
                .toList();
    }

    private Void killIn(Cell cell, Path place, List<Integer> numbers) throws Exception {
        try (var site = new SqliteSite(place, cell, referencesOf(cell))) {
            var executioner = new Executioner(site, courseOf(site));
            new Lane<>(site, (number, attempt) -> Kill.draw(SEED, number, attempt), executioner::execute, report::hear)
                    .strike(numbers);
        }
        Folders.delete(place);
        return null;
    }

    /** Few kills do not pay for a course of each cell; every set has as many revisions, so that events are alike. */
    private Course courseOf(SqliteSite site) throws IOException {
        if (KILLS >= ENOUGH_FOR_ALL) {
            return site.course();
        }
        return courses.computeIfAbsent(
                site.cell().strategy() + " " + site.cell().tool(), name -> {
                    try {
                        return site.course();
                    } catch (IOException failed) {
                        throw new UncheckedIOException(failed);
                    }
                });
    }

    private References referencesOf(Cell cell) {
        return references.computeIfAbsent(cell.tool() + " " + cell.set(), name -> {
            try {
                var place = Files.createDirectories(folder.resolve("reference " + name));
                return References.build(cell.tool(), cell.set(), place);
            } catch (IOException | InterruptedException failed) {
                throw new IllegalStateException(failed);
            }
        });
    }
}
