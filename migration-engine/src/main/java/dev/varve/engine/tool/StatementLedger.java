package dev.varve.engine.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * The local file to which every statement is written before it runs: one JSON object a line, appended, never rewritten.
 *
 * <p>Fields of every line: {@code at} (RFC 3339), {@code revision}, {@code ordinal} (from 1, in its step), {@code event} and
 * {@code connection} (the tool's connections, counted from 1).
 *
 * <p>Lines about a statement, {@code event} {@code start} or {@code end}: {@code inTransaction}, {@code autocommit} (whether the driver
 * begins no transaction of its own), {@code durationMillis} and {@code rows} ({@code null} at the start), {@code sql} ({@code null} at the
 * end), and at the end {@code error} and {@code lost} (whether the connection was). Values bound to a statement are never written.
 *
 * <p>Lines about a transaction, with an {@code ordinal} of {@code null}: {@code begin}; {@code transactionId} with the server's own number
 * as {@code transactionId} and its start as {@code server}; {@code committing}, on the disk before the commit is sent, where
 * {@code flushed} says whether the server's log holds the number already; {@code committed}; {@code commitFailed} with {@code error} and
 * {@code lost}; {@code rolledBack}; {@code savepoint}, {@code rolledBackTo} and {@code released} with a {@code name}; {@code closed}.
 *
 * <p>A line {@code again} where a tool appends to what a former one wrote: its connections are gone, and are counted from 1 anew.
 *
 * <p>A finished write survives a kill of this process; it is forced to the disk before every statement that may change the schema.
 */
public final class StatementLedger implements AutoCloseable {

    /** The line of a transaction that must be durable before the act. */
    private static final String COMMITTING = "committing";

    private static final String AGAIN = "again";

    private static final Pattern HARMLESS = Pattern.compile(
            "\\A(?:\\s|--[^\\n]*(?:\\n|\\z)|/\\*.*?\\*/)*(?:insert|update|delete|select|values|with)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final FileChannel channel;
    private final Clock clock;

    private StatementLedger(FileChannel channel, Clock clock) {
        this.channel = channel;
        this.clock = clock;
    }

    /**
     * Opens the ledger for appending; creates it and its folder if missing.
     *
     * @throws UncheckedIOException if that cannot be done: without a ledger nothing may run
     */
    public static StatementLedger appendTo(Path file, Clock clock) {
        try {
            var folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            var ledger = new StatementLedger(
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND), clock);
            if (Files.size(file) > 0) {
                ledger.write(ledger.begun(null, null, AGAIN, null));
            }
            return ledger;
        } catch (IOException failure) {
            throw new UncheckedIOException("expected to append to the statement ledger " + file, failure);
        }
    }

    /**
     * Where a statement runs.
     *
     * @param connection which of the tool's connections; {@code null} if it is not known
     * @param inTransaction whether the driver is inside a transaction; {@code null} if it does not tell
     * @param autocommit whether the driver begins no transaction of its own; {@code null} if it does not tell
     */
    public record Place(String revision, int ordinal, Integer connection, Boolean inTransaction, Boolean autocommit) {}

    /** Writes that a statement is about to run; on the disk when this returns if it may change the schema. */
    public void starting(Place place, String sql) {
        write(line(place, "start", null, null, sql));
        if (!HARMLESS.matcher(sql).lookingAt()) {
            force();
        }
    }

    /** Writes that a statement ended well; {@code rows} is {@code null} if the driver does not tell. */
    public void finished(Place place, long durationMillis, Long rows) {
        failed(place, durationMillis, rows, null, null);
    }

    /**
     * Writes that a statement ended, badly if {@code error} names one.
     *
     * @param lost whether the connection was lost; {@code null} if nobody can tell
     */
    public void failed(Place place, long durationMillis, Long rows, String error, Boolean lost) {
        var line = line(place, "end", durationMillis, rows, null);
        line.put("error", error);
        line.put("lost", lost);
        write(line);
    }

    /**
     * Writes what a transaction came to; {@code committing} is on the disk when this returns.
     *
     * @param more further fields of that event
     */
    public void transaction(String event, Integer connection, String revision, Map<String, ?> more) {
        var line = begun(revision, null, event, connection);
        line.putAll(more);
        write(line);
        if (event.equals(COMMITTING)) {
            force();
        }
    }

    /** Writes a line that was made elsewhere, as it is; on the disk when this returns. */
    public void append(Map<String, ?> line) {
        write(line);
        force();
    }

    private Map<String, Object> line(Place place, String event, Long durationMillis, Long rows, String sql) {
        var line = begun(place.revision(), place.ordinal(), event, place.connection());
        line.put("inTransaction", place.inTransaction());
        line.put("autocommit", place.autocommit());
        line.put("durationMillis", durationMillis);
        line.put("rows", rows);
        line.put("sql", sql);
        return line;
    }

    private Map<String, Object> begun(String revision, Integer ordinal, String event, Integer connection) {
        var line = new LinkedHashMap<String, Object>();
        line.put("at", clock.instant().toString());
        line.put("revision", revision);
        line.put("ordinal", ordinal);
        line.put("event", event);
        line.put("connection", connection);
        return line;
    }

    private void write(Map<String, ?> line) {
        var bytes = ByteBuffer.wrap((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "expected to write to the statement ledger; nothing further may run", failure);
        }
    }

    private void force() {
        try {
            channel.force(false);
        } catch (IOException failure) {
            throw new UncheckedIOException("expected to force the statement ledger to the disk", failure);
        }
    }

    @Override
    public void close() {
        try (channel) {
            channel.force(false);
        } catch (IOException failure) {
            throw new UncheckedIOException("expected to close the statement ledger", failure);
        }
    }
}
