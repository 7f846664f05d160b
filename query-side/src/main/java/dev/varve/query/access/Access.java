package dev.varve.query.access;

import dev.varve.query.projection.Views;
import dev.varve.server.Role;
import dev.varve.server.TokenText;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Asks who is let in. What it does not know, it does not let in. */
public final class Access {

    private final Views views;

    public Access(Views views) {
        this.views = views;
    }

    /** The token of that hash ({@link TokenText#sha256}), whether or not it is still worth something. */
    public Optional<TokenView> tokenByHash(String sha256) {
        return views.ask(connection -> {
            try (var query = connection.prepareStatement("select document from access_token where sha256 = ?")) {
                query.setString(1, sha256);
                return TokenTable.read(query).stream().findFirst();
            }
        });
    }

    /** The token of that text, if it is worth something at that moment. */
    public Optional<TokenView> valid(String tokenText, Instant now) {
        return TokenText.isOne(tokenText)
                ? tokenByHash(TokenText.sha256(tokenText))
                        .filter(token -> token.granted(now).isPresent())
                : Optional.empty();
    }

    /** Every token, in the order in which they were issued; revoked and expired ones too. */
    public List<TokenView> tokens() {
        return views
                .ask(connection -> {
                    try (var query = connection.prepareStatement("select document from access_token")) {
                        return TokenTable.read(query);
                    }
                })
                .stream()
                .sorted(Comparator.comparing(TokenView::issuedAt).thenComparing(TokenView::tokenId))
                .toList();
    }

    /** Every user, by name; those who were removed too. */
    public List<UserView> users() {
        return views.ask(connection -> {
            try (var query = connection.prepareStatement("select document from access_user order by user_name")) {
                return UserTable.read(query);
            }
        });
    }

    public Optional<UserView> user(String name) {
        return views.ask(connection -> Optional.ofNullable(UserTable.ROWS.load(connection, name)));
    }

    /** What that user may do now; empty for somebody who was removed, or never added. */
    public Optional<Role> roleOf(String name) {
        return user(name).flatMap(UserView::granted);
    }

    /** Whether some user is an administrator: if none is, a server lets one in by a one-time token. */
    public boolean hasAdmin() {
        return users().stream().anyMatch(user -> user.granted().equals(Optional.of(Role.ADMIN)));
    }
}
