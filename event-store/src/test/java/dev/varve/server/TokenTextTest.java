package dev.varve.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class TokenTextTest {

    @Test
    void givesEveryTimeAnotherTokenOf256Bits() {
        var random = new SecureRandom();
        var one = TokenText.random(random);

        assertThat(one).matches("varve_[A-Za-z0-9_-]{43}").isNotEqualTo(TokenText.random(random));
        assertThat(TokenText.isOne(one)).isTrue();
    }

    @Test
    void takesNothingElseForAToken() {
        assertThat(TokenText.isOne(null)).isFalse();
        assertThat(TokenText.isOne("")).isFalse();
        assertThat(TokenText.isOne("varve_")).isFalse();
        assertThat(TokenText.isOne("varve_" + "a".repeat(42) + "\n")).isFalse();
        assertThat(TokenText.isOne("varve_" + "a".repeat(10_000))).isFalse();
    }

    /** The first example of FIPS 180-2, appendix B. */
    @Test
    void isKnownByItsHash() {
        assertThat(TokenText.sha256("abc"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
