package dev.varve.engine.salvage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Damages a file as broken disks do, and tells where to. */
record Wound(Path file) {

    static final int PAGE = 4096;

    /** The pages that begin with this byte: 5 for a table's inner pages, 13 for its leaves, 10 for an index's leaves. */
    List<Integer> pages(int kind) throws IOException {
        var pages = new ArrayList<Integer>();
        var bytes = Files.readAllBytes(file);
        for (var page = 2; page <= bytes.length / PAGE; page++) {
            if (bytes[(page - 1) * PAGE] == kind) {
                pages.add(page);
            }
        }
        return pages;
    }

    void overwrite(long page, int value) throws IOException {
        var bytes = new byte[PAGE];
        Arrays.fill(bytes, (byte) value);
        write((page - 1) * PAGE, bytes);
    }

    void flip(long place, int bit) throws IOException {
        var bytes = Files.readAllBytes(file);
        write(place, new byte[] {(byte) (bytes[(int) place] ^ (1 << bit))});
    }

    void cutTo(long bytes) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(bytes);
        }
    }

    private void write(long place, byte[] bytes) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), place);
        }
    }
}
