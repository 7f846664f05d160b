package dev.varve.command.simulate;

import dev.varve.engine.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** What happens by chance, the same each time: {@link Random}'s algorithm is laid down, whatever the release of Java. */
final class Chance {

    private static final int LONG_DIGITS = 16;
    private static final int HASH_LONGS = 4;
    private static final HexFormat HEX = HexFormat.of();

    private final Random random;

    /** @param stream tells what it is for: other streams of the same seed give other numbers */
    Chance(long seed, long stream) {
        random = new Random(beginning(seed, stream));
    }

    /** Neighbouring seeds would begin alike. */
    private static long beginning(long seed, long stream) {
        var hash = Sha256.of((seed + "/" + stream).getBytes(StandardCharsets.UTF_8));
        return HexFormat.fromHexDigitsToLong(hash, 0, LONG_DIGITS);
    }

    /** One of several, and how often beside the others. */
    record Share<T>(int weight, T of) {}

    static <T> Share<T> share(int weight, T of) {
        return new Share<>(weight, of);
    }

    @SafeVarargs
    final <T> T among(Share<T>... shares) {
        int all = 0;
        var several = new ArrayList<Share<T>>();
        for (var share : shares) {
            all += share.weight();
            several.add(share);
        }
        return at(random.nextInt(all), several);
    }

    /** The one in whose share that place is, from 0 on: where chance would be too fickle. */
    static <T> T at(int place, List<Share<T>> shares) {
        int left = place;
        int at = 0;
        while (left >= shares.get(at).weight()) {
            left -= shares.get(at++).weight();
        }
        return shares.get(at).of();
    }

    <T> T oneOf(List<T> several) {
        return several.get(random.nextInt(several.size()));
    }

    boolean percent(int percent) {
        return random.nextInt(100) < percent;
    }

    /** Both included. */
    int between(int from, int to) {
        return from + random.nextInt(to - from + 1);
    }

    /** From 0 on, below 1. */
    double fraction() {
        return random.nextDouble();
    }

    /** As a SHA-256 in hex looks. */
    String hash() {
        var hex = new StringBuilder(HASH_LONGS * LONG_DIGITS);
        for (int i = 0; i < HASH_LONGS; i++) {
            hex.append(HEX.toHexDigits(random.nextLong()));
        }
        return hex.toString();
    }

    /** So many hexadecimal digits, at most 16. */
    String hex(int digits) {
        return HEX.toHexDigits(random.nextLong(), digits);
    }

    /** Of version 7 (RFC 9562, 5.7), which begins with the time: such ids are appended at the end of an index, not all over it. */
    UUID idAt(long epochMillis) {
        long high = (epochMillis << 16) | 0x7000L | random.nextInt(1 << 12);
        long low = 0x8000_0000_0000_0000L | (random.nextLong() >>> 2);
        return new UUID(high, low);
    }
}
