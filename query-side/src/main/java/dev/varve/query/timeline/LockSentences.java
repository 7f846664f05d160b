package dev.varve.query.timeline;

import dev.varve.events.RecordedSession;
import dev.varve.events.RunEvent;
import dev.varve.query.words.Words;

/** Who kept whom waiting, in words. */
final class LockSentences {

    private LockSentences() {}

    static String of(RunEvent.OfLocks event) {
        return switch (event) {
            case RunEvent.WaitSeen e -> waited(e);
            case RunEvent.ApplicationLeftRunning e ->
                "the steps run beside the application"
                        + (e.connected().isEmpty() ? "" : ": " + e.connected())
                        + (e.wroteSince() ? "; written to since backup " + e.backupId() : "");
            case RunEvent.StepRetried e ->
                "step " + e.revision() + " did not get a lock and left nothing; it is tried again in "
                        + Words.time(e.pauseMillis()) + " (retry " + e.retry() + " of " + e.retries() + ")";
        };
    }

    private static String waited(RunEvent.WaitSeen e) {
        var step = e.revision() == null ? "the migration tool" : "step " + e.revision();
        return e.toolWaits()
                ? step + " waited for " + session(e.blocker()) + ": " + e.lock() + ", for "
                        + Words.time(e.waitedMillis()) + " when it was seen"
                : Words.count(e.sessions(), "session", "sessions") + " waited for " + step + ": " + e.lock()
                        + ", the first for " + Words.time(e.waitedMillis()) + " when it was seen, "
                        + session(e.waiter());
    }

    private static String session(RecordedSession session) {
        var name = session.application().isEmpty() ? "a session without application_name" : session.application();
        return name + " (pid " + session.pid() + (session.role() == null ? "" : ", role " + session.role())
                + (session.client() == null ? "" : ", from " + session.client()) + ")"
                + (session.statement() == null ? "" : ", statement: " + session.statement());
    }
}
