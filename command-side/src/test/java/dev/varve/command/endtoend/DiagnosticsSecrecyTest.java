package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.database.H2Login;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shared to ask for help holds not one of the values that were sown everywhere. */
class DiagnosticsSecrecyTest {

    private final Canaries canaries = new Canaries();

    @TempDir
    Path folder;

    private Bundle bundle;

    @BeforeEach
    void chooseAPlace() {
        bundle = Bundle.in(folder);
    }

    @Test
    void holdsNoValueThatStandsAnywhereInADatabaseItsScriptsOrItsSurroundings() throws Exception {
        var watched = SownProject.in(folder, canaries);
        watched.type(
                        "upgrade",
                        "app",
                        "--no-rehearsal",
                        "--reason",
                        canaries.sown("reason"),
                        "--ticket",
                        canaries.sown("ticket"),
                        "--actor",
                        canaries.sown("actor"))
                .exits(6);
        watched.database().with("INSERT INTO users (name) VALUES ('" + canaries.sown("row") + "')");

        watched.type("diagnostics", "app", "--out", bundle.path()).exits(0);

        canaries.assertNoneIsIn(bundle.entries());
    }

    @Test
    void holdsNoPasswordOfAnH2Database() throws Exception {
        var shop = H2File.in(folder, Map.of(), new H2Login("sa", canaries.sown("password")));
        shop.register("--env", "VARVE_DATABASE_USER=sa", "--env", "VARVE_DATABASE_PASSWORD=" + canaries.last())
                .exits(0);
        shop.script(
                "V1__one.sql",
                "CREATE TABLE one (id INT PRIMARY KEY, t VARCHAR(99) DEFAULT '" + canaries.sown("h2default") + "')",
                "INSERT INTO one VALUES (1, '" + canaries.sown("h2row") + "')");
        shop.type("upgrade", "shop").exits(0);

        shop.type("diagnostics", "shop", "--out", bundle.path()).exits(0);

        assertThat(bundle.entries().get("schema.txt")).containsIgnoringCase("one");
        canaries.assertNoneIsIn(bundle.entries());
    }
}
