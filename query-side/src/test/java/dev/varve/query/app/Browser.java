package dev.varve.query.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody who asks over real HTTP, keeps cookies and follows no redirection. */
public final class Browser {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String root;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final Map<String, String> headers = new LinkedHashMap<>();

    public Browser(String root) {
        this.root = root;
    }

    /** From now on every request says that too. */
    public Browser with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    public List<HttpCookie> cookies() {
        return cookies.getCookieStore().getCookies();
    }

    public String session() {
        return cookies().stream()
                .filter(cookie -> cookie.getName().equals("varve-session"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    public HttpResponse<String> get(String path) {
        return ask("GET", path, "");
    }

    /** As a form of this site sends it, whose token {@code pageWithForm} holds. */
    public HttpResponse<String> send(String pageWithForm, String path, Map<String, String> fields) {
        var all = new LinkedHashMap<>(fields);
        all.put("_csrf", csrf(get(pageWithForm).body()));
        return post(path, all);
    }

    public HttpResponse<String> post(String path, Map<String, String> fields) {
        return ask("POST", path, form(fields));
    }

    public HttpResponse<String> logIn(String user, String password) {
        return send("/login", "/login", Map.of("user", user, "password", password));
    }

    public HttpResponse<String> ask(String method, String path, String body) {
        return unchecked(() -> client.send(request(method, path, body), BodyHandlers.ofString()));
    }

    /** For an answer that may never end: who asks closes it. */
    public HttpResponse<InputStream> open(String method, String path, String body) {
        return unchecked(() -> client.send(request(method, path, body), BodyHandlers.ofInputStream()));
    }

    public static String csrf(String page) {
        var found = CSRF.matcher(page);
        return found.find() ? found.group(1) : "";
    }

    private HttpRequest request(String method, String path, String body) {
        var request = HttpRequest.newBuilder(URI.create(root + path))
                .timeout(PATIENCE)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/x-www-form-urlencoded");
        }
        headers.forEach(request::header);
        return request.build();
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private interface Asked<T> {
        T answer() throws IOException, InterruptedException;
    }

    private static <T> T unchecked(Asked<T> asked) {
        try {
            return asked.answer();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
