package dev.varve.engine.tool.flyway;

import dev.varve.engine.tool.Revision;
import dev.varve.engine.tool.RevisionGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.extensibility.MigrationType;

/**
 * The scripts and the history table together, as Flyway's {@code info} tells them.
 *
 * <p>The order is the one in which this database runs them: repeatables that are up to date first (they are pending nowhere),
 * then the versions up to the current one, then pending versions, then pending repeatables. So everything after the
 * current revision is pending, also for a version that comes late out of order.
 */
final class History {

    private static final Set<MigrationState> PENDING = Set.of(MigrationState.PENDING, MigrationState.ABOVE_TARGET);
    private static final Set<MigrationState> PASSED_OVER =
            Set.of(MigrationState.IGNORED, MigrationState.BELOW_BASELINE, MigrationState.BASELINE_IGNORED);
    private static final Comparator<MigrationInfo> BY_VERSION = Comparator.comparing(MigrationInfo::getVersion);

    private final List<MigrationInfo> all;

    History(MigrationInfo[] all) {
        this.all = List.of(all);
    }

    List<MigrationInfo> all() {
        return all;
    }

    /** What Flyway would run, in its order. A failed migration is not pending: Flyway refuses to go on before it. */
    List<MigrationInfo> pending() {
        var versions = all.stream()
                .filter(info -> info.getVersion() != null && PENDING.contains(info.getState()))
                .sorted(BY_VERSION);
        var repeatables = all.stream()
                .filter(info -> info.getVersion() == null && PENDING.contains(info.getState()))
                .sorted(Comparator.comparing(MigrationInfo::getDescription));
        return Stream.concat(versions, repeatables).toList();
    }

    /** The highest version recorded as applied; else the last repeatable; else nothing. */
    List<String> current() {
        var version = applied().filter(info -> info.getVersion() != null).max(BY_VERSION);
        var repeatable = upToDateRepeatables().reduce((first, second) -> second);
        return version.or(() -> repeatable).map(FlywayRevision::id).stream().toList();
    }

    /** Whether a row of success for this revision came after the row of that rank. */
    boolean saysSince(int rank, String id) {
        return applied()
                .anyMatch(info -> info.getInstalledRank() > rank
                        && FlywayRevision.id(info).equals(id));
    }

    int lastRank() {
        return all.stream()
                .map(MigrationInfo::getInstalledRank)
                .filter(Objects::nonNull)
                .reduce(Integer.MIN_VALUE, Math::max);
    }

    boolean isEmpty() {
        return all.stream().noneMatch(info -> info.getInstalledRank() != null);
    }

    RevisionGraph graph() {
        var ordered = new LinkedHashMap<String, MigrationInfo>();
        upToDateRepeatables().forEach(info -> ordered.put(FlywayRevision.id(info), info));
        versionsBehind().forEach(info -> ordered.putIfAbsent(FlywayRevision.id(info), info));
        failed().forEach(info -> ordered.putIfAbsent(FlywayRevision.id(info), info));
        pending().forEach(info -> ordered.putIfAbsent(FlywayRevision.id(info), info));
        var chain = new ArrayList<Revision>();
        ordered.forEach((id, info) -> chain.add(FlywayRevision.revision(
                info, chain.isEmpty() ? List.of() : List.of(chain.getLast().id()))));
        return new RevisionGraph(chain);
    }

    private Stream<MigrationInfo> versionsBehind() {
        var current = applied().filter(info -> info.getVersion() != null).max(BY_VERSION);
        var appliedVersions = applied()
                .filter(info -> info.getVersion() != null)
                .map(FlywayRevision::id)
                .collect(Collectors.toSet());
        return all.stream()
                .filter(info -> info.getVersion() != null && isInScriptsOrBaseline(info))
                .filter(info -> applied(info)
                        || (PASSED_OVER.contains(info.getState())
                                && !appliedVersions.contains(FlywayRevision.id(info))
                                && current.filter(top -> BY_VERSION.compare(info, top) < 0)
                                        .isPresent()))
                .sorted(BY_VERSION);
    }

    private Stream<MigrationInfo> failed() {
        return all.stream()
                .filter(info -> info.getState().isFailed() && info.getState().isResolved());
    }

    private Stream<MigrationInfo> applied() {
        return all.stream().filter(History::applied);
    }

    private Stream<MigrationInfo> upToDateRepeatables() {
        return all.stream()
                .filter(info -> info.getVersion() == null && info.getState() == MigrationState.SUCCESS)
                .sorted(Comparator.comparing(MigrationInfo::getInstalledRank));
    }

    private static boolean applied(MigrationInfo info) {
        var state = info.getState();
        return state.isApplied()
                && !state.isFailed()
                && state != MigrationState.UNDONE
                && state != MigrationState.DELETED;
    }

    private static boolean isInScriptsOrBaseline(MigrationInfo info) {
        return info.getState().isResolved() || info.getState() == MigrationState.BASELINE || isBaseline(info.getType());
    }

    private static boolean isBaseline(MigrationType type) {
        return type != null && type.isBaseline();
    }
}
