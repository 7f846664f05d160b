package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at seeded random moments of an upgrade. {@code -Dvarve.kills=N} says how many (default 40; 200 is the long run), {@code
 * -Dvarve.kill.seed=N} repeats a run's draw.
 */
class KillMatrixTest {

    private static final int KILLS = Integer.getInteger("varve.kills", 40);
    private static final long SEED = Long.getLong("varve.kill.seed", System.nanoTime());
    private static final int LEAST_IN_EACH_PHASE = KILLS / 10;
    private static final int LANES = 2;
    /** Kills that come too late are drawn again, but not for ever. */
    private static final int MOST_DRAWN = KILLS * 2;

    @TempDir
    Path folder;

    private final AtomicInteger drawn = new AtomicInteger();
    private final List<Autopsy.Finding> findings = new ArrayList<>();

    @Test
    void losesNoAcknowledgedEventAndTellsTheDatabasesStateWhereverItIsKilled() throws Exception {
        System.out.println(KILLS + " kills, seed " + SEED);
        try (var lanes = Executors.newFixedThreadPool(LANES)) {
            var work = new ArrayList<Callable<Void>>();
            for (int lane = 0; lane < LANES; lane++) {
                var place = folder.resolve("lane" + lane);
                work.add(() -> killIn(place));
            }
            for (var done : lanes.invokeAll(work)) {
                done.get();
            }
        }
        System.out.println(findings.size() + " of " + drawn + " drawn kills hit a run: "
                + findings.stream()
                        .collect(Collectors.groupingBy(Autopsy.Finding::fell, TreeMap::new, Collectors.counting())));
        assertThat(findings).hasSizeGreaterThanOrEqualTo(KILLS);
        assertThat(lacking()).as("phases with too few kills").isEmpty();
        assertThat(findings.stream().filter(Autopsy.Finding::alone).count())
                .isBetween(KILLS * 2L / 5, findings.size() * 3L / 5);
        assertThat(findings.stream().filter(Autopsy.Finding::secondRunRefused).count())
                .as("second runs refused beside an orphan")
                .isGreaterThanOrEqualTo(KILLS / 100);
    }

    private Void killIn(Path place) throws Exception {
        try (var lane = new KillLane(place)) {
            while (!enough() && drawn.get() < MOST_DRAWN) {
                int number = drawn.getAndIncrement();
                var plan = KillPlan.draw(new Random(SEED + number), number, wanted());
                var finding = lane.kill(plan).examine();
                if (finding != null) {
                    keep(finding);
                }
            }
        }
        return null;
    }

    private boolean enough() {
        synchronized (findings) {
            return findings.size() >= KILLS && lacking().isEmpty();
        }
    }

    /** Every phase in turn, and in the end those that had too few. */
    private List<Phase> wanted() {
        synchronized (findings) {
            return findings.size() < KILLS || lacking().isEmpty() ? List.of(Phase.values()) : lacking();
        }
    }

    private List<Phase> lacking() {
        return Phase.AIMED.stream()
                .filter(phase -> findings.stream()
                                .filter(finding -> finding.fell() == phase)
                                .count()
                        < LEAST_IN_EACH_PHASE)
                .sorted()
                .toList();
    }

    private void keep(Autopsy.Finding finding) {
        synchronized (findings) {
            findings.add(finding);
        }
    }
}
