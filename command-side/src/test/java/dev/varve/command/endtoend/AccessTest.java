package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.server.TokenText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens and users, as an administrator at a terminal deals with them. */
class AccessTest {

    @TempDir
    private Path folder;

    private Terminal ann;

    @BeforeEach
    void sitDown() {
        ann = new Terminal(folder).with("SUDO_USER", "ann");
    }

    @Test
    void printsATokenOnceAndKeepsItNowhere() throws IOException {
        var issued = ann.type("token", "issue", "ci", "--role", "operator", "--expires", "30d", "--reason", "nightly");
        var token = issued.exits(0).out().strip();
        assertThat(TokenText.isOne(token)).isTrue();
        assertThat(issued.err()).matches("(?s)token [0-9a-f]{12} \\(ci\\) as operator for every database, until 20.*");

        var listed = ann.type("token", "list", "--json").exits(0);
        assertThat(listed.json().get(0).path("name").asString()).isEqualTo("ci");
        assertThat(listed.json().get(0).path("state").asString()).isEqualTo("valid");
        assertThat(listed.json().get(0).path("issuedBy").asString()).isEqualTo("ann");
        assertThat(ann.type("token", "list").exits(0).out()).contains("every database");
        assertThat(ann.type("history", "--all").exits(0).out().replaceAll("\\s+", " "))
                .contains("issued as operator for every database")
                .contains("reason: nightly");
        assertNowhere(token);
    }

    @Test
    void givesTheTokenAsADocument() {
        var document = ann.type("token", "issue", "ci", "--role", "VIEWER", "--expires", "never", "--json")
                .exits(0)
                .json();

        assertThat(document.propertyNames())
                .containsExactly("tokenId", "name", "role", "targets", "expiresAt", "token");
        assertThat(document.path("role").asString()).isEqualTo("viewer");
        assertThat(document.path("expiresAt").isNull()).isTrue();
        assertThat(document.path("targets").isNull()).isTrue();
    }

    @Test
    void revokesATokenAndTellsIt() {
        var id = ann.type("token", "issue", "ci", "--role", "viewer", "--json")
                .exits(0)
                .json()
                .path("tokenId")
                .asString();

        ann.type("token", "revoke", id).exits(0);
        ann.type("token", "revoke", id).exits(0);
        assertThat(ann.type("token", "list", "--json")
                        .json()
                        .get(0)
                        .path("state")
                        .asString())
                .isEqualTo("revoked");
        assertThat(ann.type("history", "--all", "--type", "TokenRevoked", "--json")
                        .exits(0)
                        .json())
                .hasSize(1);
        assertThat(ann.type("token", "revoke", "nothing").exits(2).err())
                .contains("expected the id of a token that was issued, found nothing", "do: look: varve token list");
    }

    @Test
    void refusesATokenThatCannotBeMeant() {
        assertThat(ann.type("token", "issue", "ci", "--role", "viewer", "--target", "shop")
                        .exits(2)
                        .err())
                .contains("expected databases under watch, found shop");
        assertThat(ann.type("token", "issue", "ci", "--role", "viewer", "--expires", "soon")
                        .exits(2)
                        .err())
                .contains("such as 12h, 90d or 52w, or never, found 'soon'");
        assertThat(ann.type("token", "issue", "ci", "--role", "root").exits(2).err())
                .contains("root");
        assertThat(ann.type("token", "issue", "c\u001bi", "--role", "viewer", "--json")
                        .exits(2)
                        .json()
                        .path("error")
                        .path("code")
                        .asString())
                .isEqualTo("ACCESS_INVALID");
        assertThat(ann.type("token", "list").exits(0).out()).startsWith("no token was given out");
    }

    @Test
    void letsAUserLogInAndKeepsThePasswordInItsFileAlone() throws IOException {
        withPassword("correct horse battery", "user", "add", "ann", "--role", "admin", "--password-stdin")
                .exits(0);
        withPassword("another horse battery", "user", "password", "ann", "--password-stdin")
                .exits(0);

        assertThat(ann.type("user", "list", "--json")
                        .exits(0)
                        .json()
                        .get(0)
                        .path("role")
                        .asString())
                .isEqualTo("admin");
        assertThat(Files.readString(ann.home().resolve("secrets/users.json"))).contains("argon2id");
        assertThat(Files.readString(ann.home().resolve("events.db"), StandardCharsets.ISO_8859_1))
                .doesNotContain("argon2id");
        assertNowhere("correct horse battery");
        assertNowhere("another horse battery");
    }

    @Test
    void tellsWhenTheLastAdministratorIsGone() {
        ann.type("user", "add", "ann", "--role", "admin", "--no-password").exits(0);

        assertThat(ann.type("user", "role", "ann", "approver").exits(0).err())
                .contains("note: no user is an administrator now; a server prints a one-time token again");
        assertThat(ann.type("user", "remove", "ann").exits(0).err()).contains("no user is an administrator now");
        assertThat(ann.type("user", "list").exits(0).out()).startsWith("nobody may log in");
        assertThat(ann.type("user", "remove", "ann").exits(2).err()).contains("expected the name of a user, found ann");
    }

    @Test
    void asksForNoPasswordWhereNobodyIsToTypeOne() {
        assertThat(ann.type("user", "add", "ann", "--role", "admin").exits(2).err())
                .contains("expected a password, typed at a terminal or on stdin, found neither")
                .contains("do: give --password-stdin");
        assertThat(withPassword("short", "user", "add", "ann", "--role", "admin", "--password-stdin")
                        .exits(2)
                        .err())
                .contains("expected a password of 12 to 1000 characters, found one of 5");
        assertThat(ann.type("history", "--all", "--json").exits(0).json()).isEmpty();
    }

    private Ended withPassword(String password, String... words) {
        var before = System.in;
        System.setIn(new ByteArrayInputStream((password + "\n").getBytes(StandardCharsets.UTF_8)));
        try {
            return ann.type(words);
        } finally {
            System.setIn(before);
        }
    }

    private void assertNowhere(String secret) throws IOException {
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .doesNotContain(secret));
        }
    }
}
