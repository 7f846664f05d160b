package dev.varve.command.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import dev.varve.command.endtoend.Session;
import dev.varve.command.endtoend.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.regex.Pattern;

/** A server in a process of its own, and the administrator whom its one-time token let in. */
final class Dashboard implements AutoCloseable {

    private static final Pattern GREETING = Pattern.compile(" at (http://[^/\\s]+)/");
    private static final Pattern TOKEN = Pattern.compile("(http://\\S+/login\\?once=\\S+)");
    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final int WAIT_MILLIS = 30_000;

    private final Terminal terminal;
    private final Session server;
    private final String root;
    private String administrator;

    private Dashboard(Terminal terminal) {
        this.terminal = terminal;
        server = terminal.start("serve", "--port", "0");
        try {
            await().atMost(LONGEST)
                    .until(() ->
                            says("Stop it with Ctrl-C") || !server.process().isAlive());
            root = found(GREETING);
        } catch (RuntimeException | AssertionError failed) {
            server.signal("KILL");
            throw failed;
        }
    }

    /** Over that operator's home. */
    static Dashboard over(Terminal terminal) {
        return new Dashboard(terminal);
    }

    private boolean says(String words) {
        return said().contains(words);
    }

    private String said() {
        try {
            return Files.readString(server.err());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private String found(Pattern what) {
        var matcher = what.matcher(said());
        assertThat(matcher.find()).as("%s in: %s", what, said()).isTrue();
        return matcher.group(1);
    }

    Terminal terminal() {
        return terminal;
    }

    String root() {
        return root;
    }

    /** Where the one-time token that the server printed is put into the form of the login. */
    String loginAddress() {
        return found(TOKEN);
    }

    /** A window of the administrator's. */
    Visit visit() {
        return visit(new Browser.NewContextOptions());
    }

    /** Likewise, in a browser of that kind. */
    Visit visit(Browser.NewContextOptions options) {
        return window(options.setStorageState(administrator()));
    }

    /** Likewise, where no script runs. */
    Visit visitWithoutScripts() {
        return visit(new Browser.NewContextOptions().setJavaScriptEnabled(false));
    }

    /** A window of somebody who did not log in. */
    Visit stranger() {
        return window(new Browser.NewContextOptions());
    }

    private Visit window(Browser.NewContextOptions options) {
        return new Visit(context(options));
    }

    private BrowserContext context(Browser.NewContextOptions options) {
        var context = Chromium.context(options.setBaseURL(root)
                .setViewportSize(1280, 900)
                .setLocale("en-GB")
                .setTimezoneId("Europe/Berlin"));
        context.setDefaultTimeout(WAIT_MILLIS);
        return context;
    }

    /** The login as the browser keeps it. Once: the token is good for one. */
    private String administrator() {
        if (administrator == null) {
            var context = context(new Browser.NewContextOptions());
            try (var visit = new Visit(context)) {
                visit.open(loginAddress());
                visit.button("Log in as an administrator").click();
                assertThat(visit.heading().innerText()).isEqualTo("Fleet");
                administrator = context.storageState();
            }
        }
        return administrator;
    }

    @Override
    public void close() {
        server.signal("KILL");
        try {
            server.process().waitFor();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
