package dev.varve.engine.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Why a process that has a file open may be overlooked from here. */
final class BlindSpots {

    /**
     * The namespace that a machine starts with has a number of its own in every Linux since 3.8: {@code PROC_PID_INIT_INO} of
     * the kernel's {@code include/linux/proc_ns.h}.
     */
    private static final String FIRST_PID_NAMESPACE = "pid:[4026531836]";

    /** The first process of a machine starts and buries the others; it opens no application's database. */
    private static final long INIT = 1;

    /** File systems that one machine has to itself. Of any other, or one that comes later, we cannot tell. */
    private static final Set<String> LOCAL = Set.of(
            "ext2",
            "ext3",
            "ext4",
            "xfs",
            "btrfs",
            "bcachefs",
            "zfs",
            "f2fs",
            "jfs",
            "nilfs2",
            "reiserfs",
            "tmpfs",
            "ramfs",
            "overlay",
            "aufs",
            "ecryptfs",
            "vfat",
            "exfat",
            "ntfs3",
            "fuseblk");

    private final Path file;
    private final Map<Long, String> forbidden;

    /** @param forbidden the processes that may not be looked into, by id, with their commands */
    BlindSpots(Path file, Map<Long, String> forbidden) {
        this.file = file;
        this.forbidden = new HashMap<>(forbidden);
    }

    List<String> inWords() {
        if (!Files.isDirectory(HandleSearch.PROC.resolve("self/fd"))) {
            return List.of("this system does not tell which process has which file open (no /proc)");
        }
        var spots = new ArrayList<String>();
        namespace(spots);
        forbiddenProcesses(spots);
        sharedFileSystem(spots);
        return spots;
    }

    private void namespace(List<String> spots) {
        var namespace = namespaceOrNull();
        if (!FIRST_PID_NAMESPACE.equals(namespace)) {
            spots.add("processes outside of this container or PID namespace (" + namespace + ") cannot be seen");
            return;
        }
        forbidden.remove(INIT);
        if (!Files.exists(HandleSearch.PROC.resolve(Long.toString(INIT)))) {
            spots.add("/proc hides other processes (hidepid)");
        }
    }

    private static String namespaceOrNull() {
        try {
            return Files.readSymbolicLink(HandleSearch.PROC.resolve("self/ns/pid"))
                    .toString();
        } catch (IOException unreadable) {
            return null;
        }
    }

    private void forbiddenProcesses(List<String> spots) {
        forbidden.entrySet().stream()
                .max(Map.Entry.comparingByKey())
                .ifPresent(latest -> spots.add(forbidden.size() + " processes cannot be looked into, such as "
                        + latest.getValue() + " (pid " + latest.getKey() + "); as root they can"));
    }

    private void sharedFileSystem(List<String> spots) {
        var type = typeOrNull();
        if (type == null || !LOCAL.contains(type)) {
            spots.add("the file stands on a file system of type " + type + ", which other machines may share");
        }
    }

    private String typeOrNull() {
        try {
            return Files.getFileStore(Files.exists(file) ? file : file.getParent())
                    .type();
        } catch (IOException unknown) {
            return null;
        }
    }
}
