package dev.varve.query.timeline;

import dev.varve.events.RecordedOption;
import dev.varve.events.RunEvent;
import dev.varve.query.words.Words;

/** What happened on the way back from a run that did not end well, in words. */
final class RecoverySentences {

    private RecoverySentences() {}

    static String of(RunEvent.OfRecovery event) {
        return switch (event) {
            case RunEvent.RecoveryOpened e ->
                "recovery opened: " + e.situation() + "; offered: "
                        + Words.some(
                                e.options().stream().map(RecordedOption::option).toList(), ", ");
            case RunEvent.RecoveryOptionChosen e ->
                "chosen: " + e.option() + ", " + e.does() + (e.loses() == null ? "" : "; loses " + e.loses());
            case RunEvent.RecoveryCompleted e -> "recovered by " + e.option() + ", proven: " + e.proof();
            case RunEvent.RecoveryAbandoned e ->
                "recovery left" + (e.option() == null ? "" : " at " + e.option()) + Words.because(e.why());
            case RunEvent.SalvageStarted e -> "what can be read is about to be written to " + e.file();
            case RunEvent.SalvageCompleted e ->
                "salvaged into " + e.file()
                        + (e.lost().isEmpty() ? ", nothing lost" : "; lost: " + Words.some(e.lost(), "; "));
        };
    }
}
