package dev.varve.command.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentFileTest {

    @TempDir
    private Path folder;

    @Test
    void readsWhatShellsAndContainersWrite() throws IOException {
        var file = Files.writeString(
                folder.resolve(".env"), "# comment\n\nexport A=1\nB = 'two words'\nC=\"x=y\"\nD=\nURL={database}\n");

        assertThat(EnvironmentFile.read(file))
                .isEqualTo(Map.of("A", "1", "B", "two words", "C", "x=y", "D", "", "URL", "{database}"));
    }

    @Test
    void readsBackWhatItWrote() throws IOException {
        var variables = Map.of("QUOTED", "say \"hi\"", "HASH", "a#b", "SPACE", " edge ");
        var file = Files.writeString(folder.resolve("kept.env"), EnvironmentFile.format(variables));

        assertThat(EnvironmentFile.read(file)).isEqualTo(variables);
    }

    @Test
    void namesTheLineThatIsNoAssignmentAndNeverItsContent() throws IOException {
        var file = Files.writeString(folder.resolve(".env"), "A=1\ngeheimes-kennwort\n");

        assertThatThrownBy(() -> EnvironmentFile.read(file))
                .hasMessage("expected NAME=VALUE in line 2 of " + file + ", found no '='")
                .hasMessageNotContaining("geheim");
    }
}
