package dev.varve.query.web.pages;

/** Numbers in an address, which anybody may have typed. */
final class Numbers {

    private Numbers() {}

    static int of(String typed, int otherwise) {
        try {
            return Math.max(0, Integer.parseInt(typed));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** {@code null} if it is none. */
    static Long of(String typed) {
        try {
            return typed.isEmpty() ? null : Long.valueOf(typed);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
