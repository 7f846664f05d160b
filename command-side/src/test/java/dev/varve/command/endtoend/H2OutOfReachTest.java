package dev.varve.command.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.database.H2Process;
import dev.varve.engine.database.H2Process.Doing;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A watched H2 file that is gone, or held by another program. */
class H2OutOfReachTest {

    @TempDir
    Path folder;

    @Test
    void refusesEverythingOnAFileThatIsGoneWithExitTwoAndRecordsNoInterruptedRun() throws Exception {
        var shop = H2File.atFirstVersion(folder);
        var aside = Files.move(shop.path(), folder.resolve("aside"));

        var stamp = shop.type("stamp", "shop", "1", "--because", "applied-by-hand", "--json")
                .exits(2);
        assertThat(stamp.out()).contains("DATABASE_UNREACHABLE").doesNotContain("Exception");
        shop.type("repair", "shop", "--json").exits(2);
        var backup = shop.type("backup", "shop", "--json").exits(2).json().path("error");
        assertThat(backup.path("code").asString()).isEqualTo("DATABASE_UNREACHABLE");
        assertThat(backup.path("remedy").asString()).startsWith("check the path that the target was registered with");

        Files.move(aside, shop.path());
        assertThat(shop.type("history", "shop", "--type", "RunInterrupted", "--json")
                        .json())
                .isEmpty();
        assertThat(shop.type("diagnose", "shop", "--json").exits(0).out()).doesNotContain("INTERRUPTED_RUN");
    }

    @Test
    void neitherMakesAMissingDatabaseNorLooksForItElsewhere() throws Exception {
        var shop = H2File.watched(folder).script("V1__chat.sql", "CREATE TABLE chat (id INT PRIMARY KEY)");
        Files.delete(shop.path());

        var diagnosis = shop.type("diagnose", "shop", "--json").exits(2);

        assertThat(diagnosis.finding("DATABASE_UNREACHABLE").path("remedy").asString())
                .contains("touch");
        assertThat(shop.type("upgrade", "shop").exits(2).out()).doesNotContain("BROKEN_HISTORY");
        assertThat(shop.path().getParent()).isEmptyDirectory();
    }

    @Test
    void namesTheProgramThatHasItOpenAndTouchesNothing() {
        var shop = H2File.atFirstVersion(folder).script("V2__note.sql", "CREATE TABLE note (id INT)");
        try (var other = H2Process.start(Doing.HOLDING, shop.database())) {
            var diagnosis = shop.type("diagnose", "shop", "--json").exits(2);
            assertThat(diagnosis.json().path("state").asString()).isEqualTo("UNREACHABLE");
            assertThat(diagnosis.finding("DATABASE_IN_USE").path("message").asString())
                    .contains("java (pid " + other.pid() + ")");
            assertThat(shop.type("upgrade", "shop", "--json").exits(4).out()).contains("pid " + other.pid());
            assertThat(shop.type("backup", "shop").exits(4).err()).contains("pid " + other.pid());
            assertThat(shop.type("stamp", "shop", "2", "--because", "applied-by-hand")
                            .exits(4)
                            .out())
                    .contains("DATABASE_IN_USE");
            assertThat(shop.type("repair", "shop").exits(4).out()).contains("DATABASE_IN_USE");
        }
        assertThat(shop.type("diagnose", "shop", "--json").exits(3).out()).doesNotContain("INTERRUPTED_RUN");
        shop.type("upgrade", "shop").exits(0);
    }
}
