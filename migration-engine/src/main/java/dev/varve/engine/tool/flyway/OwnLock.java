package dev.varve.engine.tool.flyway;

import dev.varve.engine.database.DatabaseKind;
import dev.varve.engine.ddl.ConcurrentIndexes;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.tool.PlannedStep;
import dev.varve.engine.tool.ToolException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Unless it is told otherwise, Flyway holds its lock on PostgreSQL in a transaction that lasts as long as a run. A statement that
 * waits for every older transaction waits for that one, too, and for ever.
 */
final class OwnLock {

    private static final String SETTING = "postgresql.transactional.lock";

    private static final String SESSION = "false";

    private final FlywaySettings settings;
    private final DatabaseKind kind;

    OwnLock(FlywaySettings settings, DatabaseKind kind) {
        this.settings = settings;
        this.kind = kind;
    }

    /** The same settings with a lock that no statement waits for: the session's. */
    static FlywaySettings ofTheSession(FlywaySettings settings) {
        var properties = new TreeMap<>(settings.properties());
        properties.put("flyway." + SETTING, SESSION);
        return new FlywaySettings(properties, settings.findings());
    }

    /** @throws ToolException if one of the steps would wait for the lock of its own run */
    void refuseIfWaitedFor(List<PlannedStep> steps) {
        if (kind == DatabaseKind.POSTGRESQL && settings.is(SETTING, true)) {
            steps.stream().filter(step -> step.file() != null).forEach(this::refuseIfItWaits);
        }
    }

    private void refuseIfItWaits(PlannedStep step) {
        ConcurrentIndexes.firstIn(script(step.file())).ifPresent(statement -> {
            throw new ToolException(new Finding(
                    FindingCode.SELF_BLOCKING_SCRIPT,
                    Severity.ERROR,
                    "expected flyway." + SETTING
                            + "=false beside a script that builds an index concurrently, found it not set: " + statement
                            + ", in " + step.file() + ", would wait for ever for Flyway's own lock",
                    Map.of("revision", step.revision(), "file", step.file(), "statement", statement),
                    "set flyway." + SETTING + "=false in the project's configuration, then try again"));
        });
    }

    /** Only keywords are looked for, and those are the same bytes in every encoding that a server takes. */
    private static String script(String file) {
        try {
            return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("expected to read the script " + file, unreadable);
        }
    }
}
