package dev.varve.command.crash;

/**
 * One kill and what came of it.
 *
 * @param found {@code null} if a promise was broken
 * @param failure which; {@code null} if none was
 */
record Verdict(Cell cell, Kill kill, String aim, Autopsy.Found found, String failure, long millis) {

    boolean failed() {
        return failure != null;
    }

    @Override
    public String toString() {
        return "kill " + kill.number() + " in " + cell + ", " + aim + (kill.alone() ? ", alone" : ", with all") + ": "
                + failure + "\n  replay: " + kill.replay();
    }
}
