package dev.varve.command.endtoend;

import java.util.List;
import java.util.Random;

/**
 * One kill, decided by the seed: where, when, and whether the tool dies too.
 *
 * @param nth which opening of the phase in the run
 * @param moment how far into the phase, from 0 to 1
 * @param alone whether only Varve itself is killed and the tool is orphaned
 */
record KillPlan(Phase phase, int nth, double moment, boolean alone) {

    /** @param wanted the phases to aim at, in turn */
    static KillPlan draw(Random random, int number, List<Phase> wanted) {
        var phase = wanted.get(number % wanted.size());
        int nth = switch (phase) {
            case STATEMENT -> random.nextBoolean() ? 2 : 6;
            case BETWEEN_STEPS -> 1 + random.nextInt(TenRevisions.COUNT - 1);
            case BACKUP, PROOF, VERIFICATION, ELSEWHERE -> 1;
        };
        return new KillPlan(phase, nth, random.nextDouble(), (number + number / wanted.size()) % 2 == 0);
    }
}
