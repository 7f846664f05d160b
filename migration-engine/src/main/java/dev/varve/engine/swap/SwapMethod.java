package dev.varve.engine.swap;

import dev.varve.engine.observation.Observation;
import java.util.List;
import java.util.function.Consumer;

/** How a copy takes a database's place. Everything but {@link #fitness()} is only for who holds the database's lock for runs. */
public interface SwapMethod {

    /** Whether it can, and whether it should unasked. Looks; touches nothing. */
    SwapFitness fitness();

    /**
     * Swaps.
     *
     * @param observer hears the intent before anything has another name; throwing leaves the database as it was
     * @throws SwapRefused if anything is not as it must be; the database is as it was
     * @throws UndurableSwap if it is done, and may not outlast a loss of power
     */
    Swapped putInPlace(SwapOrder order, Consumer<Observation> observer);

    /**
     * Undoes what a killed swap left half done, and what would hide it once another takes place. Nothing is lost with it.
     *
     * @throws LeftoversStay if it cannot
     */
    void settle();

    /**
     * Removes what killed runs left, copies too.
     *
     * @return what was removed, in words
     * @throws LeftoversStay if one stays
     */
    List<String> clear();
}
