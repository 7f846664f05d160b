package dev.varve.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.events.AccessEvent.AccessDenied;
import dev.varve.events.AccessEvent.LoginFailed;
import org.junit.jupiter.api.Test;

class AccessTextTest {

    @Test
    void keepsAnOrdinaryNameAsItIs() {
        assertThat(AccessText.of("größe.表@example.org")).isEqualTo("größe.表@example.org");
        assertThat(AccessText.of(null)).isNull();
    }

    @Test
    void shortensALongNameBetweenWholeCharacters() {
        assertThat(AccessText.of("x".repeat(10_000))).isEqualTo("x".repeat(127) + "…");
        assertThat(AccessText.of("👍".repeat(10_000))).isEqualTo("👍".repeat(127) + "…");
        assertThat(AccessText.of("x".repeat(128))).isEqualTo("x".repeat(128));
    }

    @Test
    void showsWhatWouldMoveACursorOrTurnALineRound() {
        assertThat(AccessText.of("a\u001b[2J\nb\u202e\0")).isEqualTo("a\\e[2J\\nb\\u{202e}\\u{0}");
        assertThat(AccessText.of("\ud83d")).isEqualTo("\\u{d83d}");
        assertThat(AccessText.of("\u0007".repeat(10_000)).length()).isLessThan(1_000);
    }

    @Test
    void leavesOutWhatFollowsAPathsQuestionMark() {
        var denied = new AccessDenied(null, "GET", "/api/v1/targets?token=varve_secret", "VIEW", "192.0.2.1", 1);

        assertThat(AccessText.in(denied))
                .isEqualTo(new AccessDenied(null, "GET", "/api/v1/targets", "VIEW", "192.0.2.1", 1));
    }

    @Test
    void cleansEveryTextOfAFact() {
        assertThat(AccessText.in(new LoginFailed("eve\r\nadmin logged in", "\u001b]0;x\u0007", 3)))
                .isEqualTo(new LoginFailed("eve\\r\\nadmin logged in", "\\e]0;x\\u{7}", 3));
    }
}
