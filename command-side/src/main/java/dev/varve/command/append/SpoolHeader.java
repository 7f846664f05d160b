package dev.varve.command.append;

import dev.varve.store.LogHead;

/**
 * The first line of a spool.
 *
 * @param spoolId its own
 * @param logSize how far the log went that these facts go on from
 * @param logRoot its root then: a store that never had it is another one
 * @param why what was wrong with the store
 */
record SpoolHeader(String spoolId, long logSize, String logRoot, String why) {

    LogHead head() {
        return new LogHead(logSize, logRoot);
    }
}
