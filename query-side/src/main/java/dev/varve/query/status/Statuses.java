package dev.varve.query.status;

import dev.varve.query.backups.Backups;
import dev.varve.query.findings.Findings;
import dev.varve.query.projection.Views;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks what is believed of the targets. */
public final class Statuses {

    private static final List<String> SEVERITIES = List.of("ERROR", "WARNING", "INFO");

    private final Views views;

    public Statuses(Views views) {
        this.views = views;
    }

    /** One target, retired or not; empty if no event tells of it. */
    public Optional<StatusView> of(String target) {
        return Optional.ofNullable(views.ask(connection -> StatusTable.ROWS.load(connection, target)))
                .map(this::view);
    }

    /** Every target under watch, by name. */
    public List<StatusView> underWatch() {
        return names().stream()
                .map(this::of)
                .flatMap(Optional::stream)
                .filter(status -> !status.retired())
                .toList();
    }

    /** Every target that any event tells of, retired ones too, by name. */
    public List<String> names() {
        return views.ask(connection -> {
            try (var query = connection.prepareStatement("select target from target_status order by target");
                    var row = query.executeQuery()) {
                var names = new ArrayList<String>();
                while (row.next()) {
                    names.add(row.getString(1));
                }
                return names;
            }
        });
    }

    private StatusView view(Belief belief) {
        var schema = belief.schema();
        return new StatusView(
                belief.target(),
                belief.tool(),
                belief.database(),
                belief.retired(),
                schema.state(),
                belief.needsRecovery(),
                schema.current(),
                schema.heads(),
                schema.pending(),
                schema.fingerprint(),
                schema.diagnosedAt(),
                belief.openRun(),
                belief.lastRun(),
                lastProvenBackup(belief.target()),
                findings(belief.target()),
                belief.sequence(),
                belief.at());
    }

    private ProvenBackup lastProvenBackup(String target) {
        var backup = new Backups(views).lastProven(target);
        return backup == null
                ? null
                : new ProvenBackup(backup.id(), backup.path(), backup.sizeBytes(), backup.sha256(), backup.provenAt());
    }

    private Map<String, Long> findings(String target) {
        var counted = new Findings(views).bySeverity(target);
        var all = new LinkedHashMap<String, Long>();
        SEVERITIES.forEach(severity -> all.put(severity, counted.getOrDefault(severity, 0L)));
        return all;
    }
}
