package dev.varve.query.web.integrity;

import dev.varve.store.LogProof;
import dev.varve.store.LogVerdict;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Proves the log, and keeps what the last proof found. Safe for several threads. */
public final class LogProofs {

    private final LogProof proof;
    private final Clock clock;
    private CompletableFuture<Finished> underWay;
    private Instant begunAt;
    private volatile Finished last;

    /**
     * A proof that came to its end.
     *
     * @param verdict {@code null} if the store could not be read to its end
     * @param failure why not; {@code null} if it could
     */
    public record Finished(Instant begunAt, Instant endedAt, LogVerdict verdict, String failure) {}

    public LogProofs(LogProof proof, Clock clock) {
        this.proof = proof;
        this.clock = clock;
    }

    /** What the last one found; empty if there was none since the server started. */
    public Optional<Finished> last() {
        return Optional.ofNullable(last);
    }

    /** Since when one goes on. */
    public synchronized Optional<Instant> goingOnSince() {
        return underWay == null || underWay.isDone() ? Optional.empty() : Optional.of(begunAt);
    }

    /** Begins one, unless one goes on. */
    public void begin() {
        var unused = future();
    }

    /** Proves it for the caller alone. */
    public LogVerdict proveNow() {
        return proof.verify();
    }

    private synchronized CompletableFuture<Finished> future() {
        if (underWay == null || underWay.isDone()) {
            begunAt = clock.instant();
            underWay = CompletableFuture.supplyAsync(
                    () -> prove(begunAt),
                    task -> Thread.ofPlatform().daemon().name("log-proof").start(task));
        }
        return underWay;
    }

    private Finished prove(Instant begun) {
        Finished finished;
        try {
            var verdict = proof.verify();
            finished = new Finished(begun, clock.instant(), verdict, null);
        } catch (RuntimeException e) { // shown as what it is
            finished = new Finished(begun, clock.instant(), null, String.valueOf(e.getMessage()));
        }
        last = finished;
        return finished;
    }
}
