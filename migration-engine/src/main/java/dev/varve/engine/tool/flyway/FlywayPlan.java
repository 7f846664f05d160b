package dev.varve.engine.tool.flyway;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.tool.Destination;
import dev.varve.engine.tool.PlannedStep;
import dev.varve.engine.tool.ToolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/**
 * Which of the pending migrations would run, in Flyway's order. A version to end at leaves out the versions beyond it, and no
 * repeatable: Flyway runs the pending ones after the last version of every run.
 */
final class FlywayPlan {

    private static final Set<String> ALL = Set.of("head", "heads", "latest");

    private final History history;

    FlywayPlan(History history) {
        this.history = history;
    }

    List<PlannedStep> to(Destination destination) {
        if (destination.direction() == Destination.Direction.DOWN) {
            throw refused(
                    "expected a destination ahead, found a downgrade: Flyway without a licence has no undo",
                    destination,
                    "varve restore NAME BACKUP-ID");
        }
        return steps(chosen(destination, history.pending()));
    }

    private List<MigrationInfo> chosen(Destination destination, List<MigrationInfo> pending) {
        var expression = destination.expression();
        if (ALL.contains(expression)) {
            return pending;
        }
        if (isCount(expression)) {
            return next(Integer.parseInt(expression.substring(1)), pending);
        }
        var target = version(destination);
        return pending.stream()
                .filter(info -> isRepeatable(info) || info.getVersion().compareTo(target) <= 0)
                .toList();
    }

    /** So many versions, and the repeatables after them; no version is no run. */
    private static List<MigrationInfo> next(int count, List<MigrationInfo> pending) {
        if (count == 0) {
            return List.of();
        }
        var versions = pending.stream().filter(info -> !isRepeatable(info)).limit(count);
        return Stream.concat(versions, pending.stream().filter(FlywayPlan::isRepeatable))
                .toList();
    }

    /**
     * The version that Flyway has to be told to end at, so that it runs these steps and no others.
     *
     * @return nothing where no version is pending beyond the steps
     */
    static Optional<String> bound(Destination destination, List<PlannedStep> steps) {
        var last = steps.stream()
                .map(PlannedStep::revision)
                .filter(id -> !id.startsWith(FlywayRevision.REPEATABLE))
                .reduce((earlier, later) -> later);
        var expression = destination.expression();
        return ALL.contains(expression) || isCount(expression) ? last : last.or(() -> Optional.of(expression));
    }

    private static boolean isCount(String expression) {
        return expression.matches("\\+[0-9]{1,9}");
    }

    private static boolean isRepeatable(MigrationInfo info) {
        return info.getVersion() == null;
    }

    private MigrationVersion version(Destination destination) {
        try {
            var target = MigrationVersion.fromVersion(destination.expression());
            var known = history.all().stream()
                    .anyMatch(info -> info.getState().isResolved() && target.equals(info.getVersion()));
            if (known) {
                return target;
            }
        } catch (FlywayException notAVersion) {
            throw unknown(destination);
        }
        throw unknown(destination);
    }

    private ToolException unknown(Destination destination) {
        var known = history.all().stream()
                .filter(info -> info.getVersion() != null && info.getState().isResolved())
                .map(FlywayRevision::id)
                .collect(Collectors.joining(", "));
        return refused(
                "expected head, +N or one of the versions [" + known + "], found '" + destination.expression() + "'",
                destination,
                "varve plan NAME shows the versions");
    }

    private static ToolException refused(String message, Destination destination, String remedy) {
        return new ToolException(new Finding(
                FindingCode.UNKNOWN_REVISION,
                Severity.ERROR,
                message,
                Map.of("destination", destination.expression()),
                remedy));
    }

    private List<PlannedStep> steps(List<MigrationInfo> migrations) {
        var steps = new ArrayList<PlannedStep>();
        var from = history.current();
        for (var migration : migrations) {
            var revision = FlywayRevision.revision(migration, List.of());
            var to = after(migration, revision.id(), from);
            steps.add(new PlannedStep(
                    steps.size() + 1,
                    revision.id(),
                    Destination.Direction.UP,
                    from,
                    to,
                    revision.message(),
                    revision.file(),
                    revision.sha256()));
            from = to;
        }
        return steps;
    }

    /** As {@link History#current} will tell: the highest version, and a repeatable only where there is no version. */
    private static List<String> after(MigrationInfo migration, String id, List<String> from) {
        if (from.isEmpty() || from.getFirst().startsWith(FlywayRevision.REPEATABLE)) {
            return List.of(id);
        }
        var isAhead = migration.getVersion() != null
                && migration.getVersion().compareTo(MigrationVersion.fromVersion(from.getFirst())) > 0;
        return isAhead ? List.of(id) : from;
    }
}
