package dev.varve.query.web.live;

import java.io.IOException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What one who listens gets, as the views move. For the one thread that serves it. */
interface Subscription {

    /**
     * Sends what follows.
     *
     * @param from the last event that was sent or skipped
     * @param to where the views are
     * @return the last event that is sent or skipped now
     * @throws IOException if nobody listens any more
     */
    long send(SseEmitter emitter, long from, long to) throws IOException;
}
