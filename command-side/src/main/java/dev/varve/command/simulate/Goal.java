package dev.varve.command.simulate;

import dev.varve.command.run.RunKind;

/**
 * What a migration is to reach, and how it goes.
 *
 * @param kind an upgrade, a downgrade or a rehearsal
 * @param to how many revisions are to be applied afterwards
 * @param destination as typed
 * @param isRivalled whether somebody else asks for a run meanwhile
 */
record Goal(RunKind kind, int to, String destination, Fate fate, boolean isRivalled) {}
