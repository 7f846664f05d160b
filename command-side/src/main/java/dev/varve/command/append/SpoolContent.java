package dev.varve.command.append;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a spool holds: a header and facts, each a line of a checksum, a space, and JSON. Behind the last line stand the zeros that were
 * written to reserve the room; anything else there is a line that was cut off, or damaged.
 *
 * @param header {@code null} if nothing is kept
 * @param unreadableBytes how much stands behind the last whole line
 */
record SpoolContent(SpoolHeader header, List<KeptFact> facts, int unreadableBytes) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int CHECKSUM = 8;

    static byte[] line(Object value) {
        var json = JSON.writeValueAsBytes(value);
        var sum = checksum(json, 0, json.length) + " ";
        var line = new byte[sum.length() + json.length + 1];
        System.arraycopy(sum.getBytes(StandardCharsets.US_ASCII), 0, line, 0, sum.length());
        System.arraycopy(json, 0, line, sum.length(), json.length);
        line[line.length - 1] = '\n';
        return line;
    }

    static SpoolContent of(byte[] bytes) {
        SpoolHeader header = null;
        var facts = new ArrayList<KeptFact>();
        int start = 0;
        for (int end = lineEnd(bytes, start); end >= 0 && isWhole(bytes, start, end); end = lineEnd(bytes, start)) {
            var json = Arrays.copyOfRange(bytes, start + CHECKSUM + 1, end);
            try {
                if (header == null) {
                    header = JSON.readValue(json, SpoolHeader.class);
                } else {
                    facts.add(JSON.readValue(json, KeptFact.class));
                }
            } catch (JacksonException ofAnotherRelease) {
                break;
            }
            start = end + 1;
        }
        return new SpoolContent(header, List.copyOf(facts), withoutZeros(bytes) - start);
    }

    private static int lineEnd(byte[] bytes, int start) {
        for (int i = start; i < bytes.length && bytes[i] != 0; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static boolean isWhole(byte[] bytes, int start, int end) {
        int json = start + CHECKSUM + 1;
        return json < end
                && checksum(bytes, json, end - json)
                        .equals(new String(bytes, start, CHECKSUM, StandardCharsets.ISO_8859_1));
    }

    private static String checksum(byte[] bytes, int from, int length) {
        var sum = new CRC32();
        sum.update(bytes, from, length);
        return String.format("%08x", sum.getValue());
    }

    private static int withoutZeros(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }
}
