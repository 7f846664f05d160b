package dev.varve.command.crash;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** The faults of one cell, one after the other. */
final class Lane<F extends Fault> {

    /** Faults that come too late are drawn again, but not for ever. */
    private static final int MOST_ATTEMPTS = 8;

    private final Site site;
    private final Draw<F> draw;
    private final Blow<F> blow;
    private final Consumer<Verdict> told;

    /** What the seed decides. */
    interface Draw<F> {
        F draw(int number, int attempt);
    }

    /** Lets a fault hit a run, and waits until nothing of that run lives. */
    interface Blow<F> {
        Killed strike(F fault) throws IOException;
    }

    Lane(Site site, Draw<F> draw, Blow<F> blow, Consumer<Verdict> told) {
        this.site = site;
        this.draw = draw;
        this.blow = blow;
        this.told = told;
    }

    void strike(List<Integer> numbers) {
        for (int number : numbers) {
            int attempt = 0;
            while (attempt < MOST_ATTEMPTS && !isTold(draw.draw(number, attempt))) {
                attempt++;
            }
        }
    }

    private boolean isTold(F fault) {
        var started = System.nanoTime();
        var aim = "before its end";
        Autopsy.Found found = null;
        String failure = null;
        try {
            var killed = blow.strike(fault);
            if (!killed.hit()) {
                return false;
            }
            aim = killed.aim();
            found = new Autopsy(site, killed).examine();
        } catch (AssertionError | RuntimeException | IOException broken) {
            failure = broken.toString();
        }
        told.accept(new Verdict(site.words(), fault, aim, found, failure, (System.nanoTime() - started) / 1_000_000));
        return true;
    }
}
