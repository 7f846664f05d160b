package dev.varve.engine.tool.flyway;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Lets through the settings that mean the same under Varve; every other one becomes a finding, never silence. */
final class SettingsFilter {

    private static final Set<String> HONOURED = Set.of(
            "table",
            "schemas",
            "defaultSchema",
            "createSchemas",
            "placeholderReplacement",
            "placeholderPrefix",
            "placeholderSuffix",
            "placeholderSeparator",
            "outOfOrder",
            "baselineVersion",
            "baselineDescription",
            "baselineMigrationPrefix",
            "encoding",
            "detectEncoding",
            "mixed",
            "executeInTransaction",
            "validateOnMigrate",
            "validateMigrationNaming",
            "ignoreMigrationPatterns",
            "sqlMigrationPrefix",
            "sqlMigrationSeparator",
            "sqlMigrationSuffixes",
            "repeatableSqlMigrationPrefix",
            "installedBy",
            "initSql",
            "lockRetryCount",
            "skipDefaultCallbacks",
            "failOnMissingLocations",
            "postgresql.transactional.lock");

    /** Where the target's registered database and Varve's own output take their place. */
    private static final Set<String> REPLACED = Set.of(
            "url", "user", "password", "driver", "cleanDisabled", "cleanOnValidationError", "loggers", "reportEnabled");

    private static final Map<String, String> REFUSED = Map.of(
            "baselineOnMigrate",
                    "a database without history is never baselined by a migration: varve stamp NAME VERSION",
            "group", "each migration is its own transaction, so that each is a step",
            "batch", "statements run one by one, so that each is recorded before it runs",
            "stream", "statements run one by one, so that each is recorded before it runs",
            "skipExecutingMigrations", "marking as applied without running is a stamp: varve stamp NAME VERSION",
            "target", "where to end is said to varve: varve upgrade NAME --to VERSION");

    private static final Set<String> OFF = Set.of("false", "");

    private final FlywayProject project;
    private final List<Finding> findings;

    SettingsFilter(FlywayProject project, List<Finding> findings) {
        this.project = project;
        this.findings = findings;
    }

    Map<String, String> apply(Map<String, String> raw) {
        var kept = new TreeMap<String, String>();
        raw.forEach((name, value) -> decide(name, value, kept));
        kept.put("flyway.locations", locations(raw.getOrDefault("flyway.locations", "filesystem:sql")));
        return kept;
    }

    private void decide(String name, String value, Map<String, String> kept) {
        var plain = name.startsWith("flyway.") ? name.substring("flyway.".length()) : "";
        if (HONOURED.contains(plain) || plain.startsWith("placeholders.")) {
            kept.put(name, value);
        } else if (REFUSED.containsKey(plain)) {
            if (!OFF.contains(value)) {
                findings.add(notHonoured(name, value, REFUSED.get(plain)));
            }
        } else if (!REPLACED.contains(plain) && !plain.equals("locations")) {
            findings.add(notHonoured(name, null, "remove it, or check its spelling: varve passes it over"));
        }
    }

    private static Finding notHonoured(String name, String value, String remedy) {
        var shown = value == null ? name : name + "=" + value;
        return new Finding(
                FindingCode.SETTING_NOT_HONOURED,
                Severity.WARNING,
                "expected settings that varve lets through, found " + shown,
                Map.of("setting", name),
                remedy);
    }

    private String locations(String configured) {
        var kept = new ArrayList<String>();
        Arrays.stream(configured.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .forEach(part -> {
                    if (part.startsWith("classpath:")) {
                        findings.add(classpath(part));
                    } else {
                        kept.add("filesystem:" + existing(part.replaceFirst("^filesystem:", "")));
                    }
                });
        return String.join(",", kept);
    }

    private static Finding classpath(String location) {
        return new Finding(
                FindingCode.CONFIG_NOT_FOUND,
                Severity.ERROR,
                "expected scripts in folders (filesystem:…), found the location " + location,
                Map.of("location", location),
                "unpack the scripts of the application's jar into a folder and name that folder");
    }

    private Path existing(String location) {
        var path = project.workdir().toAbsolutePath().resolve(location).normalize();
        if (!location.contains("*") && !Files.isDirectory(path)) {
            findings.add(
                    SettingsReader.missing("a folder of SQL files", path, "correct flyway.locations or --workdir"));
        }
        return path;
    }
}
