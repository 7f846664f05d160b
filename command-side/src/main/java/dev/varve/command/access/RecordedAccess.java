package dev.varve.command.access;

import dev.varve.command.append.Recorder;
import dev.varve.command.target.Targets;
import dev.varve.events.AccessEvent;
import dev.varve.events.AccessEvent.OfPassage;
import dev.varve.server.AccessAdministration;
import dev.varve.server.AccessRecorder;
import dev.varve.server.AccessText;
import dev.varve.server.Grant;
import dev.varve.server.Issued;
import dev.varve.server.OrderRefused;
import dev.varve.server.OrderRefused.Why;
import dev.varve.server.PasswordFile;
import dev.varve.server.Role;
import dev.varve.server.TokenOrder;
import dev.varve.server.TokenText;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Access, by way of the rules and the record. A password is set once the event that tells of it is durable. An actor who is {@code null} is
 * whoever started this process.
 */
public final class RecordedAccess implements AccessRecorder, AccessAdministration {

    private static final Pattern TOKEN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern USER_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}");
    private static final int SHORTEST_PASSWORD = 12;
    private static final int LONGEST_PASSWORD = 1_000;
    private static final int ID_BYTES = 6;

    private final Recorder recorder;
    private final PasswordFile passwords;
    private final Clock clock;
    private final SecureRandom random;

    /** @param recorder that knows {@link AccessAggregate}; lives as long as this */
    public RecordedAccess(Recorder recorder, PasswordFile passwords, Clock clock, SecureRandom random) {
        this.recorder = recorder;
        this.passwords = passwords;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public void record(OfPassage fact, String actor) {
        send(
                new AccessCommand.RecordPassage(
                        AccessCommand.ofPassage(UUID.randomUUID().toString()), fact),
                actor);
    }

    @Override
    public Optional<Grant> grantOfToken(String tokenId, String sha256) {
        return AccessDecider.grant(state(AccessCommand.ofToken(tokenId)), sha256, clock.instant());
    }

    @Override
    public Optional<Grant> grantOfUser(String user) {
        return AccessDecider.grant(state(AccessCommand.ofUser(user)), null, clock.instant());
    }

    private AccessState state(String stream) {
        AccessState state = new AccessState.Unknown();
        for (var fact : recorder.stream(stream)) {
            if (fact instanceof AccessEvent event) {
                state = AccessDecider.evolve(state, event);
            }
        }
        return state;
    }

    @Override
    public Issued issue(TokenOrder order, String actor) {
        require(TOKEN_NAME, order.name(), "a token's name of letters, digits, '.', '_' and '-', at most 64");
        requireWatched(order.targets());
        if (order.expiresAt() != null && !order.expiresAt().isAfter(clock.instant())) {
            throw invalid(
                    "a token that expires in the future", order.expiresAt().toString(), "give a later time");
        }
        var text = TokenText.random(random);
        var id = newId();
        send(
                new AccessCommand.IssueToken(
                        AccessCommand.ofToken(id),
                        id,
                        order.name(),
                        order.role().word(),
                        order.targets(),
                        TokenText.sha256(text),
                        order.expiresAt() == null ? null : order.expiresAt().toString()),
                actor);
        return new Issued(id, text);
    }

    private String newId() {
        var bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void requireWatched(List<String> targets) {
        if (targets == null) {
            return;
        }
        var watched = new Targets(recorder.log()).names();
        var unknown =
                targets.stream().filter(target -> !watched.contains(target)).toList();
        if (targets.isEmpty() || !unknown.isEmpty()) {
            throw new OrderRefused(
                    Why.UNKNOWN,
                    "databases under watch",
                    unknown.isEmpty() ? "none" : AccessText.of(String.join(", ", unknown)),
                    "look: varve target list");
        }
    }

    @Override
    public void revoke(String tokenId, String actor) {
        send(new AccessCommand.RevokeToken(AccessCommand.ofToken(tokenId), tokenId), actor);
    }

    @Override
    public void addUser(String user, Role role, char[] password, String actor) {
        require(USER_NAME, user, "a user's name of letters, digits, '.', '_', '@', '+' and '-', at most 64");
        if (password != null) {
            requireGood(password);
        }
        send(new AccessCommand.AddUser(AccessCommand.ofUser(user), user, role.word()), actor);
        if (password == null) {
            passwords.remove(user);
        } else {
            passwords.set(user, password);
        }
    }

    @Override
    public boolean changeRole(String user, Role role, String actor) {
        send(new AccessCommand.ChangeRole(AccessCommand.ofUser(user), user, role.word()), actor);
        return hasAdmin();
    }

    @Override
    public void changePassword(String user, char[] password, String actor) {
        requireGood(password);
        send(new AccessCommand.ChangePassword(AccessCommand.ofUser(user), user), actor);
        passwords.set(user, password);
    }

    @Override
    public boolean removeUser(String user, String actor) {
        send(new AccessCommand.RemoveUser(AccessCommand.ofUser(user), user), actor);
        passwords.remove(user);
        return hasAdmin();
    }

    private boolean hasAdmin() {
        return Register.in(recorder.log()).hasAdmin();
    }

    private void send(AccessCommand command, String actor) {
        if (actor == null) {
            recorder.send(command);
        } else {
            recorder.sendAs(AccessText.of(actor), command);
        }
    }

    private static void require(Pattern form, String name, String expected) {
        if (name == null || !form.matcher(name).matches()) {
            throw invalid(expected, "'" + AccessText.of(name) + "'", "give such a name");
        }
    }

    private static void requireGood(char[] password) {
        if (password.length < SHORTEST_PASSWORD || password.length > LONGEST_PASSWORD) {
            throw invalid(
                    "a password of " + SHORTEST_PASSWORD + " to " + LONGEST_PASSWORD + " characters",
                    "one of " + password.length,
                    "give a longer one, such as a few words, or one that a password manager made");
        }
    }

    private static OrderRefused invalid(String expected, String found, String remedy) {
        return new OrderRefused(Why.INVALID, expected, found, remedy);
    }
}
