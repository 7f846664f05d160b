package dev.varve.engine.verdict;

import dev.varve.engine.database.DatabaseKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Takes the ledger's lines in order and decides each statement's verdict. */
final class Judge {

    private static final int SQL_CHARACTERS = 1000;
    private static final int STATEMENTS_WITH_SQL = 2000;

    private final DatabaseKind kind;
    private final TransactionFates fates;
    private final Predicate<String> named;
    private final List<Ran> all = new ArrayList<>();
    private final Map<Integer, OpenTransaction> transactions = new HashMap<>();
    private final Map<Integer, Ran> running = new HashMap<>();
    private int withSql;

    /** @param named of which revisions' statements the SQL is to be told */
    Judge(DatabaseKind kind, TransactionFates fates, Predicate<String> named) {
        this.kind = kind;
        this.fates = fates;
        this.named = named;
    }

    void take(LedgerLine line) {
        var connection = line.number("connection");
        var transaction = transactions.computeIfAbsent(connection, number -> new OpenTransaction(kind, fates));
        switch (line.event()) {
            case "start" -> starts(line, connection, transaction);
            case "end" -> ended(line, running.remove(connection), transaction);
            case "transactionId" -> transaction.numbered(line);
            case "committing" -> transaction.committing(line);
            case "committed" -> transaction.committed();
            case "commitFailed" -> {
                if (!line.isTrue("lost")) {
                    transaction.refused();
                }
            }
            case "rolledBack" -> over(transaction, "its transaction was rolled back");
            case "closed" -> over(transaction, "its connection was closed without a commit");
            case "savepoint" -> transaction.savepoint(line.text("name"));
            case "rolledBackTo" -> transaction.rolledBackTo(line.text("name"));
            case "released" -> transaction.released(line.text("name"));
            case "again" -> over();
            default -> {}
        }
    }

    /** A tool that lost its connection while it committed rolls back afterwards, which tells nothing. */
    private static void over(OpenTransaction transaction, String why) {
        if (!transaction.isCommitting()) {
            transaction.rolledBack(why);
        }
    }

    private void starts(LedgerLine line, int connection, OpenTransaction transaction) {
        var sql = line.text("sql");
        var ran = new Ran(line, new SqlWords(sql), isNamed(line) ? brief(sql) : null, isLong(sql));
        if (!transaction.isEmpty() && Boolean.FALSE.equals(ran.inTransaction)) {
            transaction.endedUnseen();
        }
        all.add(ran);
        running.put(connection, ran);
    }

    private boolean isNamed(LedgerLine line) {
        return named.test(line.text("revision")) && withSql++ < STATEMENTS_WITH_SQL;
    }

    private static boolean isLong(String sql) {
        return sql != null && sql.length() > SQL_CHARACTERS;
    }

    private static String brief(String sql) {
        return isLong(sql) ? sql.substring(0, SQL_CHARACTERS) : sql;
    }

    private void ended(LedgerLine line, Ran ran, OpenTransaction transaction) {
        if (ran == null) {
            return;
        }
        if (line.isTrue("lost")) {
            cutShort(ran, transaction);
        } else if (line.text("error") != null) {
            failed(ran, line.isTrue("inTransaction") || !transaction.isEmpty(), transaction);
        } else {
            succeeded(ran, line.truth("inTransaction"), transaction);
        }
    }

    private void failed(Ran ran, boolean inside, OpenTransaction transaction) {
        if (ran.words.commitsImplicitly(kind)) {
            transaction.unknown("H2 may have committed before a definition that failed");
        }
        if (!inside && ran.words.endsInParts()) {
            looked(ran, "it failed");
        } else if (ran.words.holdsAnEnd()) {
            ran.judge(StatementVerdict.UNKNOWN, "it failed, and ends a transaction in its midst");
            transaction.unknown("a statement that ends a transaction in its midst failed");
        } else {
            ran.judge(StatementVerdict.ROLLED_BACK, "it failed");
            transaction.failed();
        }
    }

    private void succeeded(Ran ran, Boolean insideAfter, OpenTransaction transaction) {
        if (ran.words.savepointOfRollback() != null) {
            transaction.rolledBackTo(ran.words.savepointOfRollback());
        } else if (ran.words.rollsBack()) {
            transaction.rolledBack("its transaction was rolled back");
        } else if (ran.words.released() != null) {
            transaction.released(ran.words.released());
        }
        if (ran.words.holdsAnEnd()) {
            transaction.unknown("a later statement ends a transaction in its midst");
            ran.judge(StatementVerdict.UNKNOWN, "it ends a transaction in its midst");
        } else if (ran.words.commitsImplicitly(kind) || !isInside(ran, insideAfter)) {
            transaction.committed();
            ran.judge(StatementVerdict.KEPT, "it was committed at once");
        } else {
            transaction.add(ran);
        }
        if (ran.words.savepoint() != null) {
            transaction.savepoint(ran.words.savepoint());
        }
    }

    private static boolean isInside(Ran ran, Boolean insideAfter) {
        return insideAfter != null ? insideAfter : !Boolean.TRUE.equals(ran.autocommit);
    }

    /** Begun, and nobody saw its end. */
    private void cutShort(Ran ran, OpenTransaction transaction) {
        if (ran.words.holdsAnEnd()) {
            ran.judge(StatementVerdict.UNKNOWN, "it ends a transaction in its midst, and nobody saw its end");
            transaction.unknown("a later statement ends a transaction in its midst, and nobody saw its end");
        } else if (ran.words.steers() && !ran.words.rollsBack()) {
            steeringCutShort(ran, transaction);
        } else if (ran.words.commitsImplicitly(kind)) {
            transaction.unknown("H2 may have committed before a definition whose end nobody saw");
            ran.judge(StatementVerdict.UNKNOWN, "nobody saw its end");
        } else if (begins(ran)) {
            transaction.add(ran);
        } else {
            looked(ran, "nobody saw its end");
        }
    }

    /** A COMMIT, or a RELEASE that is one, may have come through. */
    private static void steeringCutShort(Ran ran, OpenTransaction transaction) {
        if (ran.words.savepoint() == null && ran.words.savepointOfRollback() == null) {
            transaction.committing(LedgerLine.of("{}"));
        }
        ran.judge(StatementVerdict.UNKNOWN, "nobody saw its end");
    }

    /** Whether it ran in a transaction, the driver's own included, which begins with it. */
    private boolean begins(Ran ran) {
        if (Boolean.TRUE.equals(ran.inTransaction)) {
            return true;
        }
        return Boolean.FALSE.equals(ran.autocommit) && (kind != DatabaseKind.SQLITE || ran.words.writesRows());
    }

    /** Outside of a transaction only looking tells. */
    private void looked(Ran ran, String what) {
        var index = ran.words.concurrentIndex();
        var there = index == null ? null : fates.indexIsThere(index);
        if (there == null) {
            ran.judge(StatementVerdict.UNKNOWN, what + ", and it ran outside of a transaction");
        } else if (!there) {
            ran.judge(StatementVerdict.ROLLED_BACK, what + "; there is no index " + index);
        } else if (fates.indexIsInvalid(index)) {
            ran.judge(
                    StatementVerdict.KEPT,
                    what + "; it left the index " + index + " invalid: drop it before it is built again");
        } else {
            ran.judge(StatementVerdict.KEPT, what + "; the index " + index + " is there and valid");
        }
    }

    /** The tool is at its end: another that follows has connections of its own. */
    private void over() {
        running.forEach((connection, ran) -> cutShort(ran, transactions.get(connection)));
        running.clear();
        transactions.values().forEach(OpenTransaction::leftOpen);
        transactions.clear();
    }

    /** The ledger is at its end and so is the tool. */
    List<Ran> end() {
        over();
        return all.stream().filter(ran -> !ran.words.steers()).toList();
    }
}
