package dev.varve.events;

import java.util.List;

/**
 * Who may do what, who came in, and who took evidence out: about no watched database. What came from outside, such as a claimed name or a
 * path, is shortened and cleaned before it is recorded; a password or a token never is.
 */
public sealed interface AccessEvent extends VarveEvent {

    /** {@code null}. */
    @Override
    default String target() {
        return null;
    }

    /**
     * A token for programs was given out. Of its text only the hash is kept.
     *
     * @param targets the databases that it is for; {@code null} for all
     * @param sha256 of the token's text
     * @param expiresAt from then on it is worth nothing; {@code null} if never
     */
    record TokenIssued(String tokenId, String name, String role, List<String> targets, String sha256, String expiresAt)
            implements AccessEvent {}

    /** A token is worth nothing any more. */
    record TokenRevoked(String tokenId, String name) implements AccessEvent {}

    /** Somebody may log in. */
    record UserAdded(String user, String role) implements AccessEvent {}

    /** A user may do other things than before. */
    record UserRoleChanged(String user, String from, String role) implements AccessEvent {}

    /** Somebody may log in no more. */
    record UserRemoved(String user) implements AccessEvent {}

    /** A user has another password, which stands in no event. */
    record UserPasswordChanged(String user) implements AccessEvent {}

    /** Who came in, who did not, and what was taken out: of each a fact of its own, upon which nothing is decided. */
    sealed interface OfPassage extends AccessEvent {}

    /**
     * Somebody came in.
     *
     * @param how {@code password}, {@code one-time-token} or {@code oidc}
     * @param address from which the connection came
     */
    record LoggedIn(String user, String how, String address) implements OfPassage {}

    /**
     * Somebody was not let in.
     *
     * @param user as claimed
     * @param address from which the connection came
     * @param times how many attempts this event stands for
     */
    record LoginFailed(String user, String address, int times) implements OfPassage {}

    /** Somebody left. */
    record LoggedOut(String user, String address) implements OfPassage {}

    /**
     * Somebody asked for what they may not do.
     *
     * @param user who asked; {@code null} if nobody was logged in
     * @param method of the request
     * @param path of the request
     * @param needed what it takes
     * @param address from which the connection came
     * @param times how many requests this event stands for
     */
    record AccessDenied(String user, String method, String path, String needed, String address, int times)
            implements OfPassage {}

    /**
     * Recorded facts left the server in a form to be kept elsewhere.
     *
     * @param what such as {@code report}
     * @param format such as {@code csv}
     * @param address from which the connection came
     * @param about the database that it tells of; {@code null} for all
     * @param since where the period begins; {@code null} if it does not
     * @param until where it ends; {@code null} if it does not
     */
    record EvidenceExported(
            String what, String format, String user, String address, String about, String since, String until)
            implements OfPassage {}
}
