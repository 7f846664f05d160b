package dev.varve.command.run;

import dev.varve.engine.diagnosis.DatabaseState;
import dev.varve.engine.diagnosis.Diagnosis;
import dev.varve.engine.finding.Finding;
import dev.varve.engine.finding.FindingCode;
import dev.varve.engine.finding.Severity;
import java.util.ArrayList;
import java.util.Map;

/**
 * Tells a new database from one that lost everything: both are empty, and only the record knows which had a schema. An upgrade
 * of the second would build empty tables where the data was.
 */
final class EmptyDatabase {

    private EmptyDatabase() {}

    static Diagnosis weigh(String target, Diagnosis seen, KnownPast past) {
        if (seen.state() != DatabaseState.EMPTY) {
            return seen;
        }
        var findings = new ArrayList<Finding>();
        if (past.schema().held()) {
            findings.add(emptied(target, seen));
            findings.addAll(seen.findings());
        } else {
            seen.findings().forEach(finding -> findings.add(asNew(target, finding)));
        }
        return seen.withFindings(findings);
    }

    private static Finding emptied(String target, Diagnosis seen) {
        return new Finding(
                FindingCode.SCHEMA_DRIFT,
                Severity.ERROR,
                "expected the schema that was recorded last, found a database without tables: its data is gone",
                Map.of("foundFingerprint", seen.fingerprint()),
                "varve recover " + target + " offers what may be put in its place");
    }

    private static Finding asNew(String target, Finding finding) {
        return finding.code() == FindingCode.EMPTY_DATABASE_FILE
                ? new Finding(
                        finding.code(),
                        Severity.INFO,
                        finding.message() + "; nothing was ever recorded in it, so it is taken for a new database",
                        finding.evidence(),
                        "the first upgrade fills it; if it should hold data, check the path: varve target show "
                                + target)
                : finding;
    }
}
