package dev.varve.command.browser;

import com.microsoft.playwright.Page;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** What a window shows, as a small PNG: with the colours that it has most of, and the nearest of them for each other one. */
final class Picture {

    private static final int ROOM = 256;

    private Picture() {}

    static void write(Page page, Path file) {
        try {
            Files.createDirectories(file.getParent());
            var taken = ImageIO.read(new ByteArrayInputStream(page.screenshot()));
            ImageIO.write(withPalette(taken), "png", file.toFile());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static BufferedImage withPalette(BufferedImage taken) {
        var pixels = taken.getRGB(0, 0, taken.getWidth(), taken.getHeight(), null, 0, taken.getWidth());
        var palette = palette(pixels);
        var model = new IndexColorModel(8, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE);
        var drawn = new BufferedImage(taken.getWidth(), taken.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
        var places = new HashMap<Integer, Integer>();
        for (int at = 0; at < pixels.length; at++) {
            int place = places.computeIfAbsent(pixels[at], colour -> nearest(colour, palette));
            drawn.getRaster().setSample(at % taken.getWidth(), at / taken.getWidth(), 0, place);
        }
        return drawn;
    }

    private static int[] palette(int[] pixels) {
        var counts = new HashMap<Integer, Integer>();
        for (int pixel : pixels) {
            counts.merge(pixel, 1, Integer::sum);
        }
        return counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(ROOM)
                .mapToInt(Map.Entry::getKey)
                .toArray();
    }

    private static int nearest(int colour, int[] palette) {
        return IntStream.range(0, palette.length)
                .boxed()
                .min(Comparator.comparingInt(place -> distance(colour, palette[place])))
                .orElseThrow();
    }

    private static int distance(int one, int other) {
        int sum = 0;
        for (int bits = 0; bits < 24; bits += 8) {
            sum += square(((one >> bits) & 0xFF) - ((other >> bits) & 0xFF));
        }
        return sum;
    }

    private static int square(int side) {
        return side * side;
    }
}
