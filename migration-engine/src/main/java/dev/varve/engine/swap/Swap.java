package dev.varve.engine.swap;

import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.database.SqliteDatabase;
import dev.varve.engine.database.SqliteHold;
import dev.varve.engine.files.Aside;
import dev.varve.engine.files.Attributes;
import dev.varve.engine.files.Durable;
import dev.varve.engine.files.FullDisk;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.observation.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Puts a copy in a SQLite database's place. In order: the copy is made whole and durable and gets the database's attributes; the
 * database is held exclusively and compared with what it must still be; its log is written back and its companions go; it is linked
 * aside; the copy takes its name; the folder is synced; the hold ends.
 *
 * <p>Killed at any point, the name leads to the former database, whole, or to the copy, whole.
 */
public final class Swap {

    /** For a folder and a name in it, on any file system. */
    private static final long NAMES = 1 << 16;

    private final Clock clock;
    private final Consumer<Observation> observer;

    /** @param observer hears the intent before anything has another name; throwing leaves the database as it was */
    public Swap(Clock clock, Consumer<Observation> observer) {
        this.clock = clock;
        this.observer = observer;
    }

    /**
     * Swaps.
     *
     * @throws SwapRefused if anything is not as it must be; the database is as it was
     */
    public Swapped putInPlace(SwapOrder order) {
        var database = database(order);
        var identity = database.identity();
        prepare(order);
        try (var hold = database.hold()) {
            requireUnchanged(order, identity, hold);
            var kept = exchange(order, identity, hold);
            return new Swapped(kept, SqliteDatabase.at(Path.of(kept)).openElsewhere(Set.of()));
        } catch (DatabaseUnreadable held) {
            throw refused(order, "nobody else to have it open, and a readable database", held.found(), held);
        }
    }

    private static SqliteDatabase database(SwapOrder order) {
        return (SqliteDatabase) order.database();
    }

    private static SqliteDatabase copy(SwapOrder order) {
        return (SqliteDatabase) order.copy();
    }

    private static Path file(SwapOrder order) {
        return Path.of(copy(order).path());
    }

    private void prepare(SwapOrder order) {
        var copy = copy(order);
        try {
            copy.settle();
            Attributes.takeOver(database(order).files().main(), file(order));
            Durable.syncFile(file(order));
        } catch (DatabaseUnreadable | IOException failed) {
            throw refused(order, "a finished copy at " + file(order), failed.getMessage(), failed);
        }
    }

    private void requireUnchanged(SwapOrder order, String identity, SqliteHold hold) {
        if (!order.database().identity().equals(identity)) {
            throw refused(order, "the file that was backed up", "another file under that name", null);
        }
        var content = hold.content();
        var contents = content.contents(rows -> observer.accept(new Observation.Progress(
                "comparing with the backup",
                Observation.Progress.Unit.ROWS,
                rows,
                order.expected().rows())));
        var difference = order.expected().differenceTo(content.schema().fingerprint(), contents);
        if (!difference.isEmpty()) {
            throw refused(
                    order,
                    "the schema and rows that were backed up",
                    "that another process changed them since: " + difference,
                    null);
        }
    }

    private String exchange(SwapOrder order, String identity, SqliteHold hold) {
        var main = database(order).files().main();
        var copyIdentity = copy(order).identity();
        var at = clock.instant();
        var needed = roomFor(hold, main);
        requireRoom(order, needed);
        observer.accept(new Observation.SwapStarting(
                file(order).toString(),
                copyIdentity,
                identity,
                order.fingerprint(),
                Aside.place(main, at).toString()));
        try {
            hold.settle();
            var aside = Aside.keep(main, List.of(), at);
            Durable.rename(file(order), main);
            return aside.paths().getFirst();
        } catch (IOException | DatabaseUnreadable failed) {
            if (order.database().identity().equals(copyIdentity)) {
                throw UndurableSwap.ofFile(order.database().location(), failed);
            }
            if (FullDisk.isSaidIn(failed.getMessage())) {
                throw noRoom(order, needed, failed);
            }
            if (failed instanceof DatabaseUnreadable unreadable) {
                throw unreadable;
            }
            throw refused(order, "one rename in " + main.getParent(), failed.toString(), failed);
        }
    }

    /** What the file grows by when its log is written back, and what a folder and a second name take. In bytes, at most. */
    private static long roomFor(SqliteHold hold, Path main) {
        try {
            return Math.max(0, hold.content().copyBytes() - Files.size(main)) + NAMES;
        } catch (IOException gone) {
            throw new DatabaseUnreadable(main.toString(), gone.getMessage(), gone);
        }
    }

    private static void requireRoom(SwapOrder order, long needed) {
        if (free(order) < needed) {
            throw noRoom(order, needed, null);
        }
    }

    private static SwapRefused noRoom(SwapOrder order, long needed, Exception cause) {
        return new SwapRefused(
                FindingCode.LOW_DISK_SPACE,
                order.database().location(),
                needed + " bytes free to write its log back and to keep it aside",
                free(order) + " bytes free in " + database(order).files().main().getParent(),
                "free space on that volume, then run it again",
                cause);
    }

    private static long free(SwapOrder order) {
        try {
            return FullDisk.freeBeside(database(order).files().main());
        } catch (IOException unknown) {
            throw refused(order, "to see the free space of its volume", unknown.toString(), unknown);
        }
    }

    private static SwapRefused refused(SwapOrder order, String expected, String found, Exception cause) {
        return new SwapRefused(
                FindingCode.DATABASE_IN_USE,
                order.database().location(),
                expected,
                found,
                "stop whatever uses the database, then run it again; or migrate it where it is: --strategy in-place",
                cause);
    }
}
