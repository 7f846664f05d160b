package dev.varve.query.web.fleet;

import dev.varve.query.status.Health;
import dev.varve.query.status.StatusView;
import dev.varve.query.words.Words;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One database of the fleet. */
public record FleetLine(StatusView status, Health health) {

    static FleetLine of(StatusView status) {
        return new FleetLine(status, Health.of(status));
    }

    public String target() {
        return status.target();
    }

    /** The state, or a word for none. */
    public String version() {
        return status.state() == null ? "UNKNOWN" : status.state();
    }

    /** How many revisions it is behind; {@code null} if that is not known. */
    public Integer pending() {
        return status.pending() == null ? null : status.pending().size();
    }

    /** How many of each severity, the gravest first; empty if there are none. */
    public String findings() {
        return Stream.of(
                        found("ERROR", "error", "errors"),
                        found("WARNING", "warning", "warnings"),
                        found("INFO", "info", "info"))
                .filter(found -> !found.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private String found(String severity, String one, String many) {
        long count = status.findings().getOrDefault(severity, 0L);
        return count == 0 ? "" : Words.count(count, one, many);
    }

    /** When its last backup was proven; {@code null} if none was. */
    public Instant provenAt() {
        return status.lastProvenBackup() == null
                ? null
                : status.lastProvenBackup().provenAt();
    }

    /** When its last run began; {@code null} if there was none. */
    public Instant lastRunAt() {
        return status.lastRun() == null ? null : status.lastRun().startedAt();
    }
}
