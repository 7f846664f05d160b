package dev.varve.engine.swap;

import dev.varve.engine.database.Database;
import dev.varve.engine.database.SqliteDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Whether a copy can take a database's place, and whether it should without being asked.
 *
 * @param impossible why it cannot, as sentences that continue "expected"; empty if it can
 * @param unwise why it should not unless an operator says so; empty if nothing speaks against it
 */
public record SwapFitness(List<String> impossible, List<String> unwise) {

    public SwapFitness {
        impossible = List.copyOf(impossible);
        unwise = List.copyOf(unwise);
    }

    /** Looks; touches nothing. */
    public static SwapFitness of(Database database) {
        if (!(database instanceof SqliteDatabase)) {
            return new SwapFitness(
                    List.of("a SQLite file, found a database of kind "
                            + database.kind().word()),
                    List.of());
        }
        var main = database.files().main();
        try {
            return new SwapFitness(impossible(main), unwise(database));
        } catch (IOException unreadable) {
            return new SwapFitness(
                    List.of("to see the file's attributes, found " + unreadable.getMessage()), List.of());
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

    private static List<String> unwise(Database database) {
        var users = database.openElsewhere(Set.of());
        var reasons = new ArrayList<String>();
        if (!users.isEmpty()) {
            reasons.add("nobody to have it open, found " + users.inWords());
        }
        if (!users.complete()) {
            reasons.add("to see every process's open files, found that some are hidden from here:"
                    + " nobody can tell that the application is stopped");
        }
        return reasons;
    }

    public boolean isPossible() {
        return impossible.isEmpty();
    }

    /** Whether nothing speaks against it at all. */
    public boolean isFit() {
        return impossible.isEmpty() && unwise.isEmpty();
    }

    /** Every reason in one sentence; empty if there is none. */
    public String inWords() {
        var all = new ArrayList<>(impossible);
        all.addAll(unwise);
        return all.isEmpty() ? "" : "expected " + String.join("; expected ", all);
    }
}
