package dev.varve.query.status;

import dev.varve.events.LeaseHolder;
import java.time.Instant;
import java.util.List;

/**
 * The run that holds the database, or held it when its process died: the events alone cannot tell which.
 *
 * @param kind upgrade, downgrade, stamp, …
 * @param since when it took the lease
 * @param lastIntent what it was about to do last, in words; {@code null} if nothing yet
 * @param touched whether it began to change the database
 * @param planned the revisions of its steps
 */
public record OpenRun(
        String runId,
        String kind,
        Instant since,
        LeaseHolder holder,
        String lastIntent,
        boolean touched,
        List<String> planned) {

    static OpenRun begun(String runId, String kind, Instant since, LeaseHolder holder) {
        return new OpenRun(runId, kind, since, holder, null, false, List.of());
    }

    OpenRun intending(String intent) {
        return new OpenRun(runId, kind, since, holder, intent, touched, planned);
    }

    OpenRun touching(String intent) {
        return new OpenRun(runId, kind, since, holder, intent, true, planned);
    }

    OpenRun planning(List<String> revisions) {
        return new OpenRun(runId, kind, since, holder, lastIntent, touched, revisions);
    }
}
