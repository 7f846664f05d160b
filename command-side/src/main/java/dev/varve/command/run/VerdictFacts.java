package dev.varve.command.run;

import dev.varve.command.append.Redaction;
import dev.varve.engine.verdict.JudgedStatement;
import dev.varve.engine.verdict.StatementVerdict;
import dev.varve.engine.verdict.StepVerdicts;
import dev.varve.events.RecordedVerdict;
import dev.varve.events.RunEvent.StatementsJudged;

/** Verdicts as recorded facts, and back. */
public final class VerdictFacts {

    private static final int SQL_CHARACTERS = 200;
    private static final String MORE = " …";

    private VerdictFacts() {}

    /** Without secrets, the SQL's beginning only. */
    static StepVerdicts clean(StepVerdicts verdicts, Redaction redaction) {
        return verdicts.with(statement -> clean(statement, redaction), redaction.of(verdicts.notJudged()));
    }

    private static JudgedStatement clean(JudgedStatement statement, Redaction redaction) {
        return new JudgedStatement(
                statement.revision(),
                statement.ordinal(),
                sql(statement, redaction),
                false,
                statement.verdict(),
                redaction.of(statement.why()));
    }

    private static String sql(JudgedStatement statement, Redaction redaction) {
        var sql = statement.sql();
        if (sql == null) {
            return null;
        }
        var clean = statement.isCut() ? redaction.ofCut(sql) : redaction.of(sql);
        if (clean.length() <= SQL_CHARACTERS + MORE.length()) {
            return statement.isCut() ? clean + MORE : clean;
        }
        var end = Character.isHighSurrogate(clean.charAt(SQL_CHARACTERS - 1)) ? SQL_CHARACTERS - 1 : SQL_CHARACTERS;
        return clean.substring(0, end) + MORE;
    }

    static StatementsJudged fact(String runId, String target, StepVerdicts verdicts) {
        return new StatementsJudged(
                runId,
                target,
                verdicts.revision(),
                verdicts.kept(),
                verdicts.rolledBack(),
                verdicts.unknown(),
                verdicts.statements().stream()
                        .map(statement -> new RecordedVerdict(
                                statement.ordinal(),
                                statement.sql(),
                                statement.verdict().name(),
                                statement.why()))
                        .toList(),
                verdicts.notJudged());
    }

    /** What was recorded. */
    public static StepVerdicts of(StatementsJudged fact) {
        return new StepVerdicts(
                fact.revision(),
                fact.kept(),
                fact.rolledBack(),
                fact.unknown(),
                fact.statements().stream()
                        .map(statement -> new JudgedStatement(
                                fact.revision(),
                                statement.ordinal(),
                                statement.sql(),
                                false,
                                StatementVerdict.valueOf(statement.verdict()),
                                statement.why()))
                        .toList(),
                fact.notJudged());
    }
}
