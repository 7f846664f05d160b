package dev.varve.engine.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MountedContainersTest {

    private static final Path FILE = Path.of("/srv/webui/data/app.db");

    private static Container container(String name, String source, String destination) {
        return new Container(name, name, "image", null, List.of(new Container.Mount(source, destination, true)));
    }

    private static List<String> writing(Path file, String own, Container... running) {
        return new MountedContainers(
                        List.of(running), container -> container.name().equals(own))
                .writingTo(file).stream().map(Container::name).toList();
    }

    @Test
    void countsTheFileItsFolderAndFoldersAboveButNotTheWholeMachine() {
        assertThat(writing(
                        FILE,
                        null,
                        container("file", "/srv/webui/data/app.db", "/app.db"),
                        container("folder", "/srv/webui/data", "/data"),
                        container("above", "/srv/webui", "/srv"),
                        container("agent", "/", "/host"),
                        container("beside", "/srv/webui/data-old", "/data"),
                        container("volume", "openwebui", "/data"),
                        container("inMemory", "", "/tmp")))
                .containsExactly("file", "folder", "above");
    }

    @Test
    void translatesAPathInsideOfOurOwnContainerAndDoesNotCountThat() {
        assertThat(writing(
                        Path.of("/mount/data/app.db"),
                        "varve",
                        container("varve", "/srv/webui", "/mount"),
                        container("openwebui", "/srv/webui/data", "/app/backend/data"),
                        container("other", "/mount/data", "/data")))
                .containsExactly("openwebui");
    }
}
