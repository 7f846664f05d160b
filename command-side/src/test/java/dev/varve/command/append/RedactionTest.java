package dev.varve.command.append;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    @Test
    void takesSecretsOutWhereverTheyStand() {
        var redaction = new Redaction(Map.of("A", "hunter22", "B", "hunter22-long"));

        assertThat(redaction.of("login hunter22-long failed, xhunter22x too"))
                .isEqualTo("login [redacted] failed, x[redacted]x too");
    }

    @Test
    void knowsASecretInSqlAndInBase64() {
        var redaction = new Redaction(Map.of("A", "it's-secret-42"));

        assertThat(redaction.of("insert into t values ('it''s-secret-42')"))
                .isEqualTo("insert into t values ('[redacted]')");
        assertThat(redaction.of("{\"sql\":\"values ('it''s-secret-42')\"}")).doesNotContain("secret");
        var header = Base64.getEncoder().encodeToString("it's-secret-42".getBytes(StandardCharsets.UTF_8));
        assertThat(redaction.of("Authorization: " + header)).startsWith("Authorization: [redacted]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "8080", "no", "dev", "1", "--", "OFF"})
    void leavesShortSettingsAloneSinceTheyAreOrdinaryWordsAndNumbers(String setting) {
        assertThat(new Redaction(Map.of("MODE", setting)).of("step 1 of 5: true, 8080, no, dev -- OFF"))
                .isEqualTo("step 1 of 5: true, 8080, no, dev -- OFF");
    }

    @ParameterizedTest
    @CsvSource({
        "DB_PASSWORD, 1, step [redacted] of 15",
        "PGPASSWORD, 15, step 1 of [redacted]",
        "API_KEY, of, step 1 [redacted] 15",
        "secret_key, step, [redacted] 1 of 15",
        "db.token, 1, step [redacted] of 15",
        "MONKEY, 1, step 1 of 15"
    })
    void takesOutTheShortestValueIfItsNameSaysThatItIsASecret(String name, String value, String expected) {
        assertThat(new Redaction(Map.of(name, value)).of("step 1 of 15")).isEqualTo(expected);
    }

    @Test
    void takesAShortValueOutOnlyWhereItIsAWordOfItsOwn() {
        assertThat(new Redaction(Map.of("USER_CODE", "abX")).of("abX labXor abX_1 (abX) 'abX'"))
                .isEqualTo("[redacted] labXor abX_1 ([redacted]) '[redacted]'");
    }

    @Test
    void takesThePasswordOutOfATemplateAndLeavesTheDatabaseAlone() {
        var redaction = new Redaction(Map.of("URL", "postgresql://u:s3c@h/{database}"));

        assertThat(redaction.of("cannot reach postgresql://u:s3c@h/app.db: password s3c is wrong, see /srv/app.db"))
                .isEqualTo("cannot reach postgresql://[redacted]app.db: password [redacted] is wrong, see /srv/app.db");
    }

    @Test
    void leavesATemplatesSchemeAlone() {
        var redaction =
                new Redaction(Map.of("A", "sqlite:///{path}", "B", "{database}", "C", "sqlite+aiosqlite:///{path}"));

        assertThat(redaction.of("sqlite:////srv/app.db, sqlite+aiosqlite:////srv/app.db"))
                .isEqualTo("sqlite:////srv/app.db, sqlite+aiosqlite:////srv/app.db");
    }

    @Test
    void takesOutWhatATemplateNamesASecretAndEveryLiteralPartOfASecretsTemplate() {
        var redaction = new Redaction(Map.of("CONF", "{path}?mode=ro&token=t0k", "SECRET", "ab{path}cd"));

        assertThat(redaction.of("token t0k, ab /srv/app.db cd, fabric"))
                .isEqualTo("token [redacted], [redacted] /srv/app.db [redacted], fabric");
    }

    @Test
    void takesOutASecretAsItStandsInAUrlAndInJson() {
        var redaction = new Redaction(Map.of("A", "p@ss w\"rd"));

        assertThat(redaction.of("p%40ss+w%22rd p%40ss%20w%22rd \"p@ss w\\\"rd\""))
                .isEqualTo("[redacted] [redacted] \"[redacted]\"");
    }

    @Test
    void leavesNothingAsNothing() {
        assertThat(new Redaction(Map.of("A", "hunter22")).of(null)).isNull();
    }
}
