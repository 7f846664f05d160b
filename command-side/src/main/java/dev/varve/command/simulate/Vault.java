package dev.varve.command.simulate;

import dev.varve.command.target.TargetCommand;
import dev.varve.events.TargetEvent;
import dev.varve.events.TargetEvent.*;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;

/** The backups of one invented database: taken, proven or rejected, let go when they are old. */
final class Vault {

    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
    private static final int KEPT = 6;

    private final Site site;
    private final Scribe scribe;
    private final Chance chance;
    private final Deque<Kept> kept = new ArrayDeque<>();
    private String lastId = "";
    private int ofThatTime;

    /** A backup, which run it was for ({@code null} for none), and what it holds. */
    record Kept(String id, String runId, String path, String sha256, Instant takenAt, SimulatedDatabase.State state) {}

    Vault(Site site, Scribe scribe, Chance chance) {
        this.site = site;
        this.scribe = scribe;
        this.chance = chance;
    }

    /** Takes one and proves it; {@code runId} is {@code null} if no run asks for it. */
    Kept take(String runId) {
        var backup = begin(runId);
        taken(runId, backup);
        scribe.pass(200, 40_000);
        tell(new BackupProven(
                site.target(),
                runId,
                backup.id(),
                backup.sha256(),
                backup.state().schema().fingerprint(),
                site.database().rowCounts()));
        kept.addLast(backup);
        return backup;
    }

    /** Begins one, and dies. */
    Kept begin(String runId) {
        scribe.pass(20, 400);
        var id = newId();
        var backup = new Kept(
                id,
                runId,
                site.backups() + "/" + id + suffix(),
                chance.hash(),
                scribe.now(),
                site.database().state());
        tell(new BackupStarted(site.target(), runId, id, backup.path()));
        scribe.pass(200, 60_000);
        return backup;
    }

    /** Takes one that cannot be proven; what was expected and found is returned as a sentence. */
    String reject(String runId) {
        var backup = begin(runId);
        var atOnce = chance.percent(50);
        if (!atOnce) {
            taken(runId, backup);
            scribe.pass(200, 9_000);
        }
        var expected = atOnce ? "to write to " + site.backups() : "the copy to hold the rows of its source";
        var found = atOnce ? "no space left on device" : "another content in one table";
        tell(new BackupRejected(site.target(), runId, backup.id(), expected, found));
        return "expected " + expected + ", found " + found;
    }

    private void taken(String runId, Kept backup) {
        tell(new BackupTaken(
                site.target(),
                runId,
                backup.id(),
                backup.path(),
                site.database().contents().sizeBytes(),
                backup.sha256()));
        scribe.pass(5, 90);
        tell(new BackupProofStarted(site.target(), runId, backup.id()));
    }

    /** Lets go of what is more than is kept. */
    void expire() {
        while (kept.size() > KEPT) {
            var oldest = kept.removeFirst();
            var why = "older than 14 days";
            scribe.pass(10, 100);
            tell(new BackupExpiryStarted(site.target(), oldest.id(), oldest.path(), why));
            scribe.pass(2, 50);
            tell(new BackupExpired(site.target(), oldest.id(), why));
        }
    }

    /** {@code null} if there is none. */
    Kept any() {
        return kept.isEmpty() ? null : chance.oneOf(kept.stream().toList());
    }

    /** The one that was proven for that run; {@code null} if there is none. */
    Kept of(String runId) {
        return kept.stream()
                .filter(backup -> runId.equals(backup.runId()))
                .findFirst()
                .orElse(null);
    }

    private String newId() {
        var id = ID.format(scribe.now());
        ofThatTime = id.equals(lastId) ? ofThatTime + 1 : 1;
        lastId = id;
        return ofThatTime == 1 ? id : id + "-" + ofThatTime;
    }

    private String suffix() {
        return switch (site.database().kind()) {
            case "postgresql" -> ".dump";
            case "h2" -> ".mv.db";
            default -> ".sqlite3";
        };
    }

    private void tell(TargetEvent fact) {
        scribe.tell(new TargetCommand.RecordBackup(scribe.aggregateId(), site.target(), fact));
    }
}
