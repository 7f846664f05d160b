package dev.varve.engine.backup.postgres;

import dev.varve.engine.files.Durable;
import dev.varve.engine.hash.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** A dump on disk: one file, or a folder of files. */
record Archive(Path path, DumpFormat format) {

    boolean exists() {
        return format == DumpFormat.CUSTOM
                ? Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                : Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    long sizeBytes() throws IOException {
        long size = 0;
        for (var file : files()) {
            size += Files.size(file);
        }
        return size;
    }

    /** Of the file; of a folder over the names and hashes of its files. In lower-case hex, from a fresh read. */
    String sha256() throws IOException {
        if (format == DumpFormat.CUSTOM) {
            return Durable.sha256(path);
        }
        var hash = new Sha256();
        for (var file : files()) {
            hash.addText(path.relativize(file).toString()).addText(Durable.sha256(file));
        }
        return hash.hex();
    }

    /** Makes it last under its name. */
    void sync() throws IOException {
        for (var file : files()) {
            Durable.syncFile(file);
        }
        if (format == DumpFormat.DIRECTORY) {
            Durable.syncFolder(path);
        }
    }

    void discard() throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (var below = Files.walk(path)) {
            for (var each : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private List<Path> files() throws IOException {
        try (var below = Files.walk(path)) {
            return below.filter(each -> !Files.isDirectory(each)).sorted().toList();
        }
    }
}
