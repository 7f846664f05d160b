package dev.varve.query.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.events.AccessEvent.LoginFailed;
import dev.varve.events.AccessEvent.TokenIssued;
import dev.varve.events.AccessEvent.TokenRevoked;
import dev.varve.events.AccessEvent.UserAdded;
import dev.varve.events.AccessEvent.UserPasswordChanged;
import dev.varve.events.AccessEvent.UserRemoved;
import dev.varve.events.AccessEvent.UserRoleChanged;
import dev.varve.query.EveryProjection;
import dev.varve.query.Recorder;
import dev.varve.query.projection.CatchUp;
import dev.varve.query.projection.Views;
import dev.varve.server.Role;
import dev.varve.server.TokenText;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessProjectionTest {

    private static final Instant END = Recorder.NOON.plusSeconds(3_600);
    private static final Instant BEFORE = END.minusNanos(1);

    private final String text = TokenText.random(new SecureRandom());

    @TempDir
    private Path home;

    private Recorder recorder;
    private Views views;

    @BeforeEach
    void open() {
        recorder = Recorder.in(home);
        views = Views.open(home.resolve("views.db"));
    }

    @AfterEach
    void close() {
        views.close();
        recorder.close();
    }

    @Test
    void knowsATokenByItsHashUntilItExpires() {
        recorder.record(issued("T1", "operator", List.of("shop"), END.toString()));

        assertThat(access().valid(text, BEFORE)).hasValueSatisfying(token -> {
            assertThat(token.tokenId()).isEqualTo("T1");
            assertThat(token.granted(BEFORE)).hasValue(Role.OPERATOR);
            assertThat(token.issuedBy()).isEqualTo("ann");
            assertThat(token.isFor("shop")).isTrue();
            assertThat(token.isFor("Shop")).isFalse();
        });
        assertThat(access().valid(text, END)).isEmpty();
        assertThat(access().tokenByHash(TokenText.sha256(text))).isPresent();
        assertThat(access().valid(TokenText.random(new SecureRandom()), BEFORE)).isEmpty();
    }

    @Test
    void isForEveryDatabaseAndWithoutEndIfItSaysSo() {
        recorder.record(issued("T1", "viewer", null, null));

        assertThat(access().valid(text, Instant.MAX))
                .hasValueSatisfying(token -> assertThat(token.isFor("shop")).isTrue());
    }

    @Test
    void letsNobodyInWithARevokedToken() {
        recorder.record(issued("T1", "admin", null, null), new TokenRevoked("T1", "ci"));

        assertThat(access().valid(text, BEFORE)).isEmpty();
        assertThat(access().tokens()).singleElement().satisfies(token -> {
            assertThat(token.revokedAt()).isEqualTo(recorder.now());
            assertThat(token.revokedBy()).isEqualTo("ann");
        });
    }

    @Test
    void letsNobodyInWithWhatIsNotUnderstood() {
        recorder.record(issued("T1", "root", null, null));
        assertThat(access().valid(text, BEFORE)).isEmpty();
        recorder.record(issued("T1", "admin", null, "the end of days"));
        assertThat(access().valid(text, BEFORE)).isEmpty();
        recorder.record(new TokenRevoked("T2", "never issued"), new UserRoleChanged("eve", "viewer", "admin"));
        assertThat(access().tokens()).hasSize(1);
        assertThat(access().roleOf("eve")).isEmpty();
        assertThat(access().hasAdmin()).isFalse();
    }

    @Test
    void followsAUserFromTheFirstToTheLastDay() {
        recorder.record(new UserAdded("ann", "viewer"));
        assertThat(access().roleOf("ann")).hasValue(Role.VIEWER);

        recorder.record(new UserRoleChanged("ann", "viewer", "admin"));
        assertThat(access().roleOf("ann")).hasValue(Role.ADMIN);
        assertThat(access().hasAdmin()).isTrue();

        recorder.record(new UserRemoved("ann"));
        assertThat(access().roleOf("ann")).isEmpty();
        assertThat(access().hasAdmin()).isFalse();
        assertThat(access().users())
                .singleElement()
                .satisfies(user -> assertThat(user.removedAt()).isEqualTo(recorder.now()));

        recorder.record(new UserAdded("ann", "auditor"));
        assertThat(access().roleOf("ann")).hasValue(Role.AUDITOR);
        assertThat(access().roleOf("ANN")).isEmpty();
        assertThat(access().roleOf("nobody")).isEmpty();
    }

    /** So that a server can end the logins from before. */
    @Test
    void tellsAtWhichEventAUserChangedLast() {
        recorder.record(new UserAdded("ann", "viewer"), new LoginFailed("ann", "192.0.2.1", 1));
        assertThat(access().user("ann").orElseThrow().sequence()).isEqualTo(1);

        recorder.record(new UserPasswordChanged("ann"));
        assertThat(access().user("ann").orElseThrow().sequence()).isEqualTo(3);
        assertThat(access().roleOf("ann")).hasValue(Role.VIEWER);
    }

    private TokenIssued issued(String id, String role, List<String> targets, String expiresAt) {
        return new TokenIssued(id, "ci", role, targets, TokenText.sha256(text), expiresAt);
    }

    private Access access() {
        new CatchUp(recorder.feed(), views, EveryProjection.inOrder()).toHead();
        return new Access(views);
    }
}
