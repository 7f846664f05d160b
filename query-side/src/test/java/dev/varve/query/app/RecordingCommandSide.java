package dev.varve.query.app;

import dev.varve.events.AccessEvent.OfPassage;
import dev.varve.server.AccessAdministration;
import dev.varve.server.AccessRecorder;
import dev.varve.server.Answer;
import dev.varve.server.CommandSide;
import dev.varve.server.Grant;
import dev.varve.server.Inquiry;
import dev.varve.server.Issued;
import dev.varve.server.Operations;
import dev.varve.server.Order;
import dev.varve.server.Role;
import dev.varve.server.Started;
import dev.varve.server.TokenOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Records who comes and goes, and remembers what it was asked to do without doing it. */
public final class RecordingCommandSide implements CommandSide, AccessRecorder, AccessAdministration, Operations {

    private final Consumer<OfPassage> record;
    private final List<OfPassage> passages = new CopyOnWriteArrayList<>();
    private final List<Order> orders = new CopyOnWriteArrayList<>();
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private volatile boolean outOfReach;

    RecordingCommandSide(Consumer<OfPassage> record) {
        this.record = record;
    }

    /** What the events grant somebody: a token by its id, or a user; {@code null} for nothing any more. */
    void grant(String whom, Grant granted) {
        grants.compute(whom, (ignored, before) -> granted);
    }

    /** From now on nothing can be recorded. */
    public void goOutOfReach() {
        outOfReach = true;
    }

    /** From now on everything can be recorded again. */
    public void comeBack() {
        outOfReach = false;
    }

    public List<OfPassage> passages() {
        return passages;
    }

    public List<Order> orders() {
        return orders;
    }

    @Override
    public void record(OfPassage fact, String actor) {
        if (outOfReach) {
            throw new IllegalStateException("expected a store, found none");
        }
        record.accept(fact);
        passages.add(fact);
    }

    @Override
    public Operations operations() {
        return this;
    }

    @Override
    public AccessRecorder accessRecorder() {
        return this;
    }

    @Override
    public AccessAdministration accessAdministration() {
        return this;
    }

    @Override
    public String freshId() {
        return UUID.randomUUID().toString();
    }

    @Override
    public Started start(Order order) {
        orders.add(order);
        return new Started(null, false);
    }

    @Override
    public Optional<Answer> outcome(String orderId) {
        return Optional.empty();
    }

    @Override
    public boolean knows(String orderId) {
        return outcome(orderId).isPresent();
    }

    @Override
    public Answer ask(Inquiry inquiry) {
        return new Answer(0, "{}");
    }

    @Override
    public boolean requiresApproval() {
        return false;
    }

    @Override
    public void noteDeadRuns() {}

    @Override
    public Optional<Grant> grantOfToken(String tokenId, String sha256) {
        return Optional.ofNullable(grants.get(tokenId));
    }

    @Override
    public Optional<Grant> grantOfUser(String user) {
        return Optional.ofNullable(grants.get(user));
    }

    @Override
    public Issued issue(TokenOrder order, String actor) {
        return new Issued("T1", "varve_shown-once");
    }

    @Override
    public void revoke(String tokenId, String actor) {}

    @Override
    public void addUser(String user, Role role, char[] password, String actor) {}

    @Override
    public boolean changeRole(String user, Role role, String actor) {
        return true;
    }

    @Override
    public void changePassword(String user, char[] password, String actor) {}

    @Override
    public boolean removeUser(String user, String actor) {
        return true;
    }

    @Override
    public void close() {}
}
