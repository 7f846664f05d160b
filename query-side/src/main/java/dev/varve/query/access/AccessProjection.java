package dev.varve.query.access;

import dev.varve.events.AccessEvent;
import dev.varve.events.AccessEvent.OfPassage;
import dev.varve.events.AccessEvent.TokenIssued;
import dev.varve.events.AccessEvent.TokenRevoked;
import dev.varve.events.AccessEvent.UserAdded;
import dev.varve.events.AccessEvent.UserPasswordChanged;
import dev.varve.events.AccessEvent.UserRemoved;
import dev.varve.events.AccessEvent.UserRoleChanged;
import dev.varve.events.RunEvent;
import dev.varve.events.TargetEvent;
import dev.varve.query.projection.Projection;
import dev.varve.query.projection.ViewRows;
import dev.varve.query.projection.ViewTransaction;
import dev.varve.store.RecordedEvent;
import java.util.function.UnaryOperator;
import org.axonframework.eventhandling.EventHandler;

/** Keeps every token and every user. */
public final class AccessProjection implements Projection {

    @Override
    public String name() {
        return "access";
    }

    @Override
    @EventHandler
    public void on(RecordedEvent event, ViewTransaction transaction) {
        switch (event.event()) {
            case TargetEvent ignored -> {}
            case RunEvent ignored -> {}
            case AccessEvent told -> on(told, event, transaction);
        }
    }

    private static void on(AccessEvent told, RecordedEvent event, ViewTransaction transaction) {
        switch (told) {
            case TokenIssued e -> transaction.rows(TokenTable.ROWS).put(e.tokenId(), issued(e, event));
            case TokenRevoked e -> revoke(e, event, transaction);
            case UserAdded e ->
                users(transaction)
                        .put(e.user(), new UserView(e.user(), e.role(), event.at(), by(event), null, event.sequence()));
            case UserRoleChanged e -> change(e.user(), user -> user.as(e.role(), event.sequence()), transaction);
            case UserPasswordChanged e -> change(e.user(), user -> user.anew(event.sequence()), transaction);
            case UserRemoved e -> change(e.user(), user -> user.removed(event.at(), event.sequence()), transaction);
            case OfPassage ignored -> {}
        }
    }

    private static TokenView issued(TokenIssued told, RecordedEvent event) {
        return new TokenView(
                told.tokenId(),
                told.name(),
                told.role(),
                told.targets(),
                told.sha256(),
                told.expiresAt(),
                event.at(),
                by(event),
                null,
                null,
                event.sequence());
    }

    /** One that was never issued, in a log cut by an import, lets nobody in, revoked or not. */
    private static void revoke(TokenRevoked told, RecordedEvent event, ViewTransaction transaction) {
        var rows = transaction.rows(TokenTable.ROWS);
        var token = rows.get(told.tokenId());
        if (token != null && token.revokedAt() == null) {
            rows.put(told.tokenId(), token.revoked(event.at(), by(event), event.sequence()));
        }
    }

    /** Likewise of a user who was never added. */
    private static void change(String name, UnaryOperator<UserView> change, ViewTransaction transaction) {
        var known = users(transaction).get(name);
        if (known != null) {
            users(transaction).put(name, change.apply(known));
        }
    }

    private static ViewRows<String, UserView> users(ViewTransaction transaction) {
        return transaction.rows(UserTable.ROWS);
    }

    private static String by(RecordedEvent event) {
        return event.metadata().get("actor");
    }
}
