package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.database.H2Login;
import dev.varve.engine.fingerprint.Difference;
import dev.varve.engine.fingerprint.Schema;
import dev.varve.engine.tool.flyway.HawkbitScripts;
import java.nio.file.Path;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project on H2 that nobody here wrote, from an empty file to its head, through the command line. */
class RealFlywayProjectOnH2Test {

    private static final Map<String, String> MYSQL = Map.of("MODE", "MySQL");

    @TempDir
    Path folder;

    @Test
    void upgradesHawkbitFromEmptyToTheSchemaOfPlainFlyway() throws Exception {
        var guarded = H2File.in(folder.resolve("guarded"), MYSQL, H2Login.DEFAULT);
        HawkbitScripts.unpackInto(guarded.sql());
        guarded.register().exits(0);
        guarded.type("plan", "shop").exits(3);

        var upgrade =
                guarded.terminal().run("upgrade", "shop", "--json").exits(0).json();

        assertThat(upgrade.path("outcome").asString()).isEqualTo("SUCCEEDED");
        assertThat(upgrade.path("backup").path("path").asString()).endsWith(".mv.db");
        assertThat(upgrade.path("steps")).hasSize(HawkbitScripts.COUNT).allSatisfy(step -> {
            assertThat(step.path("outcome").asString()).isEqualTo("SUCCEEDED");
            assertThat(step.path("statements").asInt()).isPositive();
        });
        assertThat(Difference.between(plainFlyway(guarded.sql()), schema(guarded))
                        .inWords())
                .isEmpty();
        var diagnosis = guarded.terminal()
                .run("diagnose", "shop", "--deep", "--json")
                .exits(0)
                .json();
        assertThat(diagnosis.path("state").asString()).isEqualTo("UP_TO_DATE");
        assertThat(diagnosis.path("database").path("kind").asString()).isEqualTo("h2");
        assertThat(guarded.type("history", "shop", "--type", "StepSucceeded", "--json")
                        .json())
                .hasSize(HawkbitScripts.COUNT);
        guarded.type("status", "shop").exits(0);
        guarded.type("verify").exits(0);
    }

    private Schema plainFlyway(Path scripts) {
        var plain = H2File.in(folder.resolve("plain"), MYSQL, H2Login.DEFAULT);
        Flyway.configure()
                .dataSource(plain.database().jdbcUrl(), "sa", "")
                .locations("filesystem:" + scripts)
                .loggers("slf4j")
                .load()
                .migrate();
        return schema(plain);
    }

    private static Schema schema(H2File file) {
        var schema = file.database().schema();
        assertThat(schema.facets()).hasSizeGreaterThan(300);
        return schema;
    }
}
