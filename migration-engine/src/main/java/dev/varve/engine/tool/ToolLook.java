package dev.varve.engine.tool;

import dev.varve.engine.finding.Finding;
import java.util.List;
import java.util.Map;

/**
 * What a tool tells when it is only asked.
 *
 * @param graph every revision of the scripts; from static reading where the tool itself cannot run
 * @param current the revisions that the database is recorded at; empty if none or unknown
 * @param currentKnown whether {@code current} was really read
 * @param versionTables the tool's own tables in the database, which no schema comparison counts, such as
 *     {@code alembic_version}
 * @param versions names and versions: the tool, its language, its drivers; empty if the tool cannot run
 * @param configuration a hash over what beside the scripts decides what they make: settings, variables, the SQL dialect
 * @param findings what is wrong with the tool, its configuration, its history or its version table
 */
public record ToolLook(
        RevisionGraph graph,
        List<String> current,
        boolean currentKnown,
        List<String> versionTables,
        Map<String, String> versions,
        String configuration,
        List<Finding> findings) {

    public ToolLook {
        current = List.copyOf(current);
        versionTables = List.copyOf(versionTables);
        versions = Map.copyOf(versions);
        findings = List.copyOf(findings);
    }
}
