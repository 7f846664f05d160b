package dev.varve.engine.recovery;

import dev.varve.engine.swap.SwapOrder;

/**
 * Mends a copy of a database: takes away what a step left behind, and proves that the rest is what it was. The database itself is
 * only read. Closing removes the copy, unless it has taken the database's name.
 */
public interface Mending extends AutoCloseable {

    /** Where the copy lies: a path, or a URL without secrets. */
    String place();

    /**
     * Copies, mends and proves.
     *
     * @return what has to be swapped in, and what the database must still be then
     * @throws NotMended if it cannot be done, or does not give what it should
     */
    SwapOrder mend();

    @Override
    void close();
}
