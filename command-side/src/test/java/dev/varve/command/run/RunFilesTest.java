package dev.varve.command.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.command.append.Redaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class RunFilesTest {

    private static final String SECRET = "hunter2-hunter2";
    private static final Redaction REDACTION = new Redaction(Map.of("S1", SECRET));
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private RunFiles files;

    @BeforeEach
    void open() {
        files = new RunFiles(folder);
    }

    @Test
    void keepsAShortLedgerWholeAndOnlyTheRevisionsLines() throws IOException {
        Files.writeString(
                files.ledger(), line("a1", 1, "SELECT 1") + line("b2", 1, "SELECT '" + SECRET + "'") + "{\"at\":\"to");

        assertThat(text(files.ledgerOf("b2", REDACTION))).isEqualTo(line("b2", 1, "SELECT '[redacted]'"));
        assertThat(files.ledgerOf("c3", REDACTION)).isEmpty();
    }

    @Test
    void keepsBeginningAndEndOfALongLedgerAndSaysWhatIsLeftOut() throws Exception {
        var all = new StringBuilder();
        for (int i = 1; i <= 20_000; i++) {
            all.append(line("a1", i, "INSERT INTO t VALUES ('" + "x".repeat(50) + "')"));
        }
        Files.writeString(files.ledger(), all);

        var kept = text(files.ledgerOf("a1", REDACTION))
                .lines()
                .map(JSON::readTree)
                .toList();

        assertThat(kept.getFirst().path("ordinal").asInt()).isEqualTo(1);
        assertThat(kept.getLast().path("ordinal").asInt()).isEqualTo(20_000);
        var note = kept.stream()
                .filter(line -> line.has("leftOutLines"))
                .findFirst()
                .orElseThrow();
        assertThat(note.path("leftOutLines").asInt()).isEqualTo(20_000 - (kept.size() - 1));
        assertThat(note.path("file").asString()).isEqualTo(files.ledger().toString());
        assertThat(note.path("fileBytes").asLong()).isEqualTo(Files.size(files.ledger()));
        assertThat(note.path("fileSha256").asString()).isEqualTo(sha256(Files.readAllBytes(files.ledger())));
        assertThat(files.ledgerOf("a1", REDACTION)).hasSizeLessThan(2 * Excerpt.LONGEST_PART + 1000);
    }

    @Test
    void keepsTheBeginningOfAStatementThatIsTooLongAndNoHalfOfASecret() throws IOException {
        var whole = line("a1", 1, "SELECT '" + "x".repeat(BoundedLines.LONGEST) + "'");
        var at = whole.indexOf("xxx");
        for (int shift = -SECRET.length() - 2; shift <= 2; shift++) {
            var place = BoundedLines.LONGEST + shift;
            Files.writeString(files.ledger(), whole.substring(0, place) + SECRET + whole.substring(place));

            var kept = JSON.readTree(text(files.ledgerOf("a1", REDACTION)));

            assertThat(kept.path("lineBytes").asInt()).isEqualTo(whole.length() - 1 + SECRET.length());
            assertThat(kept.path("beginning").asString())
                    .startsWith(whole.substring(0, at + 1000))
                    .doesNotContain("hun");
        }
    }

    @Test
    void keepsBeginningAndEndOfALongOutputAndTheErrorsDetail() throws IOException {
        Files.writeString(files.output(), "begins " + SECRET + "\n" + "noise\n".repeat(200_000) + "ends\n");

        var kept = text(files.output("Traceback: " + SECRET, REDACTION));

        assertThat(kept)
                .startsWith("begins [redacted]\nnoise\n")
                .endsWith("noise\nends\nTraceback: [redacted]\n")
                .contains("\n[left out: ")
                .contains(" lines, ", " bytes; the whole, " + files.output() + " and the error's detail, has ")
                .hasSizeLessThan(2 * Excerpt.LONGEST_PART + 1000);
    }

    @Test
    void keepsNothingWhereNothingWasSaid() {
        assertThat(files.output(null, REDACTION)).isEmpty();
        assertThat(files.ledgerOf("a1", REDACTION)).isEmpty();
    }

    private static String line(String revision, int ordinal, String sql) {
        return "{\"at\":\"2026-11-24T10:00:00Z\",\"revision\":\"" + revision + "\",\"ordinal\":" + ordinal
                + ",\"event\":\"start\",\"sql\":\"" + sql + "\"}\n";
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
