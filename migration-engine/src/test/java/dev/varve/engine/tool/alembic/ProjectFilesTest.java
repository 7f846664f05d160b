package dev.varve.engine.tool.alembic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read from a project's own settings: alembic.ini, environment files, commands, path mappings. */
class ProjectFilesTest {

    @TempDir
    Path folder;

    private AlembicIni ini(String text) throws Exception {
        var file = folder.resolve("alembic.ini");
        Files.writeString(file, text);
        return AlembicIni.read(file, Path.of("/srv/project"));
    }

    @Test
    void findsScriptsRelativeToTheWorkingFolderAndHereRelativeToTheFile() throws Exception {
        assertThat(ini("[alembic]\nscript_location = db/migrations\n").scripts())
                .contains(Path.of("/srv/project/db/migrations"));
        assertThat(ini("[alembic]\nscript_location: %(here)s/m\n").scripts()).contains(folder.resolve("m"));
        assertThat(ini("[alembic]\nscript_location = shop.app:migrations\n").scripts())
                .contains(Path.of("/srv/project/shop/app/migrations"));
        assertThat(ini("[other]\nscript_location = x\n").scripts()).isEmpty();
    }

    @Test
    void findsSeveralFoldersOfRevisionsByWhateverSeparatesThem() throws Exception {
        var legacy = ini("[alembic]\nscript_location = m\nversion_locations = /a, /b /c\n");
        assertThat(legacy.versions()).containsExactly(Path.of("/a"), Path.of("/b"), Path.of("/c"));
        var os = ini("[alembic]\nversion_path_separator = os\nversion_locations = /a b:%(here)s/c\n");
        assertThat(os.versions()).containsExactly(Path.of("/a b"), folder.resolve("c"));
        var lines = ini("[alembic]\npath_separator = newline\nversion_locations =\n  /a b\n  # none\n  /c%%d\n");
        assertThat(lines.versions()).containsExactly(Path.of("/a b"), Path.of("/c%d"));
    }

    @Test
    void splitsCommandsLikeAShell() {
        assertThat(ShellWords.split("docker run -v '/a b':/c \"say \\\"hi\\\"\" x\\ y ''"))
                .isEqualTo(List.of("docker", "run", "-v", "/a b:/c", "say \"hi\"", "x y", ""));
        assertThatThrownBy(() -> ShellWords.split("docker 'run"))
                .hasMessage("expected a closing ' in the command: docker 'run");
    }

    @Test
    void mapsPathsByTheLongestFolderThatFits() {
        var mappings = new PathMappings(List.of("/srv:/data", "/srv/app:/app"));
        assertThat(mappings.map(Path.of("/srv/app/x.db"))).isEqualTo("/app/x.db");
        assertThat(mappings.map(Path.of("/srv/apps/x.db"))).isEqualTo("/data/apps/x.db");
        assertThat(mappings.map(Path.of("/etc/x"))).isEqualTo("/etc/x");
        assertThatThrownBy(() -> new PathMappings(List.of("/srv")))
                .hasMessage("expected HOST:CONTAINER for a path mapping, found: /srv");
    }
}
