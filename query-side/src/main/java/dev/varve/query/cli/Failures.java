package dev.varve.query.cli;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.Printable;
import dev.varve.query.projection.ProjectionFailed;
import dev.varve.query.projection.ViewsUnusable;
import dev.varve.store.BlobMissing;
import dev.varve.store.EventStoreUnavailable;
import dev.varve.store.EventUnreadable;
import dev.varve.store.EventUnwritable;
import dev.varve.store.NotAnEventStore;
import dev.varve.store.StoreFailure;
import dev.varve.store.StoreIsNewer;
import dev.varve.store.StoreMissing;
import dev.varve.store.UnknownEvent;
import java.util.List;
import java.util.Map;

/** What went wrong, as the person who typed the command is told. */
final class Failures {

    private Failures() {}

    static CommandFailure of(StoreFailure failure) {
        return switch (failure) {
            case StoreMissing e -> told(ExitCode.USAGE, "STORE_MISSING", e);
            case NotAnEventStore e -> told(ExitCode.USAGE, "NOT_AN_EVENT_STORE", e);
            case StoreIsNewer e -> told(ExitCode.USAGE, "STORE_IS_NEWER", e);
            case UnknownEvent e -> told(ExitCode.USAGE, "UNKNOWN_EVENT", e);
            case EventUnreadable e -> told(ExitCode.PROOF_FAILED, "EVENT_UNREADABLE", e);
            case BlobMissing e -> told(ExitCode.PROOF_FAILED, "BLOB_MISSING", e);
            case EventStoreUnavailable e -> told(ExitCode.FAULT, "STORE_UNAVAILABLE", e);
            case EventUnwritable e -> told(ExitCode.FAULT, "EVENT_UNWRITABLE", e);
        };
    }

    static CommandFailure of(ProjectionFailed failure) {
        return new CommandFailure(
                ExitCode.FAULT,
                "PROJECTION_FAILED",
                "the view '" + failure.projection() + "' to take in event " + failure.sequence() + " ("
                        + failure.eventId() + ")",
                Printable.text(failure.getCause()),
                failure.remedy(),
                Map.of(
                        "projection", failure.projection(),
                        "sequence", failure.sequence(),
                        "eventId", failure.eventId()),
                failure);
    }

    static CommandFailure of(ViewsUnusable failure) {
        return new CommandFailure(
                ExitCode.FAULT,
                "VIEWS_UNUSABLE",
                "a read model that can be written",
                Printable.text(failure.getMessage()),
                failure.remedy(),
                Map.of(),
                failure);
    }

    static CommandFailure unknownTarget(String name, List<String> known) {
        var expected = known.isEmpty()
                ? "a target that was registered (there is none yet)"
                : "one of "
                        + String.join(
                                ", ", known.stream().map(Printable::quoted).toList());
        return new CommandFailure(
                ExitCode.USAGE,
                "UNKNOWN_TARGET",
                expected,
                Printable.quoted(name),
                "run 'varve target list', or register it with 'varve target add'",
                Map.of("target", name, "known", known),
                null);
    }

    private static CommandFailure told(ExitCode exit, String code, StoreFailure failure) {
        return new CommandFailure(exit, code, failure.expected(), failure.found(), failure.remedy(), Map.of(), failure);
    }
}
