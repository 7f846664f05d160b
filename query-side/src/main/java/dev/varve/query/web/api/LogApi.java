package dev.varve.query.web.api;

import dev.varve.query.projection.ViewHealth;
import dev.varve.query.web.integrity.LogProofs;
import dev.varve.store.DurableEventStore;
import dev.varve.store.LogVerdict;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The log as a whole. */
@RestController
class LogApi {

    private final DurableEventStore store;
    private final ViewHealth.Source health;
    private final LogProofs proofs;

    /**
     * Where the log is, and what is shown of it.
     *
     * @param viewsAt the last event that is shown
     * @param failure what keeps the views from going on; {@code null} if nothing
     */
    record Where(long events, String rootHash, long viewsAt, String failure) {}

    LogApi(DurableEventStore store, ViewHealth.Source health, LogProofs proofs) {
        this.store = store;
        this.health = health;
        this.proofs = proofs;
    }

    @GetMapping("/api/v1/log")
    @Operation(summary = "Where the log is, and what is shown of it")
    Where log() {
        var head = store.log().head();
        var now = health.now();
        return new Where(head.size(), head.rootHash(), now.position(), now.failure());
    }

    /** Proves the whole log now, as {@code varve verify} does, and answers when that is done. */
    @PostMapping("/api/v1/log/proof")
    @Operation(summary = "Proves the whole log now")
    LogVerdict prove() {
        return proofs.proveNow();
    }
}
