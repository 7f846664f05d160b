package dev.varve.engine.tool.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.observation.Observation.StepSucceeded;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealProjectTest {

    @TempDir
    Path folder;

    @Test
    void upgradesFromEmptyToHeadToTheSchemaOfPlainFlyway() throws Exception {
        var bench = new Bench(folder, RealFile.h2(folder.resolve("guarded")));
        HawkbitScripts.unpackInto(bench.config);
        var plain = RealFile.h2(folder.resolve("plain"));
        var expected = Flyway.configure()
                .dataSource(plain.jdbcUrl(), "sa", "")
                .locations("filesystem:" + bench.config)
                .loggers("slf4j")
                .load()
                .migrate();

        var result = bench.upgrade("head");

        assertThat(expected.migrationsExecuted).isEqualTo(37);
        assertThat(result.applied()).hasSize(37).startsWith("1.0.1").endsWith("1.12.17");
        assertThat(bench.seen(StepSucceeded.class)).hasSize(37).allMatch(step -> step.statements() > 0);
        assertThat(bench.database.schema()).isEqualTo(plain.schema());
        assertThat(bench.database.schema().facets()).hasSizeGreaterThan(200);
        assertThat(bench.tool().look().findings()).isEmpty();
    }
}
