package dev.varve.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.database.DatabaseKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgeTest {

    private static final String START =
            "{'revision':'a1','ordinal':%d,'event':'start','connection':1,'inTransaction':%s,'autocommit':%s,'sql':'%s'}\n";
    private static final String END =
            "{'revision':'a1','ordinal':%d,'event':'end','connection':1,'inTransaction':%s,'sql':null,'error':%s,'lost':%s}\n";

    @TempDir
    Path folder;

    /** Fates by number; a server that was restarted. */
    private record Known(Map<String, Fate> fates) implements TransactionFates {
        @Override
        public Fate of(String transactionId) {
            return fates.getOrDefault(transactionId, Fate.UNKNOWN);
        }

        @Override
        public boolean restartedSince(String server) {
            return true;
        }

        @Override
        public Boolean indexIsThere(String name) {
            return name.equals("there");
        }

        @Override
        public boolean indexIsInvalid(String name) {
            return true;
        }
    }

    private Verdicts judge(DatabaseKind kind, TransactionFates fates, String... lines) throws Exception {
        var ledger = folder.resolve("ledger.jsonl");
        Files.writeString(ledger, String.join("", lines).replace('\'', '"'));
        return Verdicts.of(ledger, kind, fates);
    }

    private static String ran(int ordinal, String sql, boolean inside) {
        return START.formatted(ordinal, inside, false, sql) + END.formatted(ordinal, inside, null, null);
    }

    private static String told(String event, String more) {
        return "{'ordinal':null,'event':'" + event + "','connection':1" + more + "}\n";
    }

    private static final String NUMBER = told("transactionId", ",'transactionId':'7','server':'1.5'");
    private static final String COMMITTING = NUMBER + told("committing", ",'flushed':true");

    @Test
    void theEndOfABlockInAFunctionsBodyEndsNoTransaction() throws Exception {
        var verdicts = judge(
                DatabaseKind.POSTGRESQL,
                new Known(Map.of()),
                ran(1, "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $f$ BEGIN PERFORM 1; END $f$", true),
                START.formatted(2, true, false, "DO $$ BEGIN IF true THEN PERFORM g(); END IF; END $$")
                        + END.formatted(2, true, "'Failed'", null),
                told("rolledBack", ""));

        assertThat(verdicts.nothingKept()).isTrue();
    }

    /** A tool that is called again counts its connections from 1; what the former left open has nothing to do with that. */
    @Test
    void whatAFormerToolLeftOpenIsNotInTheTransactionOfTheNext() throws Exception {
        var verdicts = judge(
                DatabaseKind.POSTGRESQL,
                new Known(Map.of()),
                ran(1, "CREATE TABLE a (x int)", true),
                START.formatted(2, true, false, "ALTER TABLE b ADD y int") + END.formatted(2, true, "'Locked'", null),
                "{'ordinal':null,'event':'again','connection':null}\n",
                ran(1, "CREATE TABLE a (x int)", true),
                told("committing", ""),
                told("committed", ""));

        assertThat(verdicts.statements())
                .extracting(JudgedStatement::verdict)
                .containsExactly(StatementVerdict.ROLLED_BACK, StatementVerdict.ROLLED_BACK, StatementVerdict.KEPT);
    }

    @Test
    void takesAnUncommittedTransactionForRolledBackAndACommittedOneForKept() throws Exception {
        var verdicts = judge(
                DatabaseKind.SQLITE,
                new NoFates(),
                ran(1, "CREATE TABLE a (x)", false),
                ran(2, "INSERT INTO a VALUES (1)", true),
                told("committing", ""),
                told("committed", ""),
                ran(3, "INSERT INTO a VALUES (2)", true));

        assertThat(verdicts.statements())
                .extracting(JudgedStatement::verdict)
                .containsExactly(StatementVerdict.KEPT, StatementVerdict.KEPT, StatementVerdict.ROLLED_BACK);
        assertThat(verdicts.inWords()).isEqualTo("of 3 statements 2 were kept, 1 rolled back");
    }

    @Test
    void knowsNothingOfACommitThatNobodySawUnlessTheServerTells() throws Exception {
        var lines = ran(1, "INSERT INTO a VALUES (1)", true) + COMMITTING;

        assertThat(judge(DatabaseKind.SQLITE, new NoFates(), lines).statements())
                .singleElement()
                .satisfies(one -> assertThat(one.verdict()).isEqualTo(StatementVerdict.UNKNOWN));
        assertThat(judge(DatabaseKind.POSTGRESQL, new Known(Map.of("7", TransactionFates.Fate.COMMITTED)), lines)
                        .statements())
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.verdict()).isEqualTo(StatementVerdict.KEPT);
                    assertThat(one.why()).isEqualTo("the server says that transaction 7 was committed");
                });
        assertThat(judge(DatabaseKind.POSTGRESQL, new Known(Map.of("7", TransactionFates.Fate.ABORTED)), lines)
                        .rolledBack())
                .isEqualTo(1);
    }

    @Test
    void doubtsANumberThatACrashMayHaveGivenToAnother() throws Exception {
        var verdicts = judge(
                DatabaseKind.POSTGRESQL,
                new Known(Map.of("7", TransactionFates.Fate.COMMITTED)),
                ran(1, "INSERT INTO a VALUES (1)", true) + COMMITTING.replace("true", "false"));

        assertThat(verdicts.statements().getFirst().why())
                .isEqualTo("the server was started anew since, and may have given the number 7 to another transaction");
    }

    @Test
    void keepsWhatASavepointDidNotTakeBack() throws Exception {
        var verdicts = judge(
                DatabaseKind.POSTGRESQL,
                new NoFates(),
                ran(1, "CREATE TABLE a (x int)", true),
                ran(2, "SAVEPOINT s", true),
                ran(3, "INSERT INTO a VALUES (1)", true),
                START.formatted(4, true, false, "INSERT INTO b VALUES (1)") + END.formatted(4, true, "'Error'", false),
                ran(5, "ROLLBACK TO SAVEPOINT s", true),
                ran(6, "INSERT INTO a VALUES (2)", true),
                told("committing", ""),
                told("committed", ""));

        assertThat(verdicts.statements())
                .extracting(JudgedStatement::ordinal, JudgedStatement::verdict)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, StatementVerdict.KEPT),
                        org.assertj.core.groups.Tuple.tuple(3, StatementVerdict.ROLLED_BACK),
                        org.assertj.core.groups.Tuple.tuple(4, StatementVerdict.ROLLED_BACK),
                        org.assertj.core.groups.Tuple.tuple(6, StatementVerdict.KEPT));
    }

    @Test
    void saysThatAnIndexWasLeftInvalid() throws Exception {
        var verdicts = judge(
                DatabaseKind.POSTGRESQL,
                new Known(Map.of()),
                START.formatted(1, false, true, "CREATE INDEX CONCURRENTLY there ON t (x)"));

        assertThat(verdicts.statements().getFirst().why())
                .isEqualTo("nobody saw its end; it left the index there invalid: drop it before it is built again");
    }

    @Test
    void takesATornLastLineForAStatementThatNeverRan() throws Exception {
        assertThat(judge(DatabaseKind.SQLITE, new NoFates(), "{'revision':'a1','ordinal':1,'event':'start'")
                        .statements())
                .isEmpty();
    }

    @Test
    void asksTheServerAboutATransactionThatEndedWithoutALine() throws Exception {
        var fates = new Known(Map.of("7", TransactionFates.Fate.ABORTED));
        var first = ran(1, "INSERT INTO a VALUES (1)", true);
        var second = ran(2, "INSERT INTO a VALUES (2)", false);

        assertThat(judge(DatabaseKind.POSTGRESQL, fates, first, NUMBER, second)
                        .statements()
                        .getFirst()
                        .why())
                .isEqualTo("the server says that transaction 7 was not committed");
        assertThat(judge(DatabaseKind.SQLITE, new NoFates(), first, second)
                        .statements()
                        .getFirst()
                        .why())
                .isEqualTo("its transaction was ended by something that passes no ledger");
    }

    @Test
    void knowsThatH2CommitsWithEveryDefinition() throws Exception {
        var verdicts = judge(
                DatabaseKind.H2,
                new NoFates(),
                ran(1, "INSERT INTO a VALUES (1)", true),
                ran(2, "CREATE TABLE b (x int)", true),
                ran(3, "INSERT INTO a VALUES (2)", true),
                told("rolledBack", ""));

        assertThat(verdicts.statements())
                .extracting(JudgedStatement::verdict)
                .containsExactly(StatementVerdict.KEPT, StatementVerdict.KEPT, StatementVerdict.ROLLED_BACK);
    }
}
