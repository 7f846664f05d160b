package dev.varve.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.engine.database.DatabaseKind;
import dev.varve.engine.database.SqliteDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepVerdictsTest {

    @TempDir
    Path folder;

    private static JudgedStatement statement(int ordinal, StatementVerdict verdict) {
        return new JudgedStatement("a1", ordinal, "SELECT " + ordinal, false, verdict, "a reason");
    }

    @Test
    void countsAllAndNamesTheMostTellingInTheirOrder() {
        var verdicts = new Verdicts(IntStream.rangeClosed(1, 300)
                .mapToObj(ordinal -> statement(
                        ordinal,
                        ordinal == 299
                                ? StatementVerdict.UNKNOWN
                                : ordinal > 250 ? StatementVerdict.KEPT : StatementVerdict.ROLLED_BACK))
                .toList());

        var told = StepVerdicts.of("a1", verdicts);

        assertThat(told.total()).isEqualTo(300);
        assertThat(List.of(told.kept(), told.rolledBack(), told.unknown())).containsExactly(49, 250, 1);
        assertThat(told.statements())
                .extracting(JudgedStatement::ordinal)
                .hasSize(StepVerdicts.MOST_NAMED)
                .startsWith(1, 2)
                .endsWith(298, 299, 300)
                .isSorted()
                .contains(251);
    }

    @Test
    void saysThatThereIsNoLedgerInsteadOfJudging() {
        var ledger = folder.resolve("ledger.jsonl");
        var database = SqliteDatabase.at(folder.resolve("app.db"));

        assertThat(StepVerdicts.of(ledger, database, List.of("a1")))
                .containsExactly(StepVerdicts.notJudged("a1", "there is no statement ledger " + ledger));
    }

    @Test
    void saysThatALedgerCannotBeRead() throws Exception {
        var ledger = Files.createDirectory(folder.resolve("ledger.jsonl"));
        var database = SqliteDatabase.at(folder.resolve("app.db"));

        assertThat(StepVerdicts.of(ledger, database, List.of("a1")))
                .singleElement()
                .satisfies(told -> assertThat(told.notJudged())
                        .startsWith("expected to read the statement ledger " + ledger + ": java.io.IOException: "));
    }

    @Test
    void takesNoCommitOfAKilledH2ForKept() {
        var verdicts = StepVerdicts.of(
                "a1",
                new Verdicts(List.of(statement(1, StatementVerdict.KEPT), statement(2, StatementVerdict.ROLLED_BACK))));

        var told = verdicts.afterAKill(DatabaseKind.H2);

        assertThat(List.of(told.kept(), told.rolledBack(), told.unknown())).containsExactly(0, 1, 1);
        assertThat(told.statements().getFirst().why()).contains("H2 may lose its last half second");
        assertThat(verdicts.afterAKill(DatabaseKind.SQLITE)).isEqualTo(verdicts);
    }
}
