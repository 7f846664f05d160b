package dev.varve.command.crash;

/**
 * How an upgrade on a server goes when nobody disturbs it.
 *
 * @param lines of the statement ledgers
 */
record PostgresCourse(Course course, int lines) {

    /** Which line to wait for, from 1 on. */
    int line(double where) {
        return 1 + (int) (where * lines);
    }
}
