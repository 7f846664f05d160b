package dev.varve.query.projection;

/**
 * How the views are.
 *
 * @param position the last event that they have taken in
 * @param head the last event of the log
 * @param failure what keeps them from going on; {@code null} if nothing
 */
public record ViewHealth(long position, long head, String failure) {

    /** Who can tell it. */
    public interface Source {
        ViewHealth now();
    }

    public boolean isUp() {
        return failure == null;
    }

    /** Whether everything that is recorded is shown. */
    public boolean isCaughtUp() {
        return isUp() && position >= head;
    }

    public String line() {
        var where = "views at event " + position + " of " + head;
        if (failure != null) {
            return "DOWN, " + where + ": " + failure;
        }
        return "UP, " + where + (position < head ? ", catching up" : "");
    }
}
