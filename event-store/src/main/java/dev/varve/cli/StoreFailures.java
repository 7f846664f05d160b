package dev.varve.cli;

import dev.varve.store.BlobMissing;
import dev.varve.store.CopyRefused;
import dev.varve.store.EventStoreUnavailable;
import dev.varve.store.EventUnreadable;
import dev.varve.store.EventUnwritable;
import dev.varve.store.NotAnEventStore;
import dev.varve.store.StoreFailure;
import dev.varve.store.StoreIsNewer;
import dev.varve.store.StoreMissing;
import dev.varve.store.StoreNotPrepared;
import dev.varve.store.UnknownEvent;
import java.util.Map;
import java.util.Optional;

/**
 * What is wrong with the event store, as every command of every main tells it. A store that is missing, not prepared, somebody else's or of a
 * later release is a matter of what was named (2, nothing was touched); one that is locked, full, read-only or damaged may stop a
 * command in its middle (1); an event that is not what it should be is a broken proof (7).
 */
public final class StoreFailures {

    private StoreFailures() {}

    /** Likewise, of the store's failure among the causes of what was thrown; empty if there is none. */
    public static Optional<CommandFailure> among(Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof StoreFailure failure) {
                return Optional.of(of(failure));
            }
        }
        return Optional.empty();
    }

    public static CommandFailure of(StoreFailure failure) {
        return switch (failure) {
            case StoreMissing e -> told(ExitCode.USAGE, "STORE_MISSING", e);
            case CopyRefused e -> told(ExitCode.USAGE, "COPY_REFUSED", e);
            case NotAnEventStore e -> told(ExitCode.USAGE, "NOT_AN_EVENT_STORE", e);
            case StoreNotPrepared e -> told(ExitCode.USAGE, "STORE_NOT_PREPARED", e);
            case StoreIsNewer e -> told(ExitCode.USAGE, "STORE_IS_NEWER", e);
            case UnknownEvent e -> told(ExitCode.USAGE, "UNKNOWN_EVENT", e);
            case EventUnreadable e -> told(ExitCode.PROOF_FAILED, "EVENT_UNREADABLE", e);
            case BlobMissing e -> told(ExitCode.PROOF_FAILED, "BLOB_MISSING", e);
            case EventStoreUnavailable e -> told(ExitCode.FAULT, "STORE_UNAVAILABLE", e);
            case EventUnwritable e -> told(ExitCode.FAULT, "EVENT_UNWRITABLE", e);
        };
    }

    private static CommandFailure told(ExitCode exit, String code, StoreFailure failure) {
        return new CommandFailure(exit, code, failure.expected(), failure.found(), failure.remedy(), Map.of(), failure);
    }
}
