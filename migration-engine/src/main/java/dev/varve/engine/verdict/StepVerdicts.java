package dev.varve.engine.verdict;

import dev.varve.engine.database.Database;
import dev.varve.engine.database.DatabaseKind;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * What became of the statements of a step that did not end well: all of them counted, the most telling ones named.
 *
 * @param kept how many are in the database
 * @param rolledBack how many are not
 * @param unknown of how many nobody can tell
 * @param statements in their order, at most {@value #MOST_NAMED}: those of which nobody can tell first, then those that were kept
 * @param notJudged why nothing could be told; {@code null} if it was
 */
public record StepVerdicts(
        String revision, int kept, int rolledBack, int unknown, List<JudgedStatement> statements, String notJudged) {

    /** An event takes only so much; the ledger has all of them. */
    public static final int MOST_NAMED = 100;

    private static final String H2_WRITES_LATE =
            "it was committed, but H2 may lose its last half second when its process is killed";

    public StepVerdicts {
        statements = List.copyOf(statements);
    }

    /** Nothing could be told, because {@code why}. */
    public static StepVerdicts notJudged(String revision, String why) {
        return new StepVerdicts(revision, 0, 0, 0, List.of(), why);
    }

    /**
     * Judges these steps by the ledger. The tool must have ended, and on a server its sessions: what is under way is not judged rightly.
     *
     * @return one for each revision, in the same order
     */
    public static List<StepVerdicts> of(Path ledger, Database database, Collection<String> revisions) {
        if (revisions.isEmpty()) {
            return List.of();
        }
        if (!Files.exists(ledger)) {
            return all(revisions, "there is no statement ledger " + ledger);
        }
        try {
            var verdicts = Verdicts.of(ledger, database, Set.copyOf(revisions));
            return revisions.stream()
                    .map(revision -> of(revision, verdicts.about(revision)))
                    .toList();
        } catch (UncheckedIOException unreadable) {
            return all(revisions, unreadable.getMessage() + ": " + unreadable.getCause());
        }
    }

    private static List<StepVerdicts> all(Collection<String> revisions, String why) {
        return revisions.stream().map(revision -> notJudged(revision, why)).toList();
    }

    static StepVerdicts of(String revision, Verdicts verdicts) {
        var all = verdicts.statements();
        var most = IntStream.range(0, all.size())
                .boxed()
                .sorted(Comparator.comparingInt(at -> rank(all.get(at))))
                .limit(MOST_NAMED)
                .sorted()
                .map(all::get)
                .toList();
        return new StepVerdicts(revision, verdicts.kept(), verdicts.rolledBack(), verdicts.unknown(), most, null);
    }

    private static int rank(JudgedStatement statement) {
        return switch (statement.verdict()) {
            case UNKNOWN -> 0;
            case KEPT -> 1;
            case ROLLED_BACK -> 2;
        };
    }

    /** The same of a step whose process was killed with the database in it. */
    public StepVerdicts afterAKill(DatabaseKind kind) {
        if (kind != DatabaseKind.H2 || kept == 0) {
            return this;
        }
        return new StepVerdicts(
                revision,
                0,
                rolledBack,
                unknown + kept,
                statements.stream().map(StepVerdicts::perhapsLost).toList(),
                notJudged);
    }

    private static JudgedStatement perhapsLost(JudgedStatement statement) {
        return statement.verdict() == StatementVerdict.KEPT
                ? new JudgedStatement(
                        statement.revision(),
                        statement.ordinal(),
                        statement.sql(),
                        statement.isCut(),
                        StatementVerdict.UNKNOWN,
                        H2_WRITES_LATE)
                : statement;
    }

    /** How many statements there were. */
    public int total() {
        return kept + rolledBack + unknown;
    }

    /** For a person: first the count, such as {@code 3 statements of step b2: 2 kept, 1 rolled back}, then those that were kept, by name. */
    public List<String> inWords() {
        return new VerdictWords(this).lines();
    }

    /** The same with each named statement as the change makes it. */
    public StepVerdicts with(UnaryOperator<JudgedStatement> change, String newNotJudged) {
        return new StepVerdicts(
                revision,
                kept,
                rolledBack,
                unknown,
                statements.stream().map(change).toList(),
                newNotJudged);
    }
}
