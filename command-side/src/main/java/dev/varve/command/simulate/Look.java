package dev.varve.command.simulate;

import dev.varve.command.run.SchemaBlob;
import dev.varve.command.target.Seen;
import dev.varve.command.target.TargetCommand;
import dev.varve.command.target.TargetState;
import dev.varve.engine.diagnosis.DatabaseState;
import dev.varve.engine.fingerprint.Difference;
import dev.varve.engine.fingerprint.Schema;
import dev.varve.events.RecordedFinding;
import java.util.ArrayList;
import java.util.List;

/** {@code varve diagnose} on an invented database. */
final class Look {

    private final Site site;
    private final SimulatedDatabase database;
    private final Scribe scribe;
    private final Chance chance;
    private Schema left;
    private int publishedWhenSeen;

    Look(Site site, Scribe scribe, Chance chance) {
        this.site = site;
        this.database = site.database();
        this.scribe = scribe;
        this.chance = chance;
    }

    /** What a recorded act left is what the next look expects. */
    void expects(Schema schema) {
        left = schema;
    }

    /** Looks, and records what is new; a schema that no run made is drift. */
    void look() {
        scribe.pass(300, 4_000);
        record(seen(List.of()));
    }

    /** Likewise, with what refuses a run. */
    void lookAndFind(RecordedFinding violation) {
        record(seen(List.of(violation)));
    }

    private void record(Seen seen) {
        var found = database.schema();
        if (seen.fingerprint() != null) {
            keep(found, seen.fingerprint());
            keepRevisions();
        }
        var isReadable = seen.fingerprint() != null;
        var drift = left == null || !isReadable
                ? List.<String>of()
                : Difference.between(left, found).inWords();
        scribe.tell(new TargetCommand.RecordDiagnosis(
                scribe.aggregateId(), site.target(), seen, left == null ? null : left.fingerprint(), drift));
        var held = scribe.state() instanceof TargetState.Watched watched && watched.lease() != null;
        if (isReadable && !held) {
            left = found;
        }
    }

    private void keep(Schema found, String fingerprint) {
        if (scribe.state() instanceof TargetState.Watched watched
                && !watched.sights().hold(fingerprint)) {
            var schema = scribe.keepOnce(SchemaBlob.of(found));
            scribe.tell(new TargetCommand.RecordSchema(scribe.aggregateId(), site.target(), fingerprint, schema));
        }
    }

    private void keepRevisions() {
        var published = database.application().publishedAt(scribe.now());
        if (published > publishedWhenSeen) {
            publishedWhenSeen = published;
            var revisions = scribe.keepOnce(database.application().revisions(published));
            scribe.tell(new TargetCommand.RecordRevisions(scribe.aggregateId(), site.target(), revisions));
        }
    }

    List<ScriptedStep> pending() {
        var published = database.application().publishedAt(scribe.now());
        return database.application().steps().subList(database.applied(), Math.max(published, database.applied()));
    }

    private Seen seen(List<RecordedFinding> more) {
        var findings = new ArrayList<>(more);
        var state = state(findings);
        if (state == DatabaseState.UNREACHABLE) {
            return new Seen(state.name(), List.of(), List.of(), List.of(), null, findings);
        }
        var pending = pending();
        if (!pending.isEmpty()) {
            findings.add(Findings.pending(site.target(), pending, state.isSound()));
        }
        if (state.isSound()) {
            findings.addAll(Asides.of(chance, site.target(), database));
        }
        var head = pending.isEmpty()
                ? database.current()
                : List.of(pending.getLast().revision());
        return new Seen(
                state.name(),
                database.current(),
                head,
                pending.stream().map(ScriptedStep::revision).toList(),
                database.schema().fingerprint(),
                findings);
    }

    private DatabaseState state(List<RecordedFinding> findings) {
        var trouble = database.trouble();
        if (trouble == null) {
            return soundState();
        }
        return switch (trouble.situation()) {
            case UNREADABLE -> with(Findings.unreachable(site.location()), findings, DatabaseState.UNREACHABLE);
            case PARTIAL -> with(Findings.partial(site.target(), trouble.step()), findings, DatabaseState.PARTIAL);
            case DRIFTED -> with(Findings.drift(site.target(), database), findings, DatabaseState.DIVERGED);
            case ROWS_LOST ->
                with(Findings.rowsLost(site.target(), trouble.table(), trouble.runId()), findings, soundState());
            default -> with(Findings.interrupted(site.target(), trouble.runId()), findings, soundState());
        };
    }

    private static DatabaseState with(RecordedFinding finding, List<RecordedFinding> findings, DatabaseState state) {
        findings.add(finding);
        return state;
    }

    private DatabaseState soundState() {
        if (database.applied() == 0 && !database.hasTables()) {
            return DatabaseState.EMPTY;
        }
        return pending().isEmpty() ? DatabaseState.UP_TO_DATE : DatabaseState.PENDING;
    }
}
