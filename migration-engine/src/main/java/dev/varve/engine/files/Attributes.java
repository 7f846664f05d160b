package dev.varve.engine.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;

/**
 * What a file carries beside its content: mode, owner, group, access control list, security label and extended attributes. The last
 * three are copied by {@code cp} of coreutils, a process of its own: Java reads them by opening the file, which would drop an engine's
 * locks, and knows only those of the user.
 */
public final class Attributes {

    private Attributes() {}

    /**
     * Gives a copy what the file that it replaces carries; a new file stays private to its owner.
     *
     * @throws IOException if mode, owner or group cannot be given; the rest is given where the file system has it
     */
    public static void takeOver(Path former, Path copy) throws IOException {
        if (!Files.exists(former)) {
            return;
        }
        var written = Files.getLastModifiedTime(copy);
        copyAll(former, copy);
        var from = view(former).readAttributes();
        var to = view(copy);
        if (!to.readAttributes().owner().equals(from.owner())) {
            to.setOwner(from.owner());
        }
        if (!to.readAttributes().group().equals(from.group())) {
            to.setGroup(from.group());
        }
        to.setPermissions(from.permissions());
        // Backups by time of change must not pass over the new content.
        Files.setLastModifiedTime(copy, written);
    }

    private static PosixFileAttributeView view(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static void copyAll(Path former, Path copy) throws IOException {
        var copying = new ProcessBuilder(
                        "cp", "--attributes-only", "--preserve=all", "--", former.toString(), copy.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(copying.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (copying.waitFor() != 0) {
                throw new IOException(
                        "expected cp to give " + copy + " the attributes of " + former + ", found: " + said.strip());
            }
        } catch (InterruptedException interrupted) {
            copying.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while copying the attributes of " + former, interrupted);
        }
    }
}
