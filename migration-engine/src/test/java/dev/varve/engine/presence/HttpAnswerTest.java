package dev.varve.engine.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HttpAnswerTest {

    private static String body(String answer) throws IOException {
        return HttpAnswer.parse(answer.getBytes(StandardCharsets.UTF_8)).body();
    }

    @Test
    void readsABodyToItsEnd() throws IOException {
        assertThat(body("HTTP/1.0 200 OK\r\nA: b\r\n\r\n[\"ü\"]")).isEqualTo("[\"ü\"]");
    }

    @Test
    void putsChunksTogetherWhichMayCutACharacter() throws IOException {
        var head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        assertThat(body(head + "2;x=y\r\n[]\r\n0\r\n\r\n")).isEqualTo("[]");
        var umlaut = new byte[] {(byte) 0xc3, (byte) 0xbc};
        var cut = (head + "1\r\n?\r\n1\r\n?\r\n0\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        cut[head.length() + 3] = umlaut[0];
        cut[head.length() + 9] = umlaut[1];
        assertThat(HttpAnswer.parse(cut).body()).isEqualTo("ü");
    }

    @Test
    void refusesWhatIsCutOffOrNoAnswer() {
        assertThatThrownBy(() -> body("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n[]"))
                .hasMessage("an answer that is cut off");
        assertThatThrownBy(() -> body("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"))
                .hasMessage("an answer that is cut off");
        assertThatThrownBy(() -> body("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"))
                .hasMessage("an answer with a chunk of no size");
        assertThatThrownBy(() -> body("SSH-2.0-OpenSSH_9.2\r\n")).hasMessage("an answer that is not HTTP");
        assertThatThrownBy(() -> body("HTTP/1.1 403 Forbidden\r\n\r\n")).hasMessage("the answer 403 Forbidden");
    }
}
