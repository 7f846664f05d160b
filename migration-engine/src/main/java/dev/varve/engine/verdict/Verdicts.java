package dev.varve.engine.verdict;

import dev.varve.engine.database.Database;
import dev.varve.engine.database.DatabaseKind;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What became of every statement of a run, once its tool has ended.
 *
 * @param statements in the ledger's order; those that only steer transactions are left out
 */
public record Verdicts(List<JudgedStatement> statements) {

    private static final int LINE_BYTES = 16_384;

    public Verdicts {
        statements = List.copyOf(statements);
    }

    /**
     * Judges a ledger; a last line that was torn by a crash stands for a statement that never ran.
     *
     * @throws UncheckedIOException if the ledger cannot be read
     */
    public static Verdicts of(Path ledger, Database database) {
        return of(ledger, new Judge(database.kind(), fates(database), revision -> true));
    }

    /** Likewise; of other revisions' statements the SQL is left out. */
    static Verdicts of(Path ledger, Database database, Set<String> revisions) {
        return of(
                ledger,
                new Judge(
                        database.kind(),
                        fates(database),
                        revision -> revision != null && revisions.contains(revision)));
    }

    private static TransactionFates fates(Database database) {
        return database.kind() == DatabaseKind.POSTGRESQL ? new PostgresTransactionFates(database) : new NoFates();
    }

    static Verdicts of(Path ledger, DatabaseKind kind, TransactionFates fates) {
        return of(ledger, new Judge(kind, fates, revision -> true));
    }

    private static Verdicts of(Path ledger, Judge judge) {
        if (Files.exists(ledger)) {
            try (var file = new BufferedInputStream(Files.newInputStream(ledger))) {
                for (var line = next(file); line != null; line = next(file)) {
                    judge.take(LedgerLine.of(line));
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException("expected to read the statement ledger " + ledger, unreadable);
            }
        }
        return new Verdicts(judge.end().stream()
                .map(ran -> new JudgedStatement(ran.revision, ran.ordinal, ran.sql, ran.isCut, ran.verdict, ran.why))
                .toList());
    }

    /** The next whole line's beginning; {@code null} at the end. */
    private static String next(InputStream file) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var one = file.read(); one >= 0; one = file.read()) {
            if (one == '\n') {
                return line.toString(StandardCharsets.UTF_8);
            }
            if (line.size() < LINE_BYTES) {
                line.write(one);
            }
        }
        return null;
    }

    /** Those of one step. */
    public Verdicts about(String revision) {
        return new Verdicts(statements.stream()
                .filter(statement -> revision.equals(statement.revision()))
                .toList());
    }

    /** Those of other steps than these; what ran outside of every step is left out. */
    public Verdicts besides(Set<String> revisions) {
        return new Verdicts(statements.stream()
                .filter(statement -> statement.revision() != null && !revisions.contains(statement.revision()))
                .toList());
    }

    /** Without what ran outside of every step and only asks or sets, such as what a driver does on connecting. */
    public Verdicts thatMayWrite() {
        return new Verdicts(statements.stream()
                .filter(statement -> statement.revision() != null || !new SqlWords(statement.sql()).onlyAsks())
                .toList());
    }

    /** Whether it is known of every one that it is not in the database. */
    public boolean nothingKept() {
        return kept() == 0 && unknown() == 0;
    }

    public int kept() {
        return count(StatementVerdict.KEPT);
    }

    public int rolledBack() {
        return count(StatementVerdict.ROLLED_BACK);
    }

    public int unknown() {
        return count(StatementVerdict.UNKNOWN);
    }

    private int count(StatementVerdict verdict) {
        return (int) statements.stream()
                .filter(statement -> statement.verdict() == verdict)
                .count();
    }

    /** Such as {@code of 7 statements 4 were kept, 3 rolled back}. */
    public String inWords() {
        var words = "of " + statements.size() + (statements.size() == 1 ? " statement " : " statements ") + kept()
                + (kept() == 1 ? " was" : " were") + " kept, " + rolledBack() + " rolled back";
        return unknown() == 0 ? words : words + ", of " + unknown() + " nobody can tell";
    }
}
