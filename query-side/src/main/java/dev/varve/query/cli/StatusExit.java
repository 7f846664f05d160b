package dev.varve.query.cli;

import dev.varve.cli.ExitCode;
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
        if (status.needsRecovery() || (status.findings().get("ERROR") > 0 && !isUnreachable(status))) {
            return ExitCode.NEEDS_RECOVERY;
        }
        return status.state() == null ? ExitCode.USAGE : ofState(status.state());
    }

    private static boolean isUnreachable(StatusView status) {
        return "UNREACHABLE".equals(status.state());
    }

    private static ExitCode ofState(String state) {
        return switch (state) {
            case "UP_TO_DATE" -> ExitCode.DONE;
            case "PENDING", "EMPTY" -> ExitCode.PENDING;
            case "UNREACHABLE" -> ExitCode.USAGE;
            default ->
                ExitCode.NEEDS_RECOVERY; // PARTIAL, DIVERGED, CORRUPT, …: and what a later release may add is not
            // healthy
        };
    }
}
