package dev.varve.command.crash;

import dev.varve.command.endtoend.Terminal;
import dev.varve.command.endtoend.WitnessPipe;
import java.io.IOException;

/** A database under watch as {@code app} that is brought back to the same moment before each fault. */
interface Site extends AutoCloseable {

    /** What the database is called in Varve. */
    String NAME = "app";

    /** The combination of the matrix that it stands for. */
    String words();

    /** Whether nothing has to be recovered, whenever its upgrade is broken off. */
    boolean isWholeAsItStands();

    /** Whether the fault can take the event store away, too, so that Varve ends for want of it. */
    default boolean mayLoseItsStore() {
        return false;
    }

    Terminal terminal();

    WitnessPipe witness();

    /** What the database really is now. */
    Truth truth() throws IOException;

    /** The guarded upgrade, as the cell has it. */
    String[] upgrade(String... more);

    /** As it was before the first fault. */
    void reset() throws IOException;
}
