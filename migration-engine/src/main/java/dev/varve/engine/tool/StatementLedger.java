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
 * <p>Fields, always all of them: {@code at} (RFC 3339), {@code revision}, {@code ordinal} (from 1, in its step), {@code event}
 * ({@code start} or {@code end}), {@code sql} ({@code null} at the end), {@code inTransaction}, {@code durationMillis} and
 * {@code rows} ({@code null} at the start). A finished write survives a kill of this process; it is forced to the disk before
 * every statement that may change the schema. Values bound to a statement are never written.
 */
public final class StatementLedger implements AutoCloseable {

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
            return new StatementLedger(
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND), clock);
        } catch (IOException failure) {
            throw new UncheckedIOException("expected to append to the statement ledger " + file, failure);
        }
    }

    /** Writes that a statement is about to run; on the disk when this returns if it may change the schema. */
    public void starting(String revision, int ordinal, String sql, Boolean inTransaction) {
        write(line(revision, ordinal, "start", sql, inTransaction, null, null));
        if (!HARMLESS.matcher(sql).lookingAt()) {
            force();
        }
    }

    /** Writes that a statement ended, well or not; {@code rows} is {@code null} if the driver does not tell. */
    public void finished(String revision, int ordinal, Boolean inTransaction, long durationMillis, Long rows) {
        write(line(revision, ordinal, "end", null, inTransaction, durationMillis, rows));
    }

    private Map<String, Object> line(
            String revision,
            int ordinal,
            String event,
            String sql,
            Boolean inTransaction,
            Long durationMillis,
            Long rows) {
        var line = new LinkedHashMap<String, Object>();
        line.put("at", clock.instant().toString());
        line.put("revision", revision);
        line.put("ordinal", ordinal);
        line.put("event", event);
        line.put("sql", sql);
        line.put("inTransaction", inTransaction);
        line.put("durationMillis", durationMillis);
        line.put("rows", rows);
        return line;
    }

    private void write(Map<String, Object> line) {
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
