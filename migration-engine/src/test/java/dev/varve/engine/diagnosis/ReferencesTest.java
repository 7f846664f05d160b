package dev.varve.engine.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.tool.flyway.FlywayProject;
import dev.varve.engine.tool.flyway.FlywayTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferencesTest {

    @TempDir
    Path folder;

    private Patient patient;

    @BeforeEach
    void aDatabaseWithFourRevisions() throws Exception {
        patient = new Patient(folder);
    }

    private ReferenceSchemas built() {
        return patient.references().of(patient.tool(), patient.tool().look());
    }

    @Test
    void buildsTheSchemaOfEveryRevisionAndNoneIsLikeAnother() {
        var references = built();

        assertThat(references.steps())
                .extracting(ReferenceSchemas.Step::revision)
                .containsExactly("1", "2", "3", "4");
        assertThat(references.steps().stream()
                        .map(step -> step.after().fingerprint())
                        .distinct())
                .hasSize(4);
        assertThat(references.after(Set.of("1", "2")).orElseThrow().tables()).containsExactly("chat", "user");
        assertThat(references.after(Set.of("1", "9"))).isEmpty();
        assertThat(references.failures()).isEmpty();
    }

    @Test
    void keepsWhatItBuiltUntilAScriptChanges() throws Exception {
        var first = built();
        assertThat(files()).hasSize(1);
        var kept = Files.getLastModifiedTime(files().getFirst());

        assertThat(built()).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(files().getFirst())).isEqualTo(kept);

        patient.script("V4__file.sql", "create table file (id integer primary key, more text);");
        assertThat(built()).isNotEqualTo(first);
        assertThat(files()).hasSize(2);
    }

    @Test
    void buildsAnewWhenWhatItKeptIsDamaged() throws Exception {
        var first = built();
        Files.writeString(files().getFirst(), "{\"steps\":[{");

        assertThat(built()).isEqualTo(first);
    }

    @Test
    void buildsAnewWhenASettingMakesAnotherSchemaOfTheSameScripts() throws Exception {
        patient.script("V5__named.sql", "create table ${name} (id integer primary key);");

        assertThat(tablesMadeWith("name=first")).contains("first");
        assertThat(tablesMadeWith("name=second")).contains("second").doesNotContain("first");
    }

    private Set<String> tablesMadeWith(String placeholder) throws Exception {
        var conf = Files.writeString(
                folder.resolve("flyway.conf"),
                "flyway.locations=filesystem:" + folder.resolve("sql") + "\nflyway.placeholders." + placeholder);
        var tool = new FlywayTool(new FlywayProject(conf, folder, Map.of()), patient.database, Patient.CLOCK);
        return patient.references()
                .of(tool, tool.look())
                .steps()
                .getLast()
                .after()
                .tables();
    }

    private List<Path> files() throws Exception {
        try (var files = Files.list(folder.resolve("cache"))) {
            return files.toList();
        }
    }

    @Test
    void tellsARevisionThatFailsOnAnEmptyDatabaseAndThoseAfterIt() throws Exception {
        patient.script("V3__meta.sql", "insert into nowhere values (1);");

        var references = built();

        assertThat(references.steps())
                .extracting(ReferenceSchemas.Step::revision)
                .containsExactly("1", "2");
        assertThat(references.failures()).containsOnlyKeys("3");
        assertThat(references.failures().get("3")).contains("no such table: nowhere");
        assertThat(references.unreached()).containsExactly("4");
        patient.at("2");
        assertThat(patient.deep().state()).isEqualTo(DatabaseState.PENDING);
        assertThat(patient.deep().findings())
                .filteredOn(finding -> finding.code() == FindingCode.BROKEN_HISTORY)
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .startsWith("expected every revision to run on an empty database, found that 3 does not: ")
                        .endsWith("; 1 after it not tried"));
    }

    @Test
    void removesScratchFoldersThatKilledRunsLeftADayAgoAndNoYoungerOnes() throws Exception {
        var scratch = Files.createDirectories(folder.resolve("scratch"));
        var left = Files.createDirectory(scratch.resolve("scratch-1"));
        var young = Files.createDirectory(scratch.resolve("scratch-2"));
        var foreign = Files.createDirectory(scratch.resolve("other"));
        var twoDaysAgo = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
        for (var old : List.of(Files.createFile(left.resolve("scratch.db")), left, foreign)) {
            Files.setLastModifiedTime(old, twoDaysAgo);
        }

        new SqliteScratchDatabases(scratch).create().close();

        assertThat(left).doesNotExist();
        assertThat(young).exists();
        assertThat(foreign).exists();
    }

    @Test
    void saysWhereNoScratchDatabaseCouldBeMade() throws Exception {
        var blocked = Files.writeString(folder.resolve("a file"), "in the way");

        assertThatThrownBy(() -> new SqliteScratchDatabases(blocked).create())
                .isInstanceOf(ScratchUnavailable.class)
                .hasMessageStartingWith("expected to make a scratch database under " + blocked + ", found: ");
    }
}
