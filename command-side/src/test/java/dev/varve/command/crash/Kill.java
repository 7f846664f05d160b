package dev.varve.command.crash;

import java.util.List;
import java.util.Random;

/**
 * One kill, decided by the seed: where, when, and whether the tool dies too.
 *
 * @param attempt a kill that came too late is drawn again
 * @param where which event or system call of the course, from 0 to 1
 * @param moment how far from that event to the next, from 0 to 1
 * @param alone whether only the process that it hits is killed and the other one goes on
 */
record Kill(long seed, int number, int attempt, Means means, double where, double moment, boolean alone)
        implements Fault {

    /** What decides the moment. */
    enum Means {
        /** As soon as an event was acknowledged. */
        EVENT,
        /** Some time after one. */
        MOMENT,
        /** At a system call, before the kernel does it. */
        CALL
    }

    private static final List<Means> MEANS = List.of(Means.values());

    static Kill draw(long seed, int number, int attempt) {
        var random = new Random(seed * 1_000_003 + number * 101L + attempt);
        random.nextLong();
        var means = MEANS.get(number % MEANS.size());
        return new Kill(
                seed,
                number,
                attempt,
                means,
                random.nextDouble(),
                random.nextDouble(),
                (number / MEANS.size()) % 2 == 0);
    }

    @Override
    public String when() {
        return Cell.word(means);
    }

    @Override
    public String whom() {
        return alone ? "alone" : "all";
    }

    @Override
    public String replay() {
        var total = Integer.getInteger("varve.kills");
        return "./mvnw verify -pl command-side -am -Dtest=CrashMatrixTest -Dvarve.kill.seed=" + seed
                + " -Dvarve.kill.only=" + number
                + (total == null ? "" : " -Dvarve.kills=" + total);
    }
}
