package dev.varve.command.simulate;

import java.util.random.RandomGenerator;

/** Numbers that look random, and of which none comes twice in 2^24: many runs may be asked for in one second. */
final class EveryNumberOnce implements RandomGenerator {

    /** Odd, so that no product occurs twice. */
    private static final long STRIDE = 0x9e3779L;

    private long asked;

    @Override
    public long nextLong() {
        return asked++ * STRIDE;
    }

    @Override
    public int nextInt(int bound) {
        return (int) (nextLong() % bound);
    }
}
