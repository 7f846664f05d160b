package dev.varve.command.access;

import dev.varve.server.AccessText;
import dev.varve.server.OrderRefused;
import dev.varve.server.OrderRefused.Why;
import java.util.regex.Pattern;

/** What names, ids and passwords look like. Not every store can be asked for every text: what looks otherwise is unknown without asking. */
final class AccessForms {

    private static final Pattern TOKEN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern TOKEN_ID = Pattern.compile("[0-9a-f]{12}");
    private static final Pattern USER_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,127}");
    private static final int SHORTEST_PASSWORD = 12;
    private static final int LONGEST_PASSWORD = 1_000;

    private AccessForms() {}

    static void requireTokenName(String name) {
        require(TOKEN_NAME, name, "a token's name of letters, digits, '.', '_' and '-', at most 64");
    }

    static void requireUserName(String name) {
        require(USER_NAME, name, "a user's name of letters, digits, '.', '_', '@', '+' and '-', at most 128");
    }

    private static void require(Pattern form, String name, String expected) {
        if (!isOne(form, name)) {
            throw invalid(expected, "'" + AccessText.of(name) + "'", "give such a name");
        }
    }

    static void requirePassword(char[] password) {
        if (password.length < SHORTEST_PASSWORD || password.length > LONGEST_PASSWORD) {
            throw invalid(
                    "a password of " + SHORTEST_PASSWORD + " to " + LONGEST_PASSWORD + " characters",
                    "one of " + password.length,
                    "give a longer one, such as a few words, or one that a password manager made");
        }
    }

    static boolean mayBeToken(String tokenId) {
        return isOne(TOKEN_ID, tokenId);
    }

    static boolean mayBeUser(String user) {
        return isOne(USER_NAME, user);
    }

    static OrderRefused invalid(String expected, String found, String remedy) {
        return new OrderRefused(Why.INVALID, expected, found, remedy);
    }

    private static boolean isOne(Pattern form, String text) {
        return text != null && form.matcher(text).matches();
    }
}
