package dev.varve.command.endtoend;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code varve serve} as a process of its own, as a program with a token talks to it. */
final class ServerProcess implements AutoCloseable {

    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Pattern ROOT = Pattern.compile("at (http://[^ ]+/)");

    private final Session process;
    private final HttpClient client = HttpClient.newHttpClient();
    private String root;

    private ServerProcess(Session process) {
        this.process = process;
    }

    /** Begins to start it, with those options; the first request waits until it answers. */
    static ServerProcess of(Terminal terminal, String... options) {
        var words = new ArrayList<>(List.of("serve", "--port", "0"));
        words.addAll(List.of(options));
        return new ServerProcess(terminal.start(words.toArray(String[]::new)));
    }

    private URI address(String path) {
        if (root == null) {
            root = await().atMost(LONG)
                    .until(() -> ROOT.matcher(Files.readString(process.err())), Matcher::find)
                    .group(1);
        }
        return URI.create(root + path);
    }

    HttpResponse<String> get(String token, String path) throws IOException, InterruptedException {
        return send(token, HttpRequest.newBuilder(address(path)));
    }

    HttpResponse<String> form(String token, String path, String body) throws IOException, InterruptedException {
        return post(token, path, "application/x-www-form-urlencoded", body);
    }

    HttpResponse<String> json(String token, String path, String body) throws IOException, InterruptedException {
        return post(token, path, "application/json", body);
    }

    private HttpResponse<String> post(String token, String path, String type, String body)
            throws IOException, InterruptedException {
        return send(
                token,
                HttpRequest.newBuilder(address(path))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(String token, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(
                request.header("Authorization", "Bearer " + token).build(),
                BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /** As kill -9 does, and all that it waits for with it; what it started stands in sessions of their own. */
    void kill() {
        process.signal("KILL");
        try {
            process.process().waitFor();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        kill();
        client.close();
    }
}
