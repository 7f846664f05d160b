package dev.varve.command.crash;

/**
 * One fault and what came of it.
 *
 * @param found {@code null} if a promise was broken
 * @param failure which; {@code null} if none was
 */
record Verdict(String cell, Fault fault, String aim, Autopsy.Found found, String failure, long millis) {

    boolean failed() {
        return failure != null;
    }

    @Override
    public String toString() {
        return "fault " + fault.number() + " in " + cell + ", " + aim + ", " + fault.whom() + ": " + failure
                + "\n  replay: " + fault.replay();
    }
}
