package dev.varve.engine.database.postgres;

import dev.varve.engine.database.ChangeWatch;
import dev.varve.engine.database.WholeContent;

/** Tells by reading everything again: a server counts what was written in all of its databases, its own upkeep included. */
record PostgresChangeWatch(PostgresDatabase database) implements ChangeWatch {

    @Override
    public boolean changedSince(WholeContent then) {
        try (var now = database.snapshot()) {
            return !then.differenceTo(now.schema().asDumped().fingerprint(), now.contents(rows -> {}))
                    .isEmpty();
        }
    }

    @Override
    public void close() {}
}
