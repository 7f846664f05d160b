package dev.varve.engine.tool.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonEnvironmentsTest {

    @TempDir
    Path folder;

    /** A pip whose registry nobody serves. */
    private static Map<String, String> withoutRegistry() {
        var surroundings = new HashMap<>(System.getenv());
        surroundings.put("PIP_CONFIG_FILE", "/dev/null");
        surroundings.put("PIP_INDEX_URL", "http://127.0.0.1:9/simple");
        surroundings.put("PIP_EXTRA_INDEX_URL", "");
        surroundings.put("PIP_FIND_LINKS", "");
        return surroundings;
    }

    @Test
    void fallsBackToDebiansPackagesWhenPipCannotReachItsRegistryAndSaysSo() {
        List<String> said = Collections.synchronizedList(new ArrayList<>());
        var environment = new PythonEnvironments(folder, withoutRegistry(), said::add).any();
        assertThat(environment.python()).isExecutable();
        assertThat(environment.python().toString()).startsWith(folder.toString());
        assertThat(environment.sqlAlchemy()).isNotBlank();
        assertThat(said).anyMatch(line -> line.startsWith("pip installs alembic sqlalchemy"));
        assertThat(said).anyMatch(line -> line.startsWith("apt-get downloads python3-alembic"));
    }

    @Test
    void makesAnEnvironmentOnceHoweverManyAskAndLeavesNothingBehind() throws Exception {
        List<String> said = Collections.synchronizedList(new ArrayList<>());
        var asked = new ArrayList<CompletableFuture<PythonEnvironment>>();
        for (var i = 0; i < 3; i++) {
            var environments = new PythonEnvironments(folder, System.getenv(), said::add);
            asked.add(CompletableFuture.supplyAsync(() -> environments.provide(PythonPackages.debian())));
        }
        assertThat(asked.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        assertThat(said)
                .filteredOn(line -> line.startsWith("apt-get downloads"))
                .hasSize(1);
        try (var left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "alembic-debian-sqlalchemy-debian", "alembic-debian-sqlalchemy-debian.lock");
        }
    }

    @Test
    void saysWhatWasTriedWhenAVersionCannotBeHad() {
        var environments = new PythonEnvironments(folder, withoutRegistry(), line -> {});
        assertThatThrownBy(() -> environments.provide(PythonPackages.pinned("0.0.1", "0.0.1")))
                .isInstanceOf(PythonEnvironmentUnavailable.class)
                .hasMessageStartingWith("expected pip to install alembic==0.0.1 sqlalchemy==0.0.1");
        assertThat(folder.resolve("alembic-0.0.1-sqlalchemy-0.0.1")).doesNotExist();
    }
}
