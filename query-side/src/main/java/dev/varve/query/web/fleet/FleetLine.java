package dev.varve.query.web.fleet;

import dev.varve.query.status.Health;
import dev.varve.query.status.StatusView;
import java.time.Instant;
import java.util.Locale;
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
        return Stream.of("ERROR", "WARNING", "INFO")
                .filter(severity -> status.findings().getOrDefault(severity, 0L) > 0)
                .map(severity -> status.findings().get(severity) + " " + severity.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
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
