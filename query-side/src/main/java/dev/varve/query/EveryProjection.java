package dev.varve.query;

import dev.varve.query.access.AccessProjection;
import dev.varve.query.backups.BackupsProjection;
import dev.varve.query.findings.FindingsProjection;
import dev.varve.query.projection.Projection;
import dev.varve.query.runs.RunsProjection;
import dev.varve.query.status.StatusProjection;
import dev.varve.query.timeline.TimelineProjection;
import java.util.List;

/** The views that there are: the same for the command line, the server, and the replay to a moment. */
public final class EveryProjection {

    private EveryProjection() {}

    /** In the order in which they take an event in. */
    public static List<Projection> inOrder() {
        return List.of(
                new TimelineProjection(),
                new StatusProjection(),
                new BackupsProjection(),
                new FindingsProjection(),
                new RunsProjection(),
                new AccessProjection());
    }
}
