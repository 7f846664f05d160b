package dev.varve.query.web.hooks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** An address that is told: answers as the test says, then takes everything. */
final class Listener implements AutoCloseable {

    /** What it was sent, with the headers that it goes by in lower case. */
    record Sent(Map<String, String> headers, String body) {}

    private final HttpServer http;
    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
    private final List<Sent> sent = new CopyOnWriteArrayList<>();

    private Listener(HttpServer http) {
        this.http = http;
    }

    static Listener on(int port) throws IOException {
        var listener =
                new Listener(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
        listener.http.createContext("/", listener::take);
        listener.http.start();
        return listener;
    }

    /** So it answers so often first. */
    void refuse(int times, int status) {
        IntStream.range(0, times).forEach(i -> answers.add(status));
    }

    List<Sent> sent() {
        return sent;
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/T0/hidden";
    }

    int port() {
        return http.getAddress().getPort();
    }

    private void take(HttpExchange exchange) throws IOException {
        var headers = Map.of(
                "webhook-id", header(exchange, "webhook-id"),
                "webhook-timestamp", header(exchange, "webhook-timestamp"),
                "webhook-signature", header(exchange, "webhook-signature"),
                "content-type", header(exchange, "content-type"));
        sent.add(new Sent(headers, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        var answer = answers.poll();
        exchange.sendResponseHeaders(answer == null ? 204 : answer, -1);
        exchange.close();
    }

    private static String header(HttpExchange exchange, String name) {
        var value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
