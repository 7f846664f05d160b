package dev.varve.store;

import java.nio.file.Path;
import java.time.Clock;

/**
 * An embedded store.
 *
 * @param file absolute
 */
public record SqliteAddress(Path file) implements StoreAddress {

    @Override
    public DurableEventStore open(Clock clock) {
        return SqliteEventStore.open(file, clock);
    }

    @Override
    public DurableEventStore openReadOnly() {
        return SqliteEventStore.openReadOnly(file);
    }

    @Override
    public String inWords() {
        return file.toString();
    }

    @Override
    public String url() {
        return "sqlite:///" + file;
    }
}
