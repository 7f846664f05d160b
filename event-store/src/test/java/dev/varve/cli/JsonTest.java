package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {

    record Sample(String zebra, Integer apple, Instant at, ExitCode exit, List<String> names) {}

    @Test
    void writesNullsTimesAndEnumsAsTheContractSays() {
        var sample = new Sample("z", null, Instant.parse("2026-11-22T03:04:05.123456Z"), ExitCode.DONE, List.of());
        assertThat(Json.text(sample).replaceAll("\\s", ""))
                .isEqualTo("{\"zebra\":\"z\",\"apple\":null,\"at\":\"2026-11-22T03:04:05.123456Z\","
                        + "\"exit\":\"DONE\",\"names\":[]}");
    }

    @Test
    void writesUtf8WhateverTheStreamsEncodingIs() {
        var bytes = new ByteArrayOutputStream();
        Json.print(new PrintStream(bytes, true, StandardCharsets.US_ASCII), List.of("größe"));
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("\"größe\"").endsWith("]\n");
    }

    @Test
    void escapesWhatATerminalWouldObeyOrHide() {
        assertThat(Json.text(List.of("\u001b[2J\u009b\u202e\ud800\u007f")))
                .contains("\"\\u001B[2J\\u009b\\u202e\\ud800\\u007f\"");
    }

    @Test
    void readsBackAsWhatWasWritten() {
        assertThat(Json.tree(new Sample("z", 3, null, null, List.of("\n"))))
                .extracting("zebra", "apple", "names")
                .containsExactly("z", 3, List.of("\n"));
    }
}
