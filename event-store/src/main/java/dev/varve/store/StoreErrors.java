package dev.varve.store;

import java.util.Optional;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;

/** What a driver's errors mean for the log. */
interface StoreErrors extends PersistenceExceptionResolver {

    /** The condition by name, or empty if the failure is of another kind. */
    Optional<EventStoreUnavailable> asUnavailable(Throwable thrown);

    /** Likewise, told as what was tried if it has no name of its own. */
    default EventStoreUnavailable unavailable(Throwable thrown, String expected, String remedy) {
        return asUnavailable(thrown)
                .orElseGet(() -> new EventStoreUnavailable(expected, thrown.getMessage(), remedy, thrown));
    }
}
