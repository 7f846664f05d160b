package dev.varve.query.web.access;

import dev.varve.cli.StoreFailures;
import dev.varve.query.web.Problem;
import java.io.Serial;
import org.springframework.http.HttpStatus;

/** What happens only once it is recorded cannot be recorded: the store is locked, full, read-only or out of reach. It does not happen. */
public final class NotRecorded extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String what;

    /** {@code what} does not happen, as one word. */
    NotRecorded(String what, RuntimeException cause) {
        super("expected to record this " + what + " before it happens, found: " + cause.getMessage(), cause);
        this.what = what;
    }

    /** As it is told: what is wrong with the store itself, where that is the cause. */
    public Problem problem() {
        var store = StoreFailures.among(getCause()).map(Problem::of);
        return new Problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "NOT_RECORDED",
                "a store that takes the record of this " + what + " before it happens",
                store.map(Problem::found).orElse("one that does not; why stands in the server's log"),
                store.map(Problem::remedy).orElse("look at /actuator/health") + "; then try again");
    }
}
