package dev.varve.query.web.hooks;

import dev.varve.query.timeline.TimelineEntry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends an event to an address once, and comes back within the address's time, whatever the other side does. */
record Delivery(Webhook hook, HttpClient client, Clock clock) {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    /** Whether it was answered with 2xx. */
    boolean isTaken(TimelineEntry entry) throws InterruptedException {
        try {
            int status = send(request(entry));
            if (status / 100 == 2) {
                return true;
            }
            LOG.warn("{} answered {} to event {}; it is sent again", hook, status, entry.sequence());
        } catch (IOException e) {
            LOG.warn("{} did not take event {} ({}); it is sent again", hook, entry.sequence(), e.toString());
        }
        return false;
    }

    /**
     * The status that it is answered with. It alone counts; the rest is let come while there is time, since who is cut off may undo what it
     * did. The time is kept here: that of {@link HttpRequest.Builder#timeout} ends where the content of an answer begins.
     */
    private int send(HttpRequest request) throws IOException, InterruptedException {
        var status = new CompletableFuture<Integer>();
        var exchange = client.sendAsync(request, answer -> {
            status.complete(answer.statusCode());
            return HttpResponse.BodySubscribers.discarding();
        });
        try {
            exchange.get(hook.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            requireAnswered(status, new IOException("no answer within " + hook.timeout(), e));
        } catch (ExecutionException e) {
            requireAnswered(status, e.getCause() instanceof IOException known ? known : new IOException(e.getCause()));
        } finally {
            exchange.cancel(true);
        }
        return status.join();
    }

    private static void requireAnswered(CompletableFuture<Integer> status, IOException why) throws IOException {
        if (!status.isDone()) {
            throw why;
        }
    }

    private HttpRequest request(TimelineEntry entry) {
        var now = clock.instant();
        var body = Message.of(entry, hook.template());
        var request = HttpRequest.newBuilder(hook.url())
                .header("Content-Type", "application/json")
                .header("User-Agent", "varve")
                .header("webhook-id", entry.eventId())
                .header("webhook-timestamp", String.valueOf(now.getEpochSecond()))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (hook.secret() != null) {
            request.header("webhook-signature", new Signature(hook.secret()).of(entry.eventId(), now, body));
        }
        return request.build();
    }
}
