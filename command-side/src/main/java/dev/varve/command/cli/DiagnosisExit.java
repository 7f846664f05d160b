package dev.varve.command.cli;

import dev.varve.cli.ExitCode;
import dev.varve.engine.diagnosis.Diagnosis;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import java.util.EnumSet;
import java.util.Set;

/** The exit code of the contract for what looking told. */
final class DiagnosisExit {

    private static final Set<FindingCode> CONFIGURATION = EnumSet.of(
            FindingCode.CONFIG_NOT_FOUND,
            FindingCode.MISSING_ENVIRONMENT,
            FindingCode.TOOL_UNAVAILABLE,
            FindingCode.WRONG_DATABASE,
            FindingCode.BROKEN_HISTORY);

    private DiagnosisExit() {}

    /** Finer than sound or not: scripts want to know what waits, and a database out of reach is theirs to make reachable. */
    static ExitCode of(Diagnosis diagnosis) {
        return switch (diagnosis.state()) {
            case UP_TO_DATE -> unlessError(diagnosis, ExitCode.DONE);
            case PENDING, EMPTY -> unlessError(diagnosis, ExitCode.PENDING);
            case UNREACHABLE -> ExitCode.USAGE;
            case UNMANAGED, PARTIAL, DIVERGED, UNKNOWN_REVISION, CORRUPT ->
                onlyConfigurationIsWrong(diagnosis) && toolCouldNotTell(diagnosis)
                        ? ExitCode.USAGE
                        : ExitCode.NEEDS_RECOVERY;
        };
    }

    private static ExitCode unlessError(Diagnosis diagnosis, ExitCode healthy) {
        if (diagnosis.findings().stream().noneMatch(DiagnosisExit::isError)) {
            return healthy;
        }
        return onlyConfigurationIsWrong(diagnosis) ? ExitCode.USAGE : ExitCode.NEEDS_RECOVERY;
    }

    /** A tool that cannot run leaves every revision unknown; that is no state of the database. */
    private static boolean toolCouldNotTell(Diagnosis diagnosis) {
        return diagnosis.heads().isEmpty();
    }

    private static boolean onlyConfigurationIsWrong(Diagnosis diagnosis) {
        var errors =
                diagnosis.findings().stream().filter(DiagnosisExit::isError).toList();
        return !errors.isEmpty() && errors.stream().allMatch(finding -> CONFIGURATION.contains(finding.code()));
    }

    private static boolean isError(Finding finding) {
        return finding.severity() == Severity.ERROR;
    }
}
