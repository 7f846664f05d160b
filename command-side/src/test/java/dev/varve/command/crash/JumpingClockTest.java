package dev.varve.command.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What fails is the clock. */
class JumpingClockTest {

    @TempDir
    Path folder;

    private SqliteSite site;

    @AfterEach
    void close() throws Exception {
        site.close();
    }

    @Test
    void whereTheClockJumpsInTheRunAndBetweenRunsNothingIsLostAndTheUpgradeIsWhole() throws Exception {
        site = SqliteSite.in(folder, Strategy.IN_PLACE, Tool.FLYWAY, MigrationSet.SLOW);
        var clock = Files.writeString(folder.resolve("clock"), "+0");
        var session = site.start(underTheClock("FAKETIME_TIMESTAMP_FILE=" + clock, "FAKETIME_CACHE_DURATION=1"));
        site.witness().await("StepStarted", 1, session.process());
        Files.writeString(clock, "-400d");
        session.end().exits(0);
        assertThat(site.truth().end()).isEqualTo(Truth.End.AFTER);

        site.start(underTheClock("FAKETIME=+400d")).end().exits(0);

        var times = Aftermath.acknowledgedIsKept(site).stream()
                .map(event -> event.path("at").asString())
                .toList();
        assertThat(times)
                .as("the clock did jump")
                .isNotEqualTo(times.stream().sorted().toList());
        site.terminal().type("verify").exits(0);
        site.terminal().type("diagnose", Site.NAME).exits(0);
    }

    private static List<String> underTheClock(String... settings) {
        var line = new ArrayList<>(List.of("env", "LD_PRELOAD=" + DebianTool.FAKETIME.path()));
        line.addAll(List.of(settings));
        line.add("FAKETIME_DONT_FAKE_MONOTONIC=1");
        return line;
    }
}
