package dev.varve.query.timeline;

import dev.varve.events.RunEvent;
import dev.varve.query.words.Words;

/** What happened to a copy of the database, in words. */
final class CopySentences {

    private CopySentences() {}

    static String of(RunEvent.OfCopy event) {
        return switch (event) {
            case RunEvent.StrategyChosen e ->
                (e.strategy() == null ? "only a rehearsal" : "strategy " + e.strategy())
                        + (e.rehearsed() ? "" : ", not rehearsed")
                        + Words.because(e.why());
            case RunEvent.RehearsalStarted e -> "rehearsal begins, on a copy of backup " + e.backupId();
            case RunEvent.RehearsalSucceeded e ->
                "rehearsed: " + Words.count(e.steps().size(), "step", "steps") + " ran on the copy in "
                        + Words.time(e.durationMillis());
            case RunEvent.RehearsalFailed e ->
                "rehearsal failed" + (e.revision() == null ? "" : " in step " + e.revision())
                        + Words.because(e.failure() == null ? Words.firstLine(e.why()) : Words.failure(e.failure()))
                        + "; the database was not opened for writing";
            case RunEvent.StepDeviated e ->
                "step " + e.ordinal() + ", " + e.revision() + ", did not do what it did in the rehearsal: "
                        + Words.some(e.difference(), "; ");
            case RunEvent.SwapStarted e -> "the copy " + e.copy() + " is about to take the database's place";
            case RunEvent.CopySwappedIn e -> "the copy is in the database's place; kept aside: " + e.kept();
            case RunEvent.SwapFailed e ->
                "swap failed, " + (e.databaseUntouched() ? "database untouched" : "DATABASE CHANGED") + ": expected "
                        + e.expected() + ", found " + e.found();
            case RunEvent.MendStarted e ->
                Words.count(e.statements().size(), "statement is", "statements are") + " about to run on the copy "
                        + e.copy();
            case RunEvent.CopyMended e -> "the copy's schema is that of " + e.revision() + " again, proven";
        };
    }
}
