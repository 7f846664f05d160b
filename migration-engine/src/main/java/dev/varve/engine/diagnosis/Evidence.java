package dev.varve.engine.diagnosis;

import dev.varve.engine.tool.Revision;
import dev.varve.engine.tool.ToolLook;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a diagnosis may use beyond the database, its tool and its scripts.
 *
 * @param target the watched database's name, for the remedies' commands
 * @param references builds the expected schemas: a deep diagnosis; {@code null} for a quick one
 * @param vouched the schema that needs no comparison with them; {@code null} if each does
 * @param lastRun what is recorded of the last run; {@code null} if nothing is
 * @param ranScripts the SHA-256 of each revision's script as it ran, by revision, as far as it is recorded
 * @param backupProvenAt when a backup was proven last; {@code null} if never
 * @param backup the newest proven backup, to compare rows and values with; {@code null} to compare with none
 * @param thorough whether the engine's integrity check reads everything
 */
public record Evidence(
        String target,
        References references,
        Vouched vouched,
        KnownRun lastRun,
        Map<String, String> ranScripts,
        Instant backupProvenAt,
        KnownBackup backup,
        boolean thorough) {

    public Evidence {
        ranScripts = Map.copyOf(ranScripts);
    }

    /** Nothing beyond the database itself. */
    public static Evidence none(String target) {
        return new Evidence(target, null, null, null, Map.of(), null, null, false);
    }

    /** The applied revisions whose scripts are not what they were when they ran. */
    List<Revision> edited(ToolLook look) {
        var applied = look.graph().ancestry(look.current());
        return look.graph().revisions().stream()
                .filter(revision -> applied.contains(revision.id()) && ranScripts.containsKey(revision.id()))
                .filter(revision -> !ranScripts.get(revision.id()).equals(revision.sha256()))
                .toList();
    }

    /** The same, compared with the schemas that the scripts produce. */
    public Evidence deep(References builder) {
        return new Evidence(target, builder, vouched, lastRun, ranScripts, backupProvenAt, backup, thorough);
    }

    /** The same, compared only if the schema is another than this one. */
    public Evidence vouchedFor(Vouched known) {
        return new Evidence(target, references, known, lastRun, ranScripts, backupProvenAt, backup, thorough);
    }

    public Evidence after(KnownRun run) {
        return new Evidence(target, references, vouched, run, ranScripts, backupProvenAt, backup, thorough);
    }

    public Evidence havingRun(Map<String, String> scripts) {
        return new Evidence(target, references, vouched, lastRun, scripts, backupProvenAt, backup, thorough);
    }

    public Evidence backedUp(Instant provenAt) {
        return new Evidence(target, references, vouched, lastRun, ranScripts, provenAt, backup, thorough);
    }

    /** The same, with the engine's integrity check reading everything. */
    public Evidence thoroughly() {
        return new Evidence(target, references, vouched, lastRun, ranScripts, backupProvenAt, backup, true);
    }

    /** The same, with rows and values compared with those of a backup. */
    public Evidence since(KnownBackup proven) {
        return new Evidence(target, references, vouched, lastRun, ranScripts, backupProvenAt, proven, thorough);
    }
}
