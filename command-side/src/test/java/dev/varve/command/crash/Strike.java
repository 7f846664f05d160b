package dev.varve.command.crash;

import java.util.List;
import java.util.Random;

/**
 * One fault on PostgreSQL, decided by the seed: who is hit, where, when.
 *
 * @param attempt a strike that came too late is drawn again
 * @param where which event or line of the ledger, from 0 to 1
 * @param share how far from that event to the next, from 0 to 1
 * @param passes whether the server or the network is back while the run may still be alive
 */
record Strike(
        long seed,
        int number,
        int attempt,
        Victim victim,
        Moment moment,
        double where,
        double share,
        boolean passes,
        double patience)
        implements Fault {

    /** Who is hit. */
    enum Victim {
        /** What Varve started: Alembic, or a client tool of the server. Flyway runs in Varve. */
        TOOL,
        /** Varve alone; its tool must end by itself. */
        VARVE,
        BOTH,
        /** The server, as by {@code pg_ctl stop -m immediate}. */
        SERVER,
        /** The wire between both of them and the server. */
        NETWORK
    }

    /** What decides the moment. */
    enum Moment {
        /** As soon as an event was acknowledged. */
        EVENT,
        /** Some time after one. */
        MOMENT,
        /** A statement that the ledger announced, or some milliseconds later. */
        STATEMENT
    }

    private static final List<Victim> OF_ALEMBIC = List.of(Victim.values());
    private static final List<Victim> OF_FLYWAY = List.of(Victim.VARVE, Victim.SERVER, Victim.NETWORK);
    private static final List<Moment> MOMENTS = List.of(Moment.values());

    /** @param turn decides the combination, so that all are met evenly */
    static Strike draw(long seed, int number, int attempt, int turn, Tool tool) {
        var random = new Random(seed * 1_000_003 + number * 101L + attempt);
        random.nextLong();
        var victims = tool == Tool.ALEMBIC ? OF_ALEMBIC : OF_FLYWAY;
        return new Strike(
                seed,
                number,
                attempt,
                victims.get(turn % victims.size()),
                MOMENTS.get((turn / victims.size() + turn) % MOMENTS.size()),
                random.nextDouble(),
                random.nextDouble(),
                random.nextBoolean(),
                random.nextDouble());
    }

    @Override
    public String when() {
        return Cell.word(moment);
    }

    @Override
    public String whom() {
        return Cell.word(victim);
    }

    @Override
    public boolean isFollowedByAnUpgrade() {
        return number % 3 == 1;
    }

    @Override
    public String replay() {
        var total = Integer.getInteger("varve.pg.kills");
        return "./mvnw verify -pl command-side -am -Dtest=PostgresCrashMatrixTest -Dvarve.pg.kill.seed=" + seed
                + " -Dvarve.pg.kill.only=" + number
                + (total == null ? "" : " -Dvarve.pg.kills=" + total);
    }
}
