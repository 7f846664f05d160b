package dev.varve.query.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.events.AccessEvent.LoggedIn;
import dev.varve.events.AccessEvent.LoginFailed;
import dev.varve.events.AccessEvent.UserRemoved;
import dev.varve.server.Role;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogInElsewhereTest {

    @TempDir
    private Path home;

    private SignOn signOn;
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        signOn = SignOn.start();
        Files.writeString(home.resolve("server.yaml"), """
                spring:
                  security:
                    oauth2:
                      client:
                        registration:
                          sso:
                            client-id: varve
                            client-secret: s3cret
                            client-name: the company
                            scope: [openid, profile]
                        provider:
                          sso:
                            issuer-uri: %s
                varve:
                  oidc:
                    role-claim: groups
                    roles:
                      watchers: viewer
                      dba: auditor
                """.formatted(signOn.issuer()));
        server = TestServer.in(home);
        server.tell();
    }

    @AfterEach
    void stop() {
        server.close();
        signOn.close();
    }

    @Test
    void letsInWhoHasAMappedGroupWithItsStrongestRole() {
        signOn.vouchFor("ann", "staff", "watchers", "dba");
        var ann = server.browser();
        assertThat(ann.get("/login").body())
                .contains("<a href=\"/oauth2/authorization/sso\">Log in with the company</a>");
        ann.get("/runs?target=shop");
        var before = ann.session();

        var back = come(ann);

        assertThat(back.statusCode()).isEqualTo(302);
        assertThat(back.headers().firstValue("Location").orElse("")).endsWith("/runs?target=shop");
        assertThat(ann.session()).isNotEmpty().isNotEqualTo(before);
        assertThat(ann.get("/reports").statusCode()).isEqualTo(200);
        assertThat(ann.get("/access").statusCode()).isEqualTo(403);
        assertThat(server.commandSide().passages()).contains(new LoggedIn("ann", "oidc", "127.0.0.1"));
    }

    @Test
    void refusesAndRecordsWhoHasNone() {
        signOn.vouchFor("eve", "staff");
        var eve = server.browser();

        var back = come(eve);

        assertThat(back.headers().firstValue("Location").orElse("")).endsWith("/login?refused=oidc");
        assertThat(eve.get("/login?refused=oidc").body()).contains("That did not let you in.");
        assertThat(eve.get("/").statusCode()).isEqualTo(302);
        assertThat(server.commandSide().passages()).containsExactly(new LoginFailed("eve", "127.0.0.1", 1));
    }

    @Test
    void isWhatTheyWereMadeHereWhateverTheyClaimAndNobodyOnceTheyWereRemoved() {
        server.addUser("ann", "correct horse battery", Role.ADMIN);
        signOn.vouchFor("ann", "watchers");
        var ann = server.browser();
        come(ann);
        assertThat(ann.get("/access").statusCode()).isEqualTo(200);

        server.tell(new UserRemoved("ann"));

        assertThat(ann.get("/").statusCode()).isEqualTo(302);
        var back = come(server.browser());
        assertThat(back.headers().firstValue("Location").orElse("")).endsWith("/login?refused=oidc");
    }

    @Test
    void refusesAnAnswerThatNobodyAskedFor() {
        var eve = server.browser();

        var back = eve.get("/login/oauth2/code/sso?code=x&state=y");

        assertThat(back.headers().firstValue("Location").orElse("")).endsWith("/login?refused=oidc");
        assertThat(eve.get("/").statusCode()).isEqualTo(302);
    }

    /** To the provider, and back. */
    private HttpResponse<String> come(Browser somebody) {
        var away = somebody.get("/oauth2/authorization/sso")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertThat(away).startsWith(signOn.issuer() + "/authorize?");
        var there =
                new Browser(signOn.issuer()).get(away.substring(signOn.issuer().length()));
        var back = URI.create(there.headers().firstValue("Location").orElseThrow());
        return somebody.get(back.getRawPath() + "?" + back.getRawQuery());
    }
}
