package dev.varve.command.crash;

/** One fault of a matrix, decided by the seed. */
interface Fault {

    int number();

    /** What decides the moment, in a word. */
    String when();

    /** Who is hit, in a word. */
    String whom();

    /** What repeats this one fault. */
    String replay();

    /** Whether the upgrade is made once more when the database is whole, also where nothing promises that this is needed. */
    default boolean isFollowedByAnUpgrade() {
        return false;
    }

    /** Some of what follows is typed into processes, as an operator does it; most into the same command line in this one, which is faster. */
    default boolean isFollowedByProcesses() {
        return number() % 9 == 0;
    }
}
