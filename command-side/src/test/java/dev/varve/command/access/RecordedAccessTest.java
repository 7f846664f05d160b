package dev.varve.command.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.cli.Home;
import dev.varve.command.append.Recorder;
import dev.varve.command.append.Witness;
import dev.varve.events.AccessEvent.EvidenceExported;
import dev.varve.events.AccessEvent.LoggedIn;
import dev.varve.events.AccessEvent.TokenIssued;
import dev.varve.events.Circumstances;
import dev.varve.server.Grant;
import dev.varve.server.OrderRefused;
import dev.varve.server.PasswordFile;
import dev.varve.server.Role;
import dev.varve.server.TokenOrder;
import dev.varve.server.TokenText;
import dev.varve.store.RecordedEvent;
import dev.varve.store.SqliteAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedAccessTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
    private static final char[] PASSWORD = "correct horse battery".toCharArray();

    @TempDir
    private Path home;

    private Recorder recorder;
    private PasswordFile passwords;
    private RecordedAccess access;

    @BeforeEach
    void open() {
        recorder = Recorder.open(
                new SqliteAddress(home.resolve("events.db")),
                CLOCK,
                new Circumstances("varve", "host-a", "1.0", "the server's own", "OPS-1"),
                Witness.in(Map.of()),
                List.of(AccessAggregate.class),
                new Recorder.Spooling(home.resolve("spool"), (fact, log) -> false, note -> {}));
        passwords = new PasswordFile(new Home(home));
        access = new RecordedAccess(recorder, passwords, CLOCK, new SecureRandom());
    }

    @AfterEach
    void close() {
        recorder.close();
    }

    @Test
    void recordsWhoActedAndNotWhoStartedTheServer() {
        access.record(new LoggedIn("ann", "password", "192.0.2.1"), "ann\u001b");

        assertThat(events()).singleElement().satisfies(recorded -> {
            assertThat(recorded.event()).isEqualTo(new LoggedIn("ann", "password", "192.0.2.1"));
            assertThat(recorded.metadata())
                    .containsExactlyInAnyOrderEntriesOf(Map.of("actor", "ann\\e", "host", "host-a", "version", "1.0"));
            assertThat(recorded.aggregateSequence()).isZero();
            assertThat(recorded.aggregateId()).startsWith("passage/");
        });
    }

    @Test
    void keepsOnlyTheHashOfAToken() throws Exception {
        var issued = access.issue(new TokenOrder("ci", Role.OPERATOR, null, NOON.plusSeconds(60)), "ann");

        assertThat(events())
                .singleElement()
                .satisfies(recorded -> assertThat(recorded.event())
                        .isEqualTo(new TokenIssued(
                                issued.tokenId(),
                                "ci",
                                "operator",
                                null,
                                TokenText.sha256(issued.text()),
                                "2026-11-22T12:01:00Z")));
        assertThat(issued.toString()).doesNotContain(issued.text());
        recorder.close();
        try (var files = Files.walk(home)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(issued.text())
                        .doesNotContain(issued.text().substring("varve_".length()));
            }
        }
    }

    @Test
    void refusesATokenForADatabaseThatIsNotUnderWatchOrThatHasExpiredAlready() {
        assertThatThrownBy(() -> access.issue(new TokenOrder("ci", Role.VIEWER, List.of("shop\n"), null), "ann"))
                .isInstanceOf(OrderRefused.class)
                .hasMessage("expected databases under watch, found shop\\n");
        assertThatThrownBy(() -> access.issue(new TokenOrder("ci", Role.VIEWER, List.of(), null), "ann"))
                .hasMessage("expected databases under watch, found none");
        assertThatThrownBy(() -> access.issue(new TokenOrder("ci", Role.VIEWER, null, NOON), "ann"))
                .hasMessage("expected a token that expires in the future, found 2026-11-22T12:00:00Z");
        assertThatThrownBy(() -> access.issue(new TokenOrder("a b", Role.VIEWER, null, null), "ann"))
                .hasMessage("expected a token's name of letters, digits, '.', '_' and '-', at most 64, found 'a b'");
        assertThat(events()).isEmpty();
    }

    @Test
    void setsAPasswordOnceTheEventIsDurable() {
        access.addUser("ann", Role.ADMIN, PASSWORD, "root");

        assertThat(passwords.matches("ann", PASSWORD)).isTrue();
        assertThatThrownBy(() -> access.changePassword("ben", PASSWORD, "root")).isInstanceOf(OrderRefused.class);
        assertThat(passwords.holds("ben")).isFalse();
        assertThatThrownBy(() -> access.addUser("ann", Role.VIEWER, "another password".toCharArray(), "root"))
                .isInstanceOf(OrderRefused.class);
        assertThat(passwords.matches("ann", PASSWORD)).isTrue();
        assertThat(texts()).noneMatch(text -> text.contains("argon2") || text.contains("battery"));
    }

    @Test
    void tellsWhatATokenAllowsFromItsOwnEvents() {
        var issued = access.issue(new TokenOrder("ci", Role.OPERATOR, null, NOON.plusSeconds(60)), "ann");
        var hash = TokenText.sha256(issued.text());

        assertThat(access.grantOfToken(issued.tokenId(), hash)).hasValue(new Grant(Role.OPERATOR, null));
        assertThat(access.grantOfToken(issued.tokenId(), TokenText.sha256("another")))
                .isEmpty();
        assertThat(access.grantOfToken(issued.tokenId(), null)).isEmpty();
        assertThat(access.grantOfToken("0123456789ab", hash)).isEmpty();
        assertThat(access.grantOfToken("nothing\0", hash)).isEmpty();
        assertThat(access.grantOfToken(null, hash)).isEmpty();
        assertThat(at(NOON.plusSeconds(59)).grantOfToken(issued.tokenId(), hash))
                .isPresent();
        assertThat(at(NOON.plusSeconds(60)).grantOfToken(issued.tokenId(), hash))
                .isEmpty();
        access.revoke(issued.tokenId(), "ann");
        assertThat(access.grantOfToken(issued.tokenId(), hash)).isEmpty();
    }

    @Test
    void tellsWhatAUserMayFromTheirOwnEvents() {
        assertThat(access.grantOfUser("ann")).isEmpty();
        access.addUser("ann", Role.VIEWER, null, "root");
        access.changeRole("ann", Role.APPROVER, "root");
        assertThat(access.grantOfUser("ann")).hasValue(new Grant(Role.APPROVER, null));

        access.removeUser("ann", "root");
        assertThat(access.grantOfUser("ann")).isEmpty();
    }

    private RecordedAccess at(Instant moment) {
        return new RecordedAccess(recorder, passwords, Clock.fixed(moment, ZoneOffset.UTC), new SecureRandom());
    }

    @Test
    void refusesAShortPasswordAndABadName() {
        assertThatThrownBy(() -> access.addUser("ann", Role.ADMIN, "elevenchars".toCharArray(), "root"))
                .hasMessage("expected a password of 12 to 1000 characters, found one of 11");
        for (var bad : new String[] {"", " ann", "../ann", "-ann", "x".repeat(129), "a\u0000b"}) {
            assertThatThrownBy(() -> access.addUser(bad, Role.ADMIN, PASSWORD, "root"))
                    .isInstanceOf(OrderRefused.class)
                    .hasMessageStartingWith("expected a user's name of letters, digits");
        }
        assertThat(events()).isEmpty();
    }

    @Test
    void tellsWhenNobodyAdministersAnyMore() {
        access.addUser("ann", Role.ADMIN, PASSWORD, "root");
        access.addUser("ben", Role.ADMIN, null, "root");

        assertThat(access.removeUser("ann", "root")).isTrue();
        assertThat(access.changeRole("ben", Role.VIEWER, "root")).isFalse();
        assertThat(passwords.holds("ann")).isFalse();
    }

    @Test
    void keepsNoOldPasswordForSomebodyWhoIsAddedAgainWithoutOne() {
        passwords.set("ann", PASSWORD);

        access.addUser("ann", Role.VIEWER, null, "root");

        assertThat(passwords.holds("ann")).isFalse();
    }

    @Test
    void recordsFromSeveralThreads() throws Exception {
        var tasks = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 40; i++) {
            var user = "user" + i;
            tasks.add(() -> {
                access.record(new LoggedIn(user, "password", "192.0.2.1"), user);
                return true;
            });
        }
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var done : threads.invokeAll(tasks)) {
                assertThat(done.get()).isTrue();
            }
        }
        assertThat(events())
                .hasSize(40)
                .allSatisfy(recorded ->
                        assertThat(recorded.metadata()).containsEntry("actor", ((LoggedIn) recorded.event()).user()));
    }

    @Test
    void throwsWhenAnExportCannotBeRecorded() throws Exception {
        var export = new EvidenceExported("report", "csv", "ann", "192.0.2.1", null, null, null);
        access.record(export, "ann");
        try (var vandal = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("events.db"));
                var statement = vandal.createStatement()) {
            statement.execute(
                    "CREATE TRIGGER no_more BEFORE INSERT ON domain_event BEGIN SELECT RAISE(ABORT, 'no'); END");
        }

        assertThatThrownBy(() -> access.record(export, "ann")).hasRootCauseInstanceOf(java.sql.SQLException.class);
        assertThat(events()).hasSize(1);
    }

    private List<RecordedEvent> events() {
        return recorder.log().read(0, 1_000);
    }

    private List<String> texts() {
        return events().stream().map(RecordedEvent::payloadJson).toList();
    }
}
