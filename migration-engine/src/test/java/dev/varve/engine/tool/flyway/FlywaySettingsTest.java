package dev.varve.engine.tool.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlywaySettingsTest {

    @TempDir
    Path folder;

    private FlywaySettings read(String name, String... lines) throws Exception {
        Files.createDirectories(folder.resolve("sql"));
        Files.writeString(folder.resolve(name), String.join("\n", lines));
        return new SettingsReader(new FlywayProject(folder.resolve(name), folder, Map.of("FLYWAY_TABLE", "from_env")))
                .read();
    }

    @Test
    void readsTomlListsPlaceholdersAndTheChosenEnvironment() throws Exception {
        var settings = read(
                "flyway.toml",
                "[flyway]",
                "environment = 'production'",
                "locations = ['filesystem:sql']",
                "sqlMigrationSuffixes = ['.sql', '.ddl']",
                "outOfOrder = true",
                "[flyway.placeholders]",
                "owner = 'x'",
                "[environments.production]",
                "url = 'jdbc:sqlite:/elsewhere.db'",
                "schemas = ['main']");

        assertThat(settings.findings()).isEmpty();
        assertThat(settings.get("sqlMigrationSuffixes", "")).isEqualTo(".sql,.ddl");
        assertThat(settings.is("outOfOrder", false)).isTrue();
        assertThat(settings.get("placeholders.owner", "")).isEqualTo("x");
        assertThat(settings.get("schemas", "")).isEqualTo("main");
        assertThat(settings.get("url", "none")).isEqualTo("none");
        assertThat(settings.historyTable()).isEqualTo("from_env");
        assertThat(settings.get("locations", "")).isEqualTo("filesystem:" + folder.resolve("sql"));
    }

    @Test
    void namesEverySettingThatItDoesNotLetThrough() throws Exception {
        var settings = read(
                "flyway.conf",
                "flyway.locations=filesystem:sql",
                "flyway.outOfOrdr=true",
                "flyway.batch=true",
                "flyway.baselineOnMigrate=false",
                "other=1");

        assertThat(settings.findings())
                .extracting(Finding::message)
                .containsExactlyInAnyOrder(
                        "expected settings that varve lets through, found flyway.outOfOrdr",
                        "expected settings that varve lets through, found flyway.batch=true",
                        "expected settings that varve lets through, found other");
        assertThat(settings.properties()).doesNotContainKeys("flyway.batch", "flyway.outOfOrdr");
    }

    @Test
    void namesAMissingFileAMissingFolderAndAnUnreadableFile() throws Exception {
        var absent = folder.resolve("no flyway.toml");
        assertThat(messages(new SettingsReader(new FlywayProject(absent, folder, Map.of())).read()))
                .containsExactly("expected the Flyway configuration at " + absent + ", found nothing there");
        assertThat(messages(read("flyway.conf", "flyway.locations=filesystem:nowhere")))
                .containsExactly(
                        "expected a folder of SQL files at " + folder.resolve("nowhere") + ", found nothing there");
        assertThat(messages(read("flyway.toml", "[flyway", "x")))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("expected Flyway settings in " + folder.resolve("flyway.toml") + ", found: ");
    }

    @Test
    void refusesScriptsInsideJars() throws Exception {
        var settings = read("flyway.conf", "flyway.locations=classpath:db/migration");

        assertThat(settings.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(FindingCode.CONFIG_NOT_FOUND);
            assertThat(finding.message())
                    .isEqualTo("expected scripts in folders (filesystem:…), found the location classpath:db/migration");
        });
    }

    private static List<String> messages(FlywaySettings settings) {
        return settings.findings().stream().map(Finding::message).toList();
    }
}
