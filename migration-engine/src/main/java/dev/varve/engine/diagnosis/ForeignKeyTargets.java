package dev.varve.engine.diagnosis;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.fingerprint.Facet;
import dev.varve.engine.fingerprint.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds foreign keys whose target columns no unique key covers: every write to such a table fails once foreign keys are
 * enforced, and PostgreSQL refuses to create them (SQLite manual, "Foreign Key Support", section 3).
 */
final class ForeignKeyTargets {

    private static final Pattern REFERENCE = Pattern.compile(
            ".*? references (?<target>\"(?:[^\"]|\"\")*\"|[^\\s(]+)\\((?<columns>[^)]*)\\).*", Pattern.DOTALL);
    private static final Pattern COLUMNS =
            Pattern.compile("(?:unique )?\\((?<columns>[^)]*)\\)(?<rest>.*)", Pattern.DOTALL);

    /**
     * What a foreign key points at.
     *
     * @param table as the schema calls it
     * @param columns plain, as {@link #isUniqueOver} compares them
     * @param list the columns as they are written
     */
    record Target(String table, Set<String> columns, String list) {}

    private final Schema schema;

    ForeignKeyTargets(Schema schema) {
        this.schema = schema;
    }

    List<Finding> withoutUniqueKey() {
        return schema.facets().stream()
                .filter(facet -> facet.kind() == Facet.Kind.FOREIGN_KEY)
                .flatMap(facet -> finding(facet).stream())
                .toList();
    }

    private Optional<Finding> finding(Facet key) {
        var reference = REFERENCE.matcher(key.definition());
        if (!reference.matches()) {
            return Optional.empty();
        }
        var target = plain(reference.group("target"));
        var wanted = columns(reference.group("columns"));
        var exists = schema.tables().stream().anyMatch(table -> plain(table).equals(target));
        if (!exists || hasUniqueKey(target, wanted)) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(
                        FindingCode.MISSING_UNIQUE_KEY,
                        Severity.WARNING,
                        "expected a unique key on the target of the foreign key " + key.definition() + " of table "
                                + key.owner() + ", found none on " + target,
                        "add the unique key in a revision before foreign keys are enforced or the data moves to another database")
                .with("table", key.owner())
                .with("foreignKey", key.definition())
                .with("target", target));
    }

    static Optional<Target> targetOf(Facet key) {
        var reference = REFERENCE.matcher(key.definition());
        if (!reference.matches()) {
            return Optional.empty();
        }
        var written = reference.group("target");
        var quoted = written.startsWith("\"") && written.endsWith("\"") && written.length() > 1;
        var table = quoted ? written.substring(1, written.length() - 1).replace("\"\"", "\"") : written;
        var columns = reference.group("columns");
        return Optional.of(new Target(table, columns(columns), "(" + columns + ")"));
    }

    static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private boolean hasUniqueKey(String target, Set<String> wanted) {
        return schema.facets().stream()
                .filter(facet -> plain(facet.owner()).equals(target))
                .anyMatch(facet -> isUniqueOver(facet, wanted));
    }

    static boolean isUniqueOver(Facet facet, Set<String> wanted) {
        var unique = switch (facet.kind()) {
            case PRIMARY_KEY, UNIQUE -> true;
            case INDEX ->
                facet.definition().startsWith("unique ")
                        && !facet.definition().toLowerCase(Locale.ROOT).contains(") where ")
                        && !facet.definition().endsWith(" invalid");
            case TABLE,
                    COLUMN,
                    FOREIGN_KEY,
                    CHECK,
                    VIEW,
                    TRIGGER,
                    SEQUENCE,
                    DOMAIN,
                    ROUTINE,
                    SCHEMA,
                    EXCLUSION,
                    TYPE,
                    COLLATION,
                    EXTENSION,
                    RULE,
                    POLICY,
                    GRANT -> false;
        };
        var columns = COLUMNS.matcher(facet.definition());
        return unique && columns.matches() && columns(columns.group("columns")).equals(wanted);
    }

    static Set<String> columns(String list) {
        return Arrays.stream(list.split(", "))
                .filter(column -> !column.isEmpty())
                .map(ForeignKeyTargets::plain)
                .collect(Collectors.toSet());
    }

    static String plain(String name) {
        var unquoted = name.startsWith("\"") && name.endsWith("\"") && name.length() > 1
                ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                : name;
        return unquoted.toLowerCase(Locale.ROOT);
    }
}
