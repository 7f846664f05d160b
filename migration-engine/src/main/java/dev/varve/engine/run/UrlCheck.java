package dev.varve.engine.run;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks the application for a page: a status from 200 to 299 passes. Redirects are followed. */
public final class UrlCheck implements SmokeCheck {

    private final URI url;
    private final Duration limit;

    /** @param limit how long the application may take to answer */
    public UrlCheck(URI url, Duration limit) {
        this.url = url;
        this.limit = limit;
    }

    @Override
    public String name() {
        return url.toString();
    }

    @Override
    public Answer run() {
        try (var client = HttpClient.newBuilder()
                .connectTimeout(limit)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            var request = HttpRequest.newBuilder(url).timeout(limit).GET().build();
            var status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return new Answer(status >= 200 && status < 300, "expected a status from 200 to 299, found " + status);
        } catch (IOException unreachable) {
            return new Answer(false, "expected an answer, found " + unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Answer(false, "interrupted while waiting for the answer");
        }
    }
}
