package dev.varve.command.crash;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** The faults of one cell, one after the other. */
final class Lane {

    /** Faults that come too late are drawn again, but not for ever. */
    private static final int MOST_ATTEMPTS = 5;

    private final Site site;
    private final Attempt attempt;
    private final Consumer<Verdict> told;

    /** Draws a fault, lets it hit a run, and waits until nothing of that run lives. */
    interface Attempt {
        Killed make(int number, int attempt) throws IOException;
    }

    Lane(Site site, Attempt attempt, Consumer<Verdict> told) {
        this.site = site;
        this.attempt = attempt;
        this.told = told;
    }

    void kill(List<Integer> numbers) throws IOException {
        for (int number : numbers) {
            kill(number);
        }
    }

    private void kill(int number) throws IOException {
        for (int nth = 0; nth < MOST_ATTEMPTS; nth++) {
            var started = System.nanoTime();
            var killed = attempt.make(number, nth);
            if (killed.hit()) {
                told.accept(examined(killed, started));
                return;
            }
        }
    }

    private Verdict examined(Killed killed, long started) {
        Autopsy.Found found = null;
        String failure = null;
        try {
            found = new Autopsy(site, killed).examine();
        } catch (AssertionError | RuntimeException | IOException broken) {
            failure = broken.toString();
        }
        return new Verdict(
                site.words(), killed.fault(), killed.aim(), found, failure, (System.nanoTime() - started) / 1_000_000);
    }
}
