package dev.varve.engine.tool.alembic;

import dev.varve.engine.observation.Observation;
import dev.varve.engine.tool.Destination;
import dev.varve.engine.tool.MigrationOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A listener that keeps everything, and the orders that a test gives. */
final class Watched implements Consumer<Observation> {

    private final List<Observation> seen = new CopyOnWriteArrayList<>();
    private Consumer<Observation> also = observation -> {};

    @Override
    public void accept(Observation observation) {
        seen.add(observation);
        also.accept(observation);
    }

    Watched and(Consumer<Observation> more) {
        also = more;
        return this;
    }

    <T extends Observation> List<T> all(Class<T> type) {
        return seen.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** What was seen, by name, without statements and what was printed. */
    List<String> names() {
        var names = new ArrayList<String>();
        for (var one : seen) {
            var name = one.getClass().getSimpleName();
            if (!name.startsWith("Statement") && !name.equals("ToolSaid") && !name.startsWith("Transaction")) {
                names.add(name);
            }
        }
        return names;
    }

    static MigrationOrder order(Path folder, Destination destination) {
        return new MigrationOrder(
                destination,
                folder.resolve("ledger.jsonl"),
                folder.resolve("output.txt"),
                () -> false,
                () -> {},
                () -> "fingerprint");
    }
}
