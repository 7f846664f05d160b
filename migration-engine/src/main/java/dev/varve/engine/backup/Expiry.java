package dev.varve.engine.backup;

import dev.varve.engine.observation.Observation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Removes old backups, and what killed ones left behind. */
final class Expiry {

    private static final Duration ABANDONED_AFTER = Duration.ofDays(1);

    private final Receipts receipts;
    private final Path folder;
    private final Clock clock;

    Expiry(Receipts receipts, Path folder, Clock clock) {
        this.receipts = receipts;
        this.folder = folder;
        this.clock = clock;
    }

    List<Backup> expire(
            List<Backup> backups, RetentionPolicy policy, Set<String> protectedIds, Consumer<Observation> observer) {
        var keep = new HashSet<>(protectedIds);
        keep.addAll(newestProven(backups, policy.keepNewest()));
        var limit = clock.instant().minus(policy.youngest());
        var expired = backups.stream()
                .filter(backup ->
                        !keep.contains(backup.id()) && backup.takenAt().isBefore(limit))
                .toList();
        var why = "older than " + policy.youngest().toDays() + " days";
        try {
            for (var backup : expired) {
                observer.accept(new Observation.BackupExpiring(backup.id(), backup.path(), why));
                remove(backup);
                observer.accept(new Observation.BackupExpired(backup.id(), why));
            }
            removeAbandoned();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot remove expired backups from " + folder, failed);
        }
        return expired;
    }

    private void remove(Backup backup) throws IOException {
        // the file first: a receipt without its file is told as missing, a file without receipt by nobody
        delete(Path.of(backup.path()));
        Files.deleteIfExists(receipts.receiptFile(backup.id()));
    }

    /** A file, or a folder with all that is in it. */
    private static void delete(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (var below = Files.walk(path)) {
            for (var each : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static Set<String> newestProven(List<Backup> backups, int count) {
        var byTarget = new TreeMap<String, List<String>>();
        backups.stream()
                .filter(Backup::isProven)
                .forEach(backup -> byTarget.computeIfAbsent(backup.target(), target -> new ArrayList<>())
                        .add(backup.id()));
        var newest = new HashSet<String>();
        byTarget.values().forEach(ids -> newest.addAll(ids.subList(Math.max(0, ids.size() - count), ids.size())));
        return newest;
    }

    private void removeAbandoned() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        var limit = clock.instant().minus(ABANDONED_AFTER);
        try (var files = Files.newDirectoryStream(folder, ".*.partial*")) {
            for (var file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    delete(file);
                }
            }
        }
    }
}
