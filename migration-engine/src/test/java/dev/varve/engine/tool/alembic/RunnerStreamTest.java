package dev.varve.engine.tool.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunnerStreamTest {

    private static final String MARK = "varve:4711:";

    private final List<String> said = new ArrayList<>();
    private final List<String> printed = new ArrayList<>();

    private void hear(String mark, String text) throws IOException {
        new RunnerStream(mark, said::add, printed::add)
                .read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void hearsOnlyWhatIsMarkedAndTakesTheRestForPrinted() throws IOException {
        hear(MARK, "{\"say\":\"done\"}\n" + MARK + "{\"say\":\"hello\"}\nvarve:4712:{}\nlast");

        assertThat(said).containsExactly("{\"say\":\"hello\"}");
        assertThat(printed).containsExactly("{\"say\":\"done\"}", "varve:4712:{}", "last");
    }

    @Test
    void hearsAMessageBehindWordsWithoutAnEndOfLine() throws IOException {
        hear(MARK, "Pulling image ... " + MARK + "{}\r\n");

        assertThat(said).containsExactly("{}\r");
        assertThat(printed).containsExactly("Pulling image ... ");
    }

    @Test
    void passesALongLineOnInPiecesAndStillHearsAMarkAcrossThem() throws IOException {
        var words = "x".repeat(65_530);
        hear(MARK, words + MARK + "{\"say\":\"" + "y".repeat(200_000) + "\"}\n");

        assertThat(String.join("", printed)).isEqualTo(words);
        assertThat(said).singleElement().asString().hasSize(200_010);
    }

    @Test
    void holdsNoMoreThanAPieceOfALineWithoutAnEnd() throws IOException {
        hear(null, "äöü".repeat(100_000));

        assertThat(String.join("", printed)).isEqualTo("äöü".repeat(100_000));
        assertThat(printed).allSatisfy(piece -> assertThat(piece.length()).isLessThan(80_000));
        assertThat(said).isEmpty();
    }
}
