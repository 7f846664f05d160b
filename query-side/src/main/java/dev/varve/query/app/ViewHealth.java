package dev.varve.query.app;

/**
 * How the views are.
 *
 * @param position the last event that they have taken in
 * @param head the last event of the log
 * @param failure what keeps them from going on; {@code null} if nothing
 */
record ViewHealth(long position, long head, String failure) {

    boolean isUp() {
        return failure == null;
    }

    String line() {
        var where = "views at event " + position + " of " + head;
        if (failure != null) {
            return "DOWN, " + where + ": " + failure;
        }
        return "UP, " + where + (position < head ? ", catching up" : "");
    }
}
