package dev.varve.query.projection;

import java.time.Instant;
import java.util.List;

/** The views as they were believed at a moment: the same projections, replayed into a scratch database in memory. */
public final class AsOf {

    private AsOf() {}

    /**
     * The views made of the events recorded until then, the moment included.
     *
     * @param moment {@code null} for all events
     * @return to be closed by the caller
     */
    public static Views replay(EventFeed feed, Instant moment, List<Projection> projections) {
        var views = Views.inMemory();
        try {
            new CatchUp(
                            feed,
                            views,
                            projections,
                            event -> moment == null || !event.at().isAfter(moment))
                    .toHead();
            return views;
        } catch (RuntimeException e) {
            views.close();
            throw e;
        }
    }
}
