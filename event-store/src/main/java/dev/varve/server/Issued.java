package dev.varve.server;

/**
 * A token that was given out.
 *
 * @param tokenId by which it is revoked
 * @param text the token itself: it is shown once, and can never be had again
 */
public record Issued(String tokenId, String text) {

    /** Without the text: this may reach a log. */
    @Override
    public String toString() {
        return "Issued[tokenId=" + tokenId + "]";
    }
}
