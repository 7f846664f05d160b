package dev.varve.command.append;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RedactionTest {

    @Test
    void takesSecretsOutWhereverTheyStand() {
        var redaction = new Redaction(List.of("hunter22", "hunter22-long"));

        assertThat(redaction.of("login hunter22-long failed, hunter22 too"))
                .isEqualTo("login [redacted] failed, [redacted] too");
    }

    @Test
    void leavesShortValuesAloneSinceTheyAreOrdinaryWords() {
        assertThat(new Redaction(List.of("true", "8080")).of("true: port 8080")).isEqualTo("true: port 8080");
    }

    @Test
    void leavesNothingAsNothing() {
        assertThat(new Redaction(List.of("hunter22")).of(null)).isNull();
    }
}
