package dev.varve.engine.presence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One whole answer of HTTP/1.1 (<a href="https://www.rfc-editor.org/rfc/rfc9112#name-message-body">RFC 9112, 6</a>). */
final class HttpAnswer {

    private static final String BLANK_LINE = "\r\n\r\n";

    private final String statusLine;
    private final String headers;
    private final byte[] raw;

    private HttpAnswer(String statusLine, String headers, byte[] raw) {
        this.statusLine = statusLine;
        this.headers = headers;
        this.raw = raw;
    }

    /** @throws IOException if it is no HTTP, or cut off */
    static HttpAnswer parse(byte[] bytes) throws IOException {
        // One character a byte, so that positions in the text are positions in the bytes.
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        var end = text.indexOf(BLANK_LINE);
        if (end < 0 || !text.startsWith("HTTP/1.")) {
            throw new IOException("an answer that is not HTTP");
        }
        var firstLine = text.indexOf("\r\n");
        var body = new byte[bytes.length - end - BLANK_LINE.length()];
        System.arraycopy(bytes, end + BLANK_LINE.length(), body, 0, body.length);
        return new HttpAnswer(
                text.substring(0, firstLine), text.substring(firstLine, end).toLowerCase(Locale.ROOT), body);
    }

    /**
     * The body as UTF-8.
     *
     * @throws IOException if the status is not 200, or the body is cut off
     */
    String body() throws IOException {
        if (!statusLine.matches("HTTP/1\\.[01] 200( .*)?")) {
            throw new IOException("the answer " + statusLine.replaceFirst("^HTTP/1\\.[01] ", ""));
        }
        var body = headers.contains("\r\ntransfer-encoding: chunked") ? chunks() : raw;
        return new String(body, StandardCharsets.UTF_8);
    }

    private byte[] chunks() throws IOException {
        var text = new String(raw, StandardCharsets.ISO_8859_1);
        var body = new ByteArrayOutputStream();
        var at = 0;
        while (true) {
            var endOfLine = text.indexOf("\r\n", at);
            if (endOfLine < 0) {
                throw new IOException("an answer that is cut off");
            }
            var size = size(text.substring(at, endOfLine));
            if (size == 0) {
                return body.toByteArray();
            }
            var begin = endOfLine + 2;
            if (size > raw.length - begin) {
                throw new IOException("an answer that is cut off");
            }
            body.write(raw, begin, size);
            at = begin + size + 2;
        }
    }

    private static int size(String line) throws IOException {
        try {
            return Integer.parseUnsignedInt(line.split(";", 2)[0].strip(), 16);
        } catch (NumberFormatException torn) {
            throw new IOException("an answer with a chunk of no size", torn);
        }
    }
}
