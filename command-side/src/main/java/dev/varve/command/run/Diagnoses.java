package dev.varve.command.run;

import dev.varve.cli.Home;
import dev.varve.command.target.TargetAccess;
import dev.varve.engine.backup.Backup;
import dev.varve.engine.backup.BackupVault;
import dev.varve.engine.database.Database;
import dev.varve.engine.database.DatabaseUnreadable;
import dev.varve.engine.database.FileDatabase;
import dev.varve.engine.database.TableContent;
import dev.varve.engine.diagnosis.Diagnostician;
import dev.varve.engine.diagnosis.Evidence;
import dev.varve.engine.diagnosis.KnownBackup;
import dev.varve.engine.diagnosis.KnownRun;
import dev.varve.engine.diagnosis.Looked;
import dev.varve.engine.diagnosis.ReferenceCache;
import dev.varve.engine.diagnosis.ReferenceSchemas;
import dev.varve.engine.diagnosis.References;
import dev.varve.engine.diagnosis.ScratchDatabases;
import dev.varve.engine.diagnosis.ScratchUnavailable;
import dev.varve.engine.diagnosis.StepSchemas;
import dev.varve.engine.fingerprint.Schema;
import dev.varve.engine.observation.TableChange;
import dev.varve.engine.run.RunOrder;
import dev.varve.engine.run.RunReport;
import dev.varve.engine.verdict.Verdicts;
import dev.varve.events.Outcomes;
import dev.varve.events.RecordedTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks at watched databases with what the record knows of them. */
public final class Diagnoses {

    private final Home home;
    private final Clock clock;

    public Diagnoses(Home home, Clock clock) {
        this.home = home;
        this.clock = clock;
    }

    /**
     * Looks. Builds the scripts' schemas when asked to, and by itself where the record knows of a step that did not end well,
     * or of a broken state seen by an earlier look: only they tell a partial step from a whole one.
     */
    public Looked look(TargetAccess access, KnownPast past, boolean deep) {
        var evidence = deep ? recorded(access, past).since(newestBackup(access)) : recorded(access, past);
        return look(
                access,
                past,
                deep || past.isDoubtful() ? evidence.deep(references(access)).thoroughly() : evidence);
    }

    /** The newest proven backup, to see what became of the rows since; {@code null} if there is none. */
    private KnownBackup newestBackup(TargetAccess access) {
        var database = access.database();
        return new BackupVault(home.backups(access.name()), clock)
                .newestProven(access.name())
                .filter(backup -> backup.kind() == database.kind())
                .filter(backup -> Files.exists(Path.of(backup.path())))
                .map(backup -> new KnownBackup(backup.id(), rows(backup), readable(database, backup)))
                .orElse(null);
    }

    private static Map<String, Long> rows(Backup backup) {
        return backup.tables().stream().collect(Collectors.toMap(TableContent::name, TableContent::rows));
    }

    /** A dump holds nothing that can be read without restoring it. */
    private static FileDatabase readable(Database database, Backup backup) {
        return database instanceof FileDatabase file ? file.finishedCopyAt(Path.of(backup.path())) : null;
    }

    /** Looks before a run: compares the schema with the scripts unless a run of ours verified that very schema. */
    Looked lookBeforeRun(TargetAccess access, KnownPast past) {
        var evidence = recorded(access, past).deep(references(access));
        return look(
                access,
                past,
                past.isDoubtful()
                        ? evidence.thoroughly()
                        : evidence.vouchedFor(past.schema().vouched()));
    }

    /** Looks after a run of this process ended badly. */
    Looked lookAfterFailure(TargetAccess access, RunOrder order, RunReport report) {
        var evidence = Evidence.none(access.name())
                .after(failedRun(order, report))
                .backedUp(report.backup() == null ? null : report.backup().provenAt());
        return examine(
                access,
                report.failedRevision() == null
                        ? evidence
                        : evidence.deep(references(access)).thoroughly());
    }

    private static KnownRun failedRun(RunOrder order, RunReport report) {
        var backupId = report.backup() == null ? null : report.backup().id();
        return new KnownRun(
                order.runId(), true, null, report.failedRevision(), null, backupId, List.of(), null, List.of());
    }

    private Evidence recorded(TargetAccess access, KnownPast past) {
        return Evidence.none(access.name())
                .after(knownRun(access, past))
                .havingRun(past.ranScripts())
                .backedUp(past.backupProvenAt());
    }

    private Looked look(TargetAccess access, KnownPast past, Evidence evidence) {
        var looked = examine(access, evidence);
        var weighed = EmptyDatabase.weigh(access.name(), looked.diagnosis(), past);
        return looked.with(
                past.formerFile() == null ? weighed : past.formerFile().weigh(access.name(), weighed));
    }

    private Looked examine(TargetAccess access, Evidence evidence) {
        var examined = new Diagnostician(clock).examine(access.database(), access.tool(), evidence);
        var redaction = access.redaction();
        var findings = examined.diagnosis().findings().stream()
                .map(redaction::ofFinding)
                .toList();
        return examined.with(examined.diagnosis().withFindings(findings));
    }

    private KnownRun knownRun(TargetAccess access, KnownPast past) {
        var last = past.lastRun();
        var open = past.openStep();
        if (last == null || DeadRuns.mayBeAlive(past)) {
            return null;
        }
        var backup = open == null ? null : wayBack(access, past);
        return new KnownRun(
                open == null ? last.runId() : open.runId(),
                last.outcome() != null && !last.outcome().equals(Outcomes.INTERRUPTED),
                last.lastIntent(),
                open == null ? null : open.revision(),
                open == null ? null : open.fingerprintBefore(),
                past.wayBack(),
                past.lost().stream().map(Diagnoses::change).toList(),
                open == null ? null : rehearsed(access, open, backup),
                open == null ? List.of() : leftInRows(access, open, backup));
    }

    /** Before its first step a database is what the run's backup holds. */
    private static StepSchemas rehearsed(TargetAccess access, KnownPast.OpenStep open, Backup backup) {
        var step = open.rehearsed();
        if (step == null) {
            return null;
        }
        try {
            var before = step.before() == null ? schemaIn(access, backup) : step.before();
            return before == null ? null : new StepSchemas(before, step.after());
        } catch (DatabaseUnreadable gone) {
            return null;
        }
    }

    /** A dump's schema is nowhere to be read without restoring it. */
    private static Schema schemaIn(TargetAccess access, Backup backup) {
        return backup != null && access.database() instanceof FileDatabase file
                ? file.finishedCopyAt(Path.of(backup.path())).schema()
                : null;
    }

    private Backup wayBack(TargetAccess access, KnownPast past) {
        return new BackupVault(home.backups(access.name()), clock)
                .list(access.name()).stream()
                        .filter(known -> known.id().equals(past.wayBack()))
                        .findFirst()
                        .orElse(null);
    }

    private List<String> leftInRows(TargetAccess access, KnownPast.OpenStep open, Backup backup) {
        return StepTraces.inRows(
                RunFiles.ledgerIn(home.run(open.runId())),
                open,
                access.database(),
                open.isBesideApplication() ? null : backup);
    }

    /** Whether of a step's statements none was kept, by what its ledger and the server tell; without a ledger nobody can say so. */
    public boolean leftNothing(TargetAccess access, String runId, String revision) {
        var ledger = RunFiles.ledgerIn(home.run(runId));
        return Files.exists(ledger)
                && Verdicts.of(ledger, access.database()).about(revision).nothingKept();
    }

    private static TableChange change(RecordedTable table) {
        return new TableChange(
                table.name(),
                table.rowsBefore(),
                table.rowsAfter(),
                table.contentBefore(),
                table.contentAfter(),
                table.lostInRevision());
    }

    /**
     * The schema that the scripts produce at a revision, without the tool's own tables.
     *
     * @param revision a revision, or {@code base}
     * @return {@code null} if the scripts cannot be run on an empty database as far as that
     */
    Schema reference(TargetAccess access, Looked looked, String revision) {
        if (revision.equals("base")) {
            return Schema.empty();
        }
        try {
            var applied = looked.tool().graph().ancestry(List.of(revision));
            return references(access)
                    .of(access.tool(), looked.tool())
                    .after(applied)
                    .orElse(null);
        } catch (ScratchUnavailable noRoom) {
            return null;
        }
    }

    /** The schemas that the scripts produce; empty if none can be built. */
    public Optional<ReferenceSchemas> schemas(TargetAccess access, Looked looked) {
        if (looked.tool().graph().revisions().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(references(access).of(access.tool(), looked.tool()));
        } catch (ScratchUnavailable noRoom) {
            return Optional.empty();
        }
    }

    /** Makes databases to throw away, in which SQL means what it means in the watched one. */
    public ScratchDatabases scratch(TargetAccess access) {
        return ScratchDatabases.like(access.database(), home.cache().resolve("scratch"));
    }

    private References references(TargetAccess access) {
        var folder = home.cache();
        return new References(scratch(access), new ReferenceCache(folder.resolve("references")));
    }
}
