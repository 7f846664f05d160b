package dev.varve.command.run;

import dev.varve.cli.PrivateFiles;
import dev.varve.command.append.Redaction;
import dev.varve.engine.hash.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run's own files beside the store: the statement ledger and the tool's output. They may be of any size: an event keeps their
 * beginning and their end, and says what it leaves out.
 */
public final class RunFiles {

    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;

    /** @param folder made if missing, readable by its owner only */
    public RunFiles(Path folder) {
        this.folder = folder;
        try {
            PrivateFiles.makeFolder(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException("the run's folder cannot be made", failed);
        }
    }

    public Path ledger() {
        return ledgerIn(folder);
    }

    /** Where a run's ledger lies in its folder, whether or not either is there. */
    static Path ledgerIn(Path folder) {
        return folder.resolve("ledger.jsonl");
    }

    /** The statements of the rehearsal, which ran on a copy. */
    public Path rehearsalLedger() {
        return folder.resolve("rehearsal-ledger.jsonl");
    }

    public Path output() {
        return folder.resolve("output.log");
    }

    /** The ledger's lines about one revision, redacted, each a JSON object; empty if there are none. */
    public byte[] ledgerOf(String revision, Redaction redaction) {
        return ledgerOf(ledger(), revision, redaction);
    }

    /** Likewise, of a ledger of this run. */
    byte[] ledgerOf(Path ledger, String revision, Redaction redaction) {
        var excerpt = new Excerpt(redaction, cut -> json("lineBytes", cut.bytes(), "beginning", cut.head()));
        var digest = new Sha256();
        var lines = new BoundedLines(digest, line -> {
            if (isAbout(line.head(), revision)) {
                excerpt.add(line);
            }
        });
        try (var file = open(ledger)) {
            lines.read(file);
        } catch (IOException failed) {
            throw new UncheckedIOException("expected to read the statement ledger " + ledger, failed);
        }
        var hash = digest.hex();
        return excerpt.bytes(leftOut -> json(
                "leftOutLines", leftOut.lines(),
                "leftOutBytes", leftOut.bytes(),
                "file", ledger.toString(),
                "fileBytes", lines.bytes(),
                "fileSha256", hash));
    }

    /** What the tool printed and the error's own detail, redacted; empty if both are. */
    public byte[] output(String detail, Redaction redaction) {
        var excerpt = new Excerpt(redaction, cut -> cut.head() + " [the line has " + cut.bytes() + " bytes]");
        var digest = new Sha256();
        var lines = new BoundedLines(digest, excerpt::add);
        var more = new ByteArrayInputStream((detail == null ? "" : detail).getBytes(StandardCharsets.UTF_8));
        try (var all = new SequenceInputStream(open(output()), more)) {
            lines.read(all);
        } catch (IOException failed) {
            throw new UncheckedIOException("expected to read what the tool printed, " + output(), failed);
        }
        var hash = digest.hex();
        return excerpt.bytes(
                leftOut -> "[left out: " + leftOut.lines() + " lines, " + leftOut.bytes() + " bytes; the whole, "
                        + output() + " and the error's detail, has " + lines.bytes() + " bytes, SHA-256 " + hash + "]");
    }

    private static InputStream open(Path file) throws IOException {
        return Files.exists(file) ? Files.newInputStream(file) : InputStream.nullInputStream();
    }

    /** Reads no further than it must: of a long line only the beginning is there. */
    static boolean isAbout(String head, String revision) {
        try (var parser = JSON.createParser(head)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.PROPERTY_NAME && parser.currentName().equals("revision")) {
                    parser.nextToken();
                    return revision.equals(parser.getString());
                }
            }
            return false;
        } catch (JacksonException torn) {
            return false;
        }
    }

    private static String json(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            object.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
        }
        return JSON.writeValueAsString(object);
    }
}
