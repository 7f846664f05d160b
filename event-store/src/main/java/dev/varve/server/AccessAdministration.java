package dev.varve.server;

import java.util.Optional;

/**
 * Who is let in, and as what. Every change is an event, durable when the method returns; each throws {@link OrderRefused} if it cannot be
 * done, and nothing was changed then. Safe for several threads.
 */
public interface AccessAdministration {

    /**
     * What a token allows now, as its own events tell: to be asked before anything is done, because whoever keeps the views could write
     * another token into them.
     *
     * @param sha256 of the token's text
     * @return empty for a token that is not known, or not by that hash, and for one that is revoked or expired
     */
    Optional<Grant> grantOfToken(String tokenId, String sha256);

    /** Likewise of a user. */
    Optional<Grant> grantOfUser(String user);

    /** Gives out a token for programs. */
    Issued issue(TokenOrder order, String actor);

    /** Makes a token worthless; one that was revoked before stays so. */
    void revoke(String tokenId, String actor);

    /**
     * Lets somebody log in.
     *
     * @param password {@code null} for somebody who does not log in with one
     */
    void addUser(String user, Role role, char[] password, String actor);

    /**
     * Makes a user something else.
     *
     * @return whether any user is left who is an administrator
     */
    boolean changeRole(String user, Role role, String actor);

    /** Gives a user another password. */
    void changePassword(String user, char[] password, String actor);

    /**
     * Lets a user in no more.
     *
     * @return whether any user is left who is an administrator
     */
    boolean removeUser(String user, String actor);
}
