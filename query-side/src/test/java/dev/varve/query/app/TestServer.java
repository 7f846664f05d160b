package dev.varve.query.app;

import static org.awaitility.Awaitility.await;

import dev.varve.cli.Home;
import dev.varve.events.AccessEvent;
import dev.varve.events.VarveEvent;
import dev.varve.query.Recorder;
import dev.varve.query.projection.ViewHealth;
import dev.varve.server.Grant;
import dev.varve.server.PasswordFile;
import dev.varve.server.Role;
import dev.varve.server.TokenText;
import dev.varve.store.SqliteAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** A real server on a free port of this machine, over a real store, with a token for each role. */
public final class TestServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path home;
    private final Recorder recorder;
    private final RecordingCommandSide commandSide;
    private final Map<Role, String> tokens = new EnumMap<>(Role.class);
    private ConfigurableApplicationContext context;

    private TestServer(Path home, boolean showsOnly) {
        this.home = home;
        this.recorder = Recorder.in(home);
        this.commandSide = showsOnly ? null : new RecordingCommandSide(this::record);
        for (var role : Role.values()) {
            tokens.put(role, issue(role, null, null));
        }
    }

    /** One with a command side that records who comes and goes, and does nothing else. */
    public static TestServer in(Path home) {
        return new TestServer(home, false).start();
    }

    /** One that only shows. */
    public static TestServer showingOnly(Path home) {
        return new TestServer(home, true).start();
    }

    private TestServer start() {
        context = Server.context(new ServerPlace(
                new Home(home),
                new SqliteAddress(home.resolve("events.db")),
                ServerPlace.LOOPBACK,
                0,
                false,
                "test",
                commandSide));
        return this;
    }

    /** Stops it and starts it again, on another port. */
    public void restart() {
        context.close();
        start();
    }

    public synchronized void record(VarveEvent... events) {
        recorder.record(List.of(events));
    }

    /** Likewise, and waits until the views have taken it in. */
    public void tell(VarveEvent... events) {
        record(events);
        await().atMost(PATIENCE).until(() -> bean(ViewHealth.Source.class).now().isCaughtUp());
    }

    /** The text of a new token; {@code null} for every database, and for no end. */
    public String issue(Role role, List<String> targets, String expiresAt) {
        var text = TokenText.random(new SecureRandom());
        var name = "t-" + role.word();
        record(new AccessEvent.TokenIssued(idOf(text), name, role.word(), targets, TokenText.sha256(text), expiresAt));
        grant(idOf(text), new Grant(role, targets));
        return text;
    }

    private void grant(String whom, Grant granted) {
        if (commandSide != null) {
            commandSide.grant(whom, granted);
        }
    }

    public void revoke(String token) {
        grant(idOf(token), null);
        tell(new AccessEvent.TokenRevoked(idOf(token), "revoked"));
    }

    private static String idOf(String token) {
        return TokenText.sha256(token).substring(0, 12);
    }

    public void addUser(String user, String password, Role role) {
        new PasswordFile(new Home(home)).set(user, password.toCharArray());
        grant(user, new Grant(role, null));
        tell(new AccessEvent.UserAdded(user, role.word()));
    }

    /** Of that role, for every database and without an end. */
    public String token(Role role) {
        return tokens.get(role);
    }

    public RecordingCommandSide commandSide() {
        return commandSide;
    }

    public Recorder recorder() {
        return recorder;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    public int port() {
        return ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    /** Somebody whom it does not know yet. */
    public Browser browser() {
        return new Browser("http://127.0.0.1:" + port());
    }

    /** A program with that token; {@code null} for none. */
    public Browser program(String token) {
        return token == null ? browser() : browser().with("Authorization", "Bearer " + token);
    }

    @Override
    public void close() {
        context.close();
        recorder.close();
    }
}
