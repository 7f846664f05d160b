package dev.varve.engine.database;

import dev.varve.engine.finding.Finding;
import java.util.List;

/**
 * How a database is, apart from its schema.
 *
 * @param reachable whether it could be opened and read at all
 * @param sizeBytes its size with companions; 0 if unreachable
 * @param serverVersion the engine's version, such as SQLite's; {@code null} if unreachable
 * @param integrityOk whether the engine's own check passed; {@code null} if it was not run
 * @param integrityDetail the check's words
 * @param findings everything that is wrong or worth knowing
 */
public record Health(
        boolean reachable,
        long sizeBytes,
        String serverVersion,
        Boolean integrityOk,
        String integrityDetail,
        List<Finding> findings) {

    public Health {
        findings = List.copyOf(findings);
    }
}
