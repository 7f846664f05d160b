package dev.varve.query.cli;

import dev.varve.cli.CommandFailure;
import dev.varve.cli.ExitCode;
import dev.varve.cli.Printable;
import dev.varve.query.projection.ProjectionFailed;
import dev.varve.query.projection.ViewsUnusable;
import java.util.List;
import java.util.Map;

/** What went wrong with the views, as the person who typed the command is told. */
final class Failures {

    private Failures() {}

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
}
