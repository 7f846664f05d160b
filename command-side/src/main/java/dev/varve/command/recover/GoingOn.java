package dev.varve.command.recover;

import dev.varve.command.run.RunKind;
import dev.varve.engine.tool.Destination;
import dev.varve.events.RunEvent.RunRequested;
import java.util.Map;
import java.util.Set;

/**
 * What the broken run was asked for, so that another can go on with it.
 *
 * @param kind upgrade or downgrade
 */
public record GoingOn(RunKind kind, Destination destination, Set<String> acceptedLosses) {

    public GoingOn {
        acceptedLosses = Set.copyOf(acceptedLosses);
    }

    /** What was asked for; {@code null} if that run did not migrate. */
    static GoingOn with(RunRequested request) {
        var kinds = Map.of(RunKind.UPGRADE.word(), RunKind.UPGRADE, RunKind.DOWNGRADE.word(), RunKind.DOWNGRADE);
        var kind = kinds.get(request.kind());
        if (kind == null) {
            return null;
        }
        var destination = kind == RunKind.UPGRADE
                ? Destination.up(request.destination())
                : Destination.down(request.destination());
        return new GoingOn(kind, destination, Set.copyOf(request.acceptedLosses()));
    }
}
