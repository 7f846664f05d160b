package dev.varve.engine.backup;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A backup's copy, whose file is there and whose content comes behind, while what will open it starts. Closing waits until nobody writes to it any more. */
public final class CopyInTheMaking implements AutoCloseable {

    private final CompletableFuture<Void> made;

    private CopyInTheMaking(CompletableFuture<Void> made) {
        this.made = made;
    }

    /** Begins at once. */
    static CopyInTheMaking begin(Runnable making) {
        return new CopyInTheMaking(CompletableFuture.runAsync(
                making, task -> Thread.ofPlatform().name("varve-copy").daemon().start(task)));
    }

    /**
     * Returns once the copy is whole and its SHA-256 is the receipt's.
     *
     * @throws BackupException if it could not be made, or is not that; nothing is left of it
     */
    public void await() {
        try {
            made.join();
        } catch (CompletionException prevented) {
            switch (prevented.getCause()) {
                case RuntimeException refusal -> throw refusal;
                case Error error -> throw error;
                default -> throw prevented;
            }
        }
    }

    @Override
    public void close() {
        try {
            made.join();
        } catch (CompletionException told) {
            // told by await, to who needed the copy
        }
    }
}
