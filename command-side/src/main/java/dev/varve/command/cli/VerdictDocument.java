package dev.varve.command.cli;

import dev.varve.engine.verdict.JudgedStatement;
import dev.varve.engine.verdict.StepVerdicts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What became of statements, as fields of the contract's documents. */
final class VerdictDocument {

    private VerdictDocument() {}

    /** @param verdicts {@code null} if the step was not judged */
    static void put(Map<String, Object> step, StepVerdicts verdicts) {
        var judged = verdicts != null && verdicts.notJudged() == null;
        step.put("statementCounts", judged ? counts(verdicts) : null);
        step.put("statementVerdicts", judged ? named(verdicts) : null);
    }

    /** Of several steps; {@code null} if none was judged. */
    static List<Map<String, Object>> ofSteps(List<StepVerdicts> steps) {
        var judged = steps.stream().filter(step -> step.notJudged() == null).toList();
        return judged.isEmpty()
                ? null
                : judged.stream().flatMap(step -> named(step).stream()).toList();
    }

    private static Map<String, Object> counts(StepVerdicts verdicts) {
        var counts = new LinkedHashMap<String, Object>();
        counts.put("kept", verdicts.kept());
        counts.put("rolledBack", verdicts.rolledBack());
        counts.put("unknown", verdicts.unknown());
        return counts;
    }

    private static List<Map<String, Object>> named(StepVerdicts verdicts) {
        return verdicts.statements().stream().map(VerdictDocument::statement).toList();
    }

    private static Map<String, Object> statement(JudgedStatement judged) {
        var statement = new LinkedHashMap<String, Object>();
        statement.put("revision", judged.revision());
        statement.put("ordinal", judged.ordinal());
        statement.put("sql", judged.sql());
        statement.put("verdict", judged.verdict());
        statement.put("why", judged.why());
        return statement;
    }
}
