package dev.varve.command.run;

import dev.varve.command.append.Redaction;
import dev.varve.events.BlobRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A run's own files beside the store: the statement ledger and the tool's output. */
public final class RunFiles {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int HEAD_CHARACTERS = 200;

    private final Path folder;

    /** @param folder made if missing, readable by its owner only */
    public RunFiles(Path folder) {
        this.folder = folder;
        try {
            dev.varve.cli.PrivateFiles.makeFolder(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException("the run's folder cannot be made", failed);
        }
    }

    public Path ledger() {
        return folder.resolve("ledger.jsonl");
    }

    public Path output() {
        return folder.resolve("output.log");
    }

    /** The ledger's lines about one revision, redacted; empty if there are none. */
    public byte[] ledgerOf(String revision, Redaction redaction) {
        try (var lines = Files.lines(ledger(), StandardCharsets.UTF_8)) {
            return lines.filter(line -> isAbout(line, revision))
                    .map(redaction::of)
                    .map(line -> line + "\n")
                    .collect(Collectors.joining())
                    .getBytes(StandardCharsets.UTF_8);
        } catch (NoSuchFileException none) {
            return new byte[0];
        } catch (IOException | UncheckedIOException failed) {
            throw new IllegalStateException("expected to read the statement ledger " + ledger(), failed);
        }
    }

    /** What the tool printed and the error's own detail, redacted; empty if both are. */
    public byte[] output(String detail, Redaction redaction) {
        var said = "";
        try {
            said = Files.readString(output(), StandardCharsets.UTF_8);
        } catch (IOException none) {
            said = "";
        }
        var whole = said + (detail == null ? "" : detail);
        return redaction.of(whole).getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isAbout(String line, String revision) {
        try {
            return revision.equals(JSON.readTree(line).path("revision").asString(""));
        } catch (JacksonException torn) {
            return false;
        }
    }

    /** How an event refers to a big payload. */
    static BlobRef refTo(byte[] content) {
        try {
            var hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
            var text = new String(content, StandardCharsets.UTF_8);
            return new BlobRef(hash, content.length, text.substring(0, Math.min(HEAD_CHARACTERS, text.length())));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
