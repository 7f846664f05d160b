package dev.varve.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.events.AccessEvent.AccessDenied;
import dev.varve.events.AccessEvent.LoggedIn;
import dev.varve.events.AccessEvent.LoginFailed;
import dev.varve.events.AccessEvent.OfPassage;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class ThrottledAccessTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final ThrottledAccess throttle = new ThrottledAccess();

    @Test
    void tellsTheFirstFailureAtOnceAndCountsThoseThatFollow() {
        assertThat(throttle.seen(failed("root", "192.0.2.1"), NOON)).hasValue(failed("root", "192.0.2.1"));
        for (int i = 1; i <= 40; i++) {
            assertThat(throttle.seen(failed("root", "192.0.2.1"), NOON.plusSeconds(i)))
                    .isEmpty();
        }

        assertThat(throttle.due(NOON.plusSeconds(59))).isEmpty();
        assertThat(throttle.due(NOON.plusSeconds(60))).containsExactly(new LoginFailed("root", "192.0.2.1", 40));
        assertThat(throttle.due(NOON.plusSeconds(600))).isEmpty();
    }

    @Test
    void tellsTheCountWithTheNextFailureIfNobodyAskedWhatIsDue() {
        throttle.seen(failed("root", "192.0.2.1"), NOON);
        throttle.seen(failed("root", "192.0.2.1"), NOON.plusSeconds(1));

        assertThat(throttle.seen(failed("root", "192.0.2.1"), NOON.plusSeconds(61)))
                .hasValue(new LoginFailed("root", "192.0.2.1", 2));
        assertThat(throttle.seen(failed("root", "192.0.2.1"), NOON.plusSeconds(62)))
                .isEmpty();
    }

    @Test
    void tellsAFailureAfterAQuietTimeAtOnceAgain() {
        throttle.seen(failed("root", "192.0.2.1"), NOON);
        throttle.due(NOON.plusSeconds(60));

        assertThat(throttle.seen(failed("root", "192.0.2.1"), NOON.plusSeconds(61)))
                .hasValue(failed("root", "192.0.2.1"));
    }

    @Test
    void keepsUsersAddressesAndKindsApart() {
        throttle.seen(failed("root", "192.0.2.1"), NOON);

        assertThat(throttle.seen(failed("ann", "192.0.2.1"), NOON)).isPresent();
        assertThat(throttle.seen(failed("root", "192.0.2.2"), NOON)).isPresent();
        assertThat(throttle.seen(denied("root", "192.0.2.1", "/a"), NOON)).isPresent();
        assertThat(throttle.seen(denied("root", "192.0.2.1", "/b"), NOON)).isEmpty();
        assertThat(throttle.due(NOON.plusSeconds(60))).containsExactly(denied("root", "192.0.2.1", "/b"));
    }

    @Test
    void tellsAnAddressThatClaimsManyNamesTogether() {
        var told = new ArrayList<OfPassage>();
        for (int i = 0; i < 10_000; i++) {
            throttle.seen(failed("user" + i, "192.0.2.1"), NOON).ifPresent(told::add);
        }

        assertThat(told)
                .hasSize(ThrottledAccess.MOST_USERS_OF_AN_ADDRESS + 1)
                .last()
                .isEqualTo(failed("(others)", "192.0.2.1"));
        assertThat(throttle.due(NOON.plusSeconds(60)))
                .containsExactly(new LoginFailed("(others)", "192.0.2.1", 10_000 - told.size()));
    }

    @Test
    void tellsManyAddressesTogether() {
        var told = new ArrayList<OfPassage>();
        for (int i = 0; i < 20_000; i++) {
            throttle.seen(failed("root", "2001:db8::" + i), NOON).ifPresent(told::add);
        }

        assertThat(told).hasSize(ThrottledAccess.MOST_AT_ONCE + 1).last().isEqualTo(failed("(others)", "(others)"));
        assertThat(throttle.due(NOON.plusSeconds(60)))
                .containsExactly(new LoginFailed("(others)", "(others)", 20_000 - told.size()));
    }

    @Test
    void forgetsQuietOnesToMakeRoom() {
        for (int i = 0; i < ThrottledAccess.MOST_AT_ONCE; i++) {
            throttle.seen(failed("root", "2001:db8::" + i), NOON);
        }

        assertThat(throttle.seen(failed("ann", "192.0.2.1"), NOON.plusSeconds(60)))
                .hasValue(failed("ann", "192.0.2.1"));
    }

    @Test
    void tellsTheRestWhenTheServerStops() {
        throttle.seen(denied(null, "192.0.2.1", "/a"), NOON);
        throttle.seen(denied(null, "192.0.2.1", "/b"), NOON);
        throttle.seen(denied(null, "192.0.2.1", "/c"), NOON);

        assertThat(throttle.rest()).containsExactly(new AccessDenied(null, "GET", "/c", "VIEW", "192.0.2.1", 2));
        assertThat(throttle.rest()).isEmpty();
    }

    @Test
    void neverHoldsBackALogin() {
        var in = new LoggedIn("ann", "password", "192.0.2.1");

        assertThat(throttle.seen(in, NOON)).hasValue(in);
        assertThat(throttle.seen(in, NOON)).hasValue(in);
    }

    @Test
    void keepsAndTellsShortTextsOnly() {
        var hostile = "\u001b".repeat(10_000);

        assertThat(throttle.seen(failed(hostile, "192.0.2.1"), NOON))
                .hasValue(failed("\\e".repeat(127) + "…", "192.0.2.1"));
    }

    private static LoginFailed failed(String user, String address) {
        return new LoginFailed(user, address, 1);
    }

    private static AccessDenied denied(String user, String address, String path) {
        return new AccessDenied(user, "GET", path, "VIEW", address, 1);
    }
}
