package dev.varve.command.crash;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** The kills of one cell, one after the other. */
final class Lane {

    /** Kills that come too late are drawn again, but not for ever. */
    private static final int MOST_ATTEMPTS = 5;

    private final Site site;
    private final Course course;
    private final Consumer<Verdict> told;

    Lane(Site site, Course course, Consumer<Verdict> told) {
        this.site = site;
        this.told = told;
        this.course = course;
    }

    void kill(long seed, List<Integer> numbers) throws IOException {
        for (int number : numbers) {
            kill(seed, number);
        }
    }

    private void kill(long seed, int number) throws IOException {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            var started = System.nanoTime();
            var kill = Kill.draw(seed, number, attempt);
            var killed = new Executioner(site, course).execute(kill);
            if (killed.hit()) {
                told.accept(examined(kill, killed, started));
                return;
            }
        }
    }

    private Verdict examined(Kill kill, Executioner.Killed killed, long started) {
        Autopsy.Found found = null;
        String failure = null;
        try {
            found = new Autopsy(site, killed).examine();
        } catch (AssertionError | RuntimeException | IOException broken) {
            failure = broken.toString();
        }
        return new Verdict(site.cell(), kill, killed.aim(), found, failure, (System.nanoTime() - started) / 1_000_000);
    }
}
