package dev.varve.query.app;

import dev.varve.query.projection.Position;
import java.util.OptionalLong;
import org.axonframework.eventhandling.TrackingToken;

/** A position as Axon's processors pass it around. Without gaps: appends are serialised, so what comes before was seen. */
record PositionToken(Position at) implements TrackingToken {

    @Override
    public TrackingToken lowerBound(TrackingToken other) {
        return of(other).at.sequence() < at.sequence() ? other : this;
    }

    @Override
    public TrackingToken upperBound(TrackingToken other) {
        return of(other).at.sequence() > at.sequence() ? other : this;
    }

    @Override
    public boolean covers(TrackingToken other) {
        return other == null || of(other).at.sequence() <= at.sequence();
    }

    @Override
    public OptionalLong position() {
        return OptionalLong.of(at.sequence());
    }

    /**
     * The position that a token stands for; the start for {@code null}.
     *
     * @throws IllegalArgumentException for another kind, such as a replay's: views are rebuilt, never reset under a processor
     */
    static PositionToken of(TrackingToken token) {
        return switch (token) {
            case null -> new PositionToken(Position.START);
            case PositionToken position -> position;
            default ->
                throw new IllegalArgumentException("expected a position in the log, found " + token
                        + "; run 'varve rebuild' instead of resetting a processor");
        };
    }
}
