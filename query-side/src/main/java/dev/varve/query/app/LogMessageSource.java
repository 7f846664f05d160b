package dev.varve.query.app;

import dev.varve.query.projection.EventFeed;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;

/** The event log as Axon's processors read it: each message's payload is the recorded event with its place in the log. */
record LogMessageSource(EventFeed feed) implements StreamableMessageSource<TrackedEventMessage<?>> {

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(TrackingToken token) {
        return new LogStream(feed, PositionToken.of(token).at().sequence());
    }
}
