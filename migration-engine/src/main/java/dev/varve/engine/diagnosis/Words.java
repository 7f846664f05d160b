package dev.varve.engine.diagnosis;

import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import dev.varve.engine.fingerprint.Difference;
import dev.varve.engine.fingerprint.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says what a classification found: expected, found, evidence, and the command to type next. Never a stamp. */
final class Words {

    private final Situation situation;

    Words(Situation situation) {
        this.situation = situation;
    }

    Finding unknownRevisions() {
        var unknown = String.join(", ", situation.unknownRevisions());
        return error(
                FindingCode.UNKNOWN_REVISION,
                "expected the recorded revision among the scripts, found " + unknown + ", which no script has: "
                        + "the database is newer than the scripts, or another project's",
                Map.of(
                        "current",
                        situation.current(),
                        "heads",
                        situation.graph().heads()),
                "use the release of the application that has it, or varve restore " + situation.target()
                        + " BACKUP-ID");
    }

    Finding unmanaged(Optional<ReferenceSchemas.Nearest> nearest) {
        var evidence = new LinkedHashMap<String, Object>();
        evidence.put("tables", List.copyOf(situation.live().tables()));
        nearest.ifPresent(near -> putNearest(evidence, near));
        var known = nearest.map(near -> near.isEqual()
                        ? "; the schema equals that of " + near.revision()
                        : "; nearest is " + near.revision() + ", with " + differences(near.difference()))
                .orElse("");
        return error(
                FindingCode.UNMANAGED_DATABASE,
                "expected a recorded revision, found "
                        + situation.live().tables().size() + " tables and none recorded" + known,
                evidence,
                nearest.isPresent()
                        ? restore()
                        : "varve diagnose " + situation.target() + " --deep names the revision that the schema equals; "
                                + "never upgrade from base over existing tables");
    }

    Finding partial(String revision, Schema before, Schema after) {
        var objects = StepObjects.of(before, after, situation.liveWithoutLeftovers());
        var evidence = schemas(before, after);
        evidence.put("revision", revision);
        evidence.put("exists", objects.exist());
        evidence.put("missing", objects.missing());
        return error(
                FindingCode.PARTIAL_MIGRATION,
                "expected revision " + revision + " to be applied or not, found it applied in part: "
                        + String.join("; ", objects.exist()) + "; not: " + String.join("; ", objects.missing()),
                evidence,
                restore());
    }

    Finding partOfBroken(ReferenceSchemas.Broken broken, Schema before) {
        var objects = StepObjects.of(before, broken.left(), situation.liveWithoutLeftovers());
        var missing = new ArrayList<>(objects.missing());
        missing.add("everything from the failing statement on: " + broken.why());
        var evidence = schemas(before, broken.left());
        evidence.put("expectedAfter", null);
        evidence.put("revision", broken.revision());
        evidence.put("exists", objects.exist());
        evidence.put("missing", missing);
        return error(
                FindingCode.PARTIAL_MIGRATION,
                "expected revision " + broken.revision()
                        + " to be applied or not, found it applied in part, as far as it gets on any database: "
                        + String.join("; ", objects.exist()) + "; not: " + String.join("; ", missing),
                evidence,
                restore());
    }

    Finding partialByRecord(KnownRun run) {
        var evidence = new LinkedHashMap<String, Object>();
        evidence.put("revision", run.openRevision());
        evidence.put("runId", run.runId());
        evidence.put("expectedBefore", run.fingerprintBefore());
        evidence.put("expectedAfter", null);
        evidence.put("found", situation.live().fingerprint());
        return error(
                FindingCode.PARTIAL_MIGRATION,
                "expected the schema as it was before revision " + run.openRevision()
                        + " began, found another: the step did not end well and left something behind",
                evidence,
                "varve diagnose " + situation.target() + " --deep names what is there and what is not; then "
                        + restore());
    }

    Finding partialInRows(KnownRun run) {
        var evidence = new LinkedHashMap<String, Object>();
        evidence.put("revision", run.openRevision());
        evidence.put("runId", run.runId());
        evidence.put("expectedBefore", run.fingerprintBefore());
        evidence.put("expectedAfter", null);
        evidence.put("found", situation.live().fingerprint());
        evidence.put("rows", run.leftInRows());
        return error(
                FindingCode.PARTIAL_MIGRATION,
                "expected everything as it was before revision " + run.openRevision()
                        + " began, found the schema so, but "
                        + String.join("; ", run.leftInRows())
                        + ": to run the step again would be to run it over its half",
                evidence,
                restore());
    }

    Finding appliedNotStamped(String revision, Schema before, Schema after) {
        var evidence = schemas(before, after);
        evidence.put("revision", revision);
        evidence.put("rows", rowsOfChanged(before, after));
        return error(
                FindingCode.APPLIED_NOT_STAMPED,
                "expected the schema of " + recorded() + ", found that of " + revision
                        + ", which is not recorded: its schema is complete, its data may be half done"
                        + inWords(rowsOfChanged(before, after)),
                evidence,
                restore());
    }

    Finding stampedNotApplied(ReferenceSchemas.Nearest nearest, Schema expected) {
        var evidence = new LinkedHashMap<String, Object>();
        evidence.put("expected", expected.fingerprint());
        evidence.put("found", situation.live().fingerprint());
        putNearest(evidence, nearest);
        evidence.put(
                "difference",
                Difference.between(expected, situation.liveWithoutLeftovers()).inWords());
        var found = nearest.isEqual()
                ? "that of " + nearest.revision()
                : "that of " + nearest.revision() + " with " + differences(nearest.difference());
        return error(
                FindingCode.STAMPED_NOT_APPLIED,
                "expected the schema of " + recorded() + ", found " + found
                        + ": the revision was recorded, its script did not run",
                evidence,
                restore());
    }

    Finding drift(Schema expected, Optional<ReferenceSchemas.Nearest> nearest) {
        var difference = Difference.between(expected, situation.liveWithoutLeftovers());
        var evidence = new LinkedHashMap<String, Object>();
        evidence.put("expected", expected.fingerprint());
        evidence.put("found", situation.live().fingerprint());
        evidence.put("difference", difference.inWords());
        nearest.ifPresent(near -> putNearest(evidence, near));
        return error(
                FindingCode.SCHEMA_DRIFT,
                "expected the schema of " + recorded() + ", found " + differences(difference) + ": "
                        + String.join("; ", difference.inWords()),
                evidence,
                "find out who changed it and bring the change into a revision; if it was a broken run: " + restore()
                        + "; if the differences are known and meant, as after years of older releases: varve upgrade "
                        + situation.target() + " --accept-drift");
    }

    Finding presupposed(ReferenceSchemas.Broken broken, Difference difference) {
        return new Finding(
                FindingCode.SCHEMA_DRIFT,
                Severity.WARNING,
                "the scripts do not make everything that is here, and " + broken.revision()
                        + " does not run on an empty database: they presuppose "
                        + String.join("; ", difference.inWords()),
                Map.of("difference", difference.inWords()),
                "nothing, if the application made it by itself; what of it somebody added since cannot be told from the scripts");
    }

    /** Rows of every table that a step makes or changes: beside those of its sources they tell how far a backfill came. */
    private Map<String, Object> rowsOfChanged(Schema before, Schema after) {
        var rows = new TreeMap<String, Object>();
        Difference.between(before, after).surplus().stream()
                .map(facet -> facet.owner())
                .filter(situation.rows()::containsKey)
                .forEach(table -> rows.put(table, situation.rows().get(table)));
        return rows;
    }

    private static String inWords(Map<String, Object> rows) {
        return rows.entrySet().stream()
                .map(table -> table.getKey() + " holds " + table.getValue() + " rows")
                .collect(Collectors.joining(", ", rows.isEmpty() ? "" : "; ", ""));
    }

    private static String differences(Difference difference) {
        return difference.size() == 1 ? "1 difference" : difference.size() + " differences";
    }

    private String recorded() {
        return situation.current().isEmpty() ? "an empty database" : String.join(", ", situation.current());
    }

    private String restore() {
        return KnownRun.restoring(situation.target(), situation.lastRun());
    }

    private Map<String, Object> schemas(Schema before, Schema after) {
        var evidence = new LinkedHashMap<String, Object>();
        evidence.put("expectedBefore", before.fingerprint());
        evidence.put("expectedAfter", after.fingerprint());
        evidence.put("found", situation.live().fingerprint());
        return evidence;
    }

    private static void putNearest(Map<String, Object> evidence, ReferenceSchemas.Nearest nearest) {
        evidence.put("nearest", nearest.revision());
        evidence.put("nearestDifferences", nearest.difference().size());
        evidence.put("nearestDifference", nearest.difference().inWords());
    }

    private static Finding error(FindingCode code, String message, Map<String, Object> evidence, String remedy) {
        return new Finding(code, Severity.ERROR, message, evidence, remedy);
    }
}
