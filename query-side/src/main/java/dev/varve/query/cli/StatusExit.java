package dev.varve.query.cli;

import dev.varve.cli.ExitCode;
import dev.varve.query.status.Health;
import dev.varve.query.status.SchemaStates;
import dev.varve.query.status.StatusView;
import java.util.List;

/** How {@code status} ends: 0 is said only of what is known to be healthy. */
final class StatusExit {

    private static final List<ExitCode> GRAVEST_FIRST =
            List.of(ExitCode.NEEDS_RECOVERY, ExitCode.USAGE, ExitCode.PENDING, ExitCode.DONE);

    private StatusExit() {}

    /** Of several, the gravest; of none, done. */
    static ExitCode of(List<StatusView> statuses) {
        var codes = statuses.stream().map(StatusExit::of).toList();
        return GRAVEST_FIRST.stream().filter(codes::contains).findFirst().orElse(ExitCode.DONE);
    }

    static ExitCode of(StatusView status) {
        if (status.retired()) {
            return ExitCode.DONE;
        }
        return switch (Health.apartFromRuns(status)) {
            case NEEDS_RECOVERY, ERRORS -> ExitCode.NEEDS_RECOVERY;
            case UNREACHABLE, NEVER_LOOKED_AT -> ExitCode.USAGE;
            case LAST_RUN_FAILED, RUNNING, WARNINGS, HEALTHY ->
                SchemaStates.isBehind(status.state()) ? ExitCode.PENDING : ExitCode.DONE;
        };
    }
}
