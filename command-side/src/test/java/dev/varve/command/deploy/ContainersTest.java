package dev.varve.command.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.command.crash.DebianTool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The image and the services, as far as they can be held against something without a Docker daemon. */
class ContainersTest {

    private static final DeployFile COMPOSE = new DeployFile(DeployFile.ROOT.resolve("docker-compose.yml"));
    private static final DeployFile IMAGE = new DeployFile(DeployFile.ROOT.resolve("Dockerfile"));

    @TempDir
    Path folder;

    /** Exit code and text. */
    private static String composeSays(Path file, String... arguments) throws Exception {
        var compose = DebianTool.DOCKER_COMPOSE.path();
        var line = new ArrayList<>(List.of("/usr/bin/python3", compose.toString(), "-f", file.toString()));
        line.addAll(List.of(arguments));
        var builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment()
                .put(
                        "PYTHONPATH",
                        compose.resolve("../../lib/python3/dist-packages")
                                .normalize()
                                .toString());
        builder.environment().put("APP_FOLDER", "/srv/chat");
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + "\n" + said;
    }

    @Test
    void composeTakesTheFileAndStartsOnlyWhatDoesSomething() throws Exception {
        var said = composeSays(COMPOSE.path(), "config");

        assertThat(said).startsWith("0\n");
        Map<String, Object> services = new Yaml().load(said.substring(2));
        assertThat(DeployFile.at(services, "services"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsOnlyKeys("varve", "query", "postgres");
        assertThat(DeployFile.texts(DeployFile.at(services, "services", "varve", "volumes")))
                .containsExactlyInAnyOrder("varve:/var/lib/varve:rw", "/srv/chat:/app:rw");
        assertThat(composeSays(COMPOSE.path(), "config", "--services")
                        .lines()
                        .skip(1)
                        .toList())
                .contains("query");
    }

    @Test
    void composeWouldNotTakeAnything() throws Exception {
        var broken =
                Files.writeString(folder.resolve("broken.yml"), COMPOSE.text().replace("init: true", "initial: true"));

        assertThat(composeSays(broken, "config")).startsWith("1\n").contains("initial");
    }

    @Test
    void theImageIsMadeOfTheArchiveThatThisBuildMakes() throws Exception {
        var version = Files.readString(Path.of("pom.xml"))
                .lines()
                .filter(line -> line.contains("<version>"))
                .findFirst()
                .orElseThrow()
                .replaceAll(".*<version>|</version>.*", "");
        var image = IMAGE.text();

        assertThat(image)
                .contains("ARG VERSION=" + version + "\n", "ADD command-side/target/varve-${VERSION}.tar.gz /opt/\n")
                .containsPattern("\nUSER varve\n")
                .containsPattern("FROM \\S+:[0-9]\\S+\n");
        assertThat(Files.readString(DeployFile.ROOT.resolve(".dockerignore")))
                .isEqualTo("*\n!command-side/target/varve-*.tar.gz\n");
    }

    @Test
    void theQueryServiceStartsAProgramThatIsThere() throws Exception {
        var entry = DeployFile.texts(DeployFile.at(COMPOSE.yaml(), "services", "query", "entrypoint"));

        assertThat(entry).containsSequence("-cp", "/opt/varve/lib/*");
        var main = entry.get(entry.indexOf("-cp") + 2);
        assertThat(Class.forName(main).getMethod("main", String[].class)).isNotNull();
        assertThat(entry).endsWith(main, "--address=0.0.0.0", "--plain-http");
    }
}
