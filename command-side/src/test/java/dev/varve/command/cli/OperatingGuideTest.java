package dev.varve.command.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.cli.ExitCode;
import dev.varve.engine.finding.FindingCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OperatingGuideTest {

    /** Named in the contract and raised by nothing yet. */
    private static final Set<FindingCode> RESERVED = EnumSet.of(FindingCode.INVALID_INDEX);

    @Test
    void tellsWhatToDoAboutEveryFinding() throws IOException {
        var guide = Files.readString(Path.of("../docs/operations.md"));

        assertThat(EnumSet.complementOf(EnumSet.copyOf(RESERVED)))
                .allSatisfy(code -> assertThat(guide).contains("`" + code + "`"));
    }

    @Test
    void namesEveryExitCode() throws IOException {
        var contract = Files.readString(Path.of("../docs/contract.md"));

        assertThat(ExitCode.values()).allSatisfy(code -> assertThat(contract).contains("\n| " + code.code() + " | "));
    }
}
