package dev.varve.query.status;

import dev.varve.query.backups.BackupView;
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

    /** Every target under watch, by name: in as many queries as for one. */
    public List<StatusView> underWatch() {
        var findings = new Findings(views).bySeverity();
        var backups = new Backups(views).lastProven();
        return views.ask(StatusTable::all).stream()
                .filter(belief -> !belief.retired())
                .map(belief ->
                        view(belief, backups.get(belief.target()), findings.getOrDefault(belief.target(), Map.of())))
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
        return view(
                belief,
                new Backups(views).lastProven(belief.target()),
                new Findings(views).bySeverity(belief.target()));
    }

    private static StatusView view(Belief belief, BackupView backup, Map<String, Long> findings) {
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
                backup == null ? null : proven(backup),
                everySeverity(findings),
                belief.sequence(),
                belief.at());
    }

    private static ProvenBackup proven(BackupView backup) {
        return new ProvenBackup(backup.id(), backup.path(), backup.sizeBytes(), backup.sha256(), backup.provenAt());
    }

    private static Map<String, Long> everySeverity(Map<String, Long> counted) {
        var all = new LinkedHashMap<String, Long>();
        SEVERITIES.forEach(severity -> all.put(severity, counted.getOrDefault(severity, 0L)));
        return all;
    }
}
