package dev.varve.engine.presence;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;

/**
 * Asks an address whether anybody is there. Any answer counts, an error or a redirect too, and so does a connection that is
 * taken and not answered: an application that hangs still has its database.
 */
final class UrlProbe {

    private final Duration limit;

    /** @param limit how long it may take to answer */
    UrlProbe(Duration limit) {
        this.limit = limit;
    }

    Presence look(URI url) {
        try (var client = HttpClient.newBuilder()
                .connectTimeout(limit)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .build()) {
            var request = HttpRequest.newBuilder(url).timeout(limit).GET().build();
            var answer = client.send(request, HttpResponse.BodyHandlers.discarding());
            return answers(url, "answers with status " + answer.statusCode());
        } catch (HttpConnectTimeoutException nobodyTold) {
            return blind(url.getHost() + " neither took nor refused a connection within " + limit.toSeconds() + " s");
        } catch (NoRouteToHostException unreachable) {
            return blind("there is no way from here to " + url.getHost());
        } catch (ConnectException refused) {
            return isUnknownName(refused)
                    ? blind("the name " + url.getHost() + " is not known here")
                    : new Presence(List.of(), List.of());
        } catch (IOException other) {
            return answers(url, "takes connections (" + other.getMessage() + ")");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return blind(url.getHost() + " was not asked to the end");
        }
    }

    private static boolean isUnknownName(Throwable refused) {
        return refused instanceof UnresolvedAddressException
                || (refused.getCause() != null && isUnknownName(refused.getCause()));
    }

    private static Presence answers(URI url, String how) {
        return new Presence(List.of(new Sign.Answers(url, how)), List.of());
    }

    private static Presence blind(String why) {
        return new Presence(List.of(), List.of(why));
    }
}
