package dev.varve.engine.swap;

import dev.varve.engine.database.FileDatabase;
import dev.varve.engine.observation.Observation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/** By one rename over a SQLite file; no other file can be replaced so. */
public record FileSwapMethod(FileDatabase database, Clock clock) implements SwapMethod {

    @Override
    public SwapFitness fitness() {
        return SwapFitness.of(database);
    }

    @Override
    public Swapped putInPlace(SwapOrder order, Consumer<Observation> observer) {
        return new Swap(clock, observer).putInPlace(order);
    }

    @Override
    public void settle() {
        try {
            Leftovers.clearSecondNames(database);
        } catch (IOException stays) {
            throw new LeftoversStay(stays);
        }
    }

    @Override
    public List<String> clear() {
        try {
            return Leftovers.clear(database).stream().map(Path::toString).toList();
        } catch (IOException stays) {
            throw new LeftoversStay(stays);
        }
    }
}
