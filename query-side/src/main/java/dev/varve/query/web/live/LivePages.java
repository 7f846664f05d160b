package dev.varve.query.web.live;

import dev.varve.query.projection.Views;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tells an open page that what it shows has moved, so that it asks for it again. Many events within a moment are told once. */
@RestController
class LivePages {

    private static final long A_MOMENT_MILLIS = 200;

    private final LiveStreams streams;
    private final Views views;
    private final ViewsTail tail;

    LivePages(LiveStreams streams, Views views, ViewsTail tail) {
        this.streams = streams;
        this.views = views;
        this.tail = tail;
    }

    @GetMapping("/live")
    SseEmitter listen(
            @RequestParam(required = false) String target,
            @RequestParam(required = false) Long from,
            @RequestHeader(name = "Last-Event-ID", required = false) Long lastSeen,
            HttpMethod asked) {
        return streams.open(asked, lastSeen != null ? lastSeen : from, (emitter, after, to) -> {
            if (target == null || target.isEmpty() || hasMoved(target, after, to)) {
                emitter.send(
                        SseEmitter.event().id(String.valueOf(to)).name("moved").data(to));
                pause();
            } else if (!tail.hold(to)) {
                return after; // the views are made anew: what has moved may come yet
            }
            return to;
        });
    }

    private boolean hasMoved(String target, long after, long to) {
        return views.ask(connection -> {
            try (var query = connection.prepareStatement(
                    "select 1 from timeline where target = ? and sequence > ? and sequence <= ? limit 1")) {
                query.setString(1, target);
                query.setLong(2, after);
                query.setLong(3, to);
                try (var row = query.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    /** So many events within a moment are told as one: nobody is waited for, so there is nothing to be woken by. */
    private static void pause() {
        try {
            Thread.sleep(A_MOMENT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
