package dev.varve.command.simulate;

import dev.varve.events.RunEvent.SwapStarted;

/**
 * A run whose process died without a word: it holds the target until the next run finds out.
 *
 * @param intent what it had announced last
 * @param leg the step that it was in, and {@code ordinal} which one; {@code null} if it was in none
 * @param isPartial whether that step left a part of what it does
 * @param swap what it had announced; {@code null} if none
 * @param isSwapped whether the copy took the database's place before that
 */
record Dead(
        Desk.Errand errand,
        String intent,
        Leg leg,
        int ordinal,
        boolean isPartial,
        SwapStarted swap,
        boolean isSwapped) {

    static Dead in(Desk.Errand errand, String intent) {
        return new Dead(errand, intent, null, 0, false, null, false);
    }
}
