package dev.varve.command.append;

import dev.varve.store.LogHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Where this process keeps what it observed while the store is out of reach: a file in the home, with room reserved before the first
 * act. What cannot even be kept there is said to the person at the terminal, whole.
 */
final class Spool implements AutoCloseable {

    private final Path folder;
    private final Consumer<String> lastResort;
    private SpoolFile file;
    private int facts;
    private int told;

    Spool(Path folder, Consumer<String> lastResort) {
        this.folder = folder;
        this.lastResort = lastResort;
    }

    /**
     * Reserves room.
     *
     * @throws NoRoomToSpool if the volume has none
     */
    void reserve() {
        if (file != null) {
            return;
        }
        try {
            file = create();
            file.reserve();
        } catch (IOException full) {
            discard();
            throw NoRoomToSpool.in(folder, SpoolFile.RESERVED_BYTES, full);
        }
    }

    private SpoolFile create() throws IOException {
        return SpoolFile.create(folder.resolve(UUID.randomUUID() + SpoolFile.SUFFIX));
    }

    /** Keeps a fact; on disk when this returns, or told to the person at the terminal. */
    void keep(KeptFact fact, LogHead head, String why) {
        try {
            if (file == null) {
                file = create();
            }
            if (facts == 0) {
                file.append(SpoolContent.line(
                        new SpoolHeader(UUID.randomUUID().toString(), head.size(), head.rootHash(), why)));
            }
            file.append(SpoolContent.line(fact));
            facts++;
        } catch (IOException unwritable) {
            told++;
            lastResort.accept("NOT RECORDED, and not kept in " + folder + " (" + unwritable.getMessage() + "): at "
                    + fact.observedAt() + " " + fact.type() + " " + fact.payload());
        }
    }

    int facts() {
        return facts;
    }

    /** How many could not be kept on disk. */
    int told() {
        return told;
    }

    /** The file; {@code null} if none was needed. */
    SpoolFile file() {
        return file;
    }

    /** All of it is recorded. */
    void delivered() {
        facts = 0;
        discard();
    }

    private void discard() {
        if (file == null) {
            return;
        }
        try (var done = file) {
            done.delete();
        } catch (IOException left) {
            // An empty spool that stays is removed by whoever comes next.
        } finally {
            file = null;
        }
    }

    /** Spools of processes that ended. */
    static List<Path> in(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(path -> path.getFileName().toString().endsWith(SpoolFile.SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    @Override
    public void close() {
        if (facts == 0) {
            discard();
            return;
        }
        try {
            file.close();
        } catch (IOException written) {
            // What was kept was on disk before.
        }
    }
}
