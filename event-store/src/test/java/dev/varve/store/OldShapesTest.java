package dev.varve.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.events.TargetEvent;
import dev.varve.events.VarveEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stores that an older release wrote: every shape that was ever on record is read as what it means now. */
class OldShapesTest {

    private static final Path SHAPES = Path.of("src/test/resources/dev/varve/store/events");

    @TempDir
    private Path folder;

    static List<Path> oldShapes() throws IOException {
        try (var files = Files.list(SHAPES)) {
            return files.filter(OldShapesTest::isOld).toList();
        }
    }

    private static boolean isOld(Path file) {
        return !EventNames.ALL.named(nameIn(file)).revision().equals(revisionIn(file));
    }

    @ParameterizedTest
    @MethodSource("oldShapes")
    void readsEveryOldShapeOnRecord(Path file) throws Exception {
        assertThat(readStored(file))
                .isInstanceOf(EventNames.ALL.named(nameIn(file)).eventClass());
    }

    @Test
    void readsALeaseThatToldNoNamespaceAsOneWhoseNamespaceIsUnknown() throws Exception {
        var taken = (TargetEvent.LeaseTaken) readStored(SHAPES.resolve("LeaseTaken-1.json"));
        var over = (TargetEvent.LeaseTakenOver) readStored(SHAPES.resolve("LeaseTakenOver-1.json"));

        assertThat(Stream.of(taken.holder(), over.holder(), over.fromHolder())).allSatisfy(holder -> {
            assertThat(holder.pidNamespace()).isNull();
            assertThat(holder.bootId()).isEqualTo("some bootId");
            assertThat(holder.pid()).isEqualTo(1003);
        });
    }

    private VarveEvent readStored(Path file) throws IOException, SQLException {
        var store = Files.createTempDirectory(folder, "store");
        try (var writing = Recording.open(store)) {
            Recording.append(
                    writing, "1", AnyEvent.of(EventNames.ALL.named(nameIn(file)).eventClass()));
        }
        new TamperedLog(store)
                .tamper("UPDATE domain_event SET payload_revision = '" + revisionIn(file) + "', payload = CAST('"
                        + Files.readString(file).replace("'", "''") + "' AS BLOB)");
        try (var reading = SqliteEventStore.openReadOnly(store.resolve("events.db"))) {
            return reading.log().read(0, 1).getFirst().event();
        }
    }

    private static String nameIn(Path file) {
        return file.getFileName().toString().replaceAll("-\\d+\\.json", "");
    }

    private static String revisionIn(Path file) {
        return file.getFileName().toString().replaceAll(".*-(\\d+)\\.json", "$1");
    }
}
