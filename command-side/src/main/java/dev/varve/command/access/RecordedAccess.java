package dev.varve.command.access;

import dev.varve.cli.Home;
import dev.varve.cli.Printable;
import dev.varve.cli.Surroundings;
import dev.varve.command.append.Recorder;
import dev.varve.command.append.ThisMachine;
import dev.varve.command.append.Witness;
import dev.varve.command.run.LateFacts;
import dev.varve.command.target.Targets;
import dev.varve.events.AccessEvent;
import dev.varve.events.AccessEvent.OfPassage;
import dev.varve.events.Circumstances;
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
import dev.varve.store.StoreAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Access, by way of the rules and the record. A password is set once the event that tells of it is durable. An actor who is {@code null} is
 * whoever started this process.
 */
public final class RecordedAccess implements AccessRecorder, AccessAdministration, AutoCloseable {

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

    /**
     * Opens the store for as long as a server runs; what waits for it in the home is recorded first.
     *
     * @param others aggregates whose commands go by the same recorder
     * @throws dev.varve.store.StoreFailure if it cannot be written
     */
    public static RecordedAccess open(Surroundings surroundings, Home home, StoreAddress store, List<Class<?>> others) {
        var circumstances = new Circumstances("varve", ThisMachine.hostName(), surroundings.version(), null, null);
        var recorder = Recorder.open(
                store,
                surroundings.clock(),
                circumstances,
                Witness.in(surroundings.environment()),
                Stream.concat(Stream.of(AccessAggregate.class), others.stream()).toList(),
                new Recorder.Spooling(
                        home.spool(),
                        new LateFacts(),
                        note -> surroundings.err().println("note: " + Printable.text(note))));
        return new RecordedAccess(recorder, new PasswordFile(home), surroundings.clock(), new SecureRandom());
    }

    /** By which everything is recorded; closed with this. */
    public Recorder recorder() {
        return recorder;
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
        return AccessForms.mayBeToken(tokenId)
                ? AccessDecider.grant(state(AccessCommand.ofToken(tokenId)), sha256, clock.instant())
                : Optional.empty();
    }

    @Override
    public Optional<Grant> grantOfUser(String user) {
        return AccessForms.mayBeUser(user)
                ? AccessDecider.grant(state(AccessCommand.ofUser(user)), null, clock.instant())
                : Optional.empty();
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
        AccessForms.requireTokenName(order.name());
        requireWatched(order.targets());
        if (order.expiresAt() != null && !order.expiresAt().isAfter(clock.instant())) {
            throw AccessForms.invalid(
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
        if (!AccessForms.mayBeToken(tokenId)) {
            throw AccessDecider.noToken(tokenId);
        }
        send(new AccessCommand.RevokeToken(AccessCommand.ofToken(tokenId), tokenId), actor);
    }

    @Override
    public void addUser(String user, Role role, char[] password, String actor) {
        AccessForms.requireUserName(user);
        if (password != null) {
            AccessForms.requirePassword(password);
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
        requireName(user);
        send(new AccessCommand.ChangeRole(AccessCommand.ofUser(user), user, role.word()), actor);
        return hasAdmin();
    }

    @Override
    public void changePassword(String user, char[] password, String actor) {
        requireName(user);
        AccessForms.requirePassword(password);
        send(new AccessCommand.ChangePassword(AccessCommand.ofUser(user), user), actor);
        passwords.set(user, password);
    }

    @Override
    public boolean removeUser(String user, String actor) {
        requireName(user);
        send(new AccessCommand.RemoveUser(AccessCommand.ofUser(user), user), actor);
        passwords.remove(user);
        return hasAdmin();
    }

    private boolean hasAdmin() {
        return Register.in(recorder.log()).hasAdmin();
    }

    @Override
    public void close() {
        recorder.close();
    }

    private void send(AccessCommand command, String actor) {
        if (actor == null) {
            recorder.send(command);
        } else {
            recorder.sendAs(AccessText.of(actor), command);
        }
    }

    private static void requireName(String user) {
        if (!AccessForms.mayBeUser(user)) {
            throw AccessDecider.noUser(user);
        }
    }
}
