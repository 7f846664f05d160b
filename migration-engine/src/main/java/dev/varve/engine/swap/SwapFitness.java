package dev.varve.engine.swap;

import dev.varve.engine.database.FileDatabase;
import dev.varve.engine.database.SqliteDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a copy can take a database's place. Whether it should, while others may have the database open, is another question:
 * {@link dev.varve.engine.presence.Presence#doubts()}.
 *
 * @param impossible why it cannot, as sentences that continue "expected"; empty if it can
 * @param unasked why it should not unless somebody asks for it, likewise
 */
public record SwapFitness(List<String> impossible, List<String> unasked) {

    public SwapFitness {
        impossible = List.copyOf(impossible);
        unasked = List.copyOf(unasked);
    }

    private SwapFitness(List<String> impossible) {
        this(impossible, List.of());
    }

    /** Looks; touches nothing. */
    static SwapFitness of(FileDatabase database) {
        if (!(database instanceof SqliteDatabase)) {
            return new SwapFitness(List.of(
                    "a SQLite file, found a database of kind " + database.kind().word()));
        }
        var main = database.files().main();
        try {
            return new SwapFitness(impossible(main));
        } catch (IOException unreadable) {
            return new SwapFitness(List.of("to see the file's attributes, found " + unreadable.getMessage()));
        }
    }

    private static List<String> impossible(Path main) throws IOException {
        var reasons = new ArrayList<String>();
        var names = (Integer) Files.getAttribute(main, "unix:nlink") - Leftovers.secondNames(main);
        if (names > 1) {
            reasons.add("one name for " + main + ", found " + names
                    + " (hard links): the others would keep leading to the old file");
        }
        if (MountPoints.contain(main)) {
            reasons.add("a file in its folder's file system, found that " + main
                    + " is mounted by itself: nothing can be renamed over it");
        }
        if (!Files.isWritable(main.getParent())) {
            reasons.add("to write in " + main.getParent() + ", found that this user may not");
        }
        reasons.addAll(foreignOwner(main));
        return reasons;
    }

    /** Only root gives files away; a group may be one of the user's own, which trying tells. */
    private static List<String> foreignOwner(Path main) throws IOException {
        var owner = Files.readAttributes(main, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .owner()
                .getName();
        var user = System.getProperty("user.name");
        return user.equals("root") || user.equals(owner)
                ? List.of()
                : List.of(
                        "a file of user " + user + ", found one of " + owner + ": a new file cannot be given to them");
    }

    public boolean isPossible() {
        return impossible.isEmpty();
    }
}
