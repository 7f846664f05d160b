package dev.varve.engine.verdict;

import dev.varve.engine.database.DatabaseKind;
import dev.varve.engine.verdict.TransactionFates.Fate;
import java.util.ArrayList;
import java.util.List;

/** The statements of a connection that share a fate, and what is known of it. */
final class OpenTransaction {

    private record Mark(String name, int from) {}

    private final DatabaseKind kind;
    private final TransactionFates fates;
    private final List<Ran> statements = new ArrayList<>();
    private final List<Mark> savepoints = new ArrayList<>();
    private String id;
    private String server;
    private boolean committing;
    private boolean flushed;
    private boolean broken;

    OpenTransaction(DatabaseKind kind, TransactionFates fates) {
        this.kind = kind;
        this.fates = fates;
    }

    boolean isEmpty() {
        return statements.isEmpty();
    }

    boolean isCommitting() {
        return committing;
    }

    void add(Ran statement) {
        statements.add(statement);
    }

    void numbered(LedgerLine line) {
        id = line.text("transactionId");
        server = line.text("server");
    }

    void committing(LedgerLine line) {
        committing = true;
        flushed = line.isTrue("flushed");
    }

    /** The server refused the commit: PostgreSQL has rolled back then, others may be asked again. */
    void refused() {
        committing = false;
        broken = kind == DatabaseKind.POSTGRESQL;
    }

    /** A statement failed in it: PostgreSQL commits nothing of it any more, unless it goes back to a savepoint. */
    void failed() {
        broken |= kind == DatabaseKind.POSTGRESQL;
    }

    void savepoint(String name) {
        savepoints.add(new Mark(name, statements.size()));
    }

    void released(String name) {
        var at = place(name);
        if (at >= 0) {
            savepoints.subList(at, savepoints.size()).clear();
        }
    }

    void rolledBackTo(String name) {
        var at = place(name);
        if (at >= 0) {
            statements
                    .subList(savepoints.get(at).from(), statements.size())
                    .forEach(ran -> ran.judge(StatementVerdict.ROLLED_BACK, "rolled back to the savepoint " + name));
            savepoints.subList(at + 1, savepoints.size()).clear();
            broken = false;
        }
    }

    private int place(String name) {
        for (var at = savepoints.size() - 1; at >= 0; at--) {
            if (savepoints.get(at).name().equals(name)) {
                return at;
            }
        }
        return -1;
    }

    void rolledBack(String why) {
        end(StatementVerdict.ROLLED_BACK, why);
    }

    void unknown(String why) {
        end(StatementVerdict.UNKNOWN, why);
    }

    /** The commit came back; a server that lost it in a crash, since it was told not to wait for its disk, says so. */
    void committed() {
        if (broken) {
            rolledBack("a statement of its transaction had failed, so the commit rolled it back");
        } else if (id != null && fates.of(id) == Fate.ABORTED) {
            rolledBack("the server had acknowledged the commit of transaction " + id + " and lost it");
        } else {
            end(
                    StatementVerdict.KEPT,
                    id == null ? "its transaction was committed" : "transaction " + id + " was committed");
        }
    }

    /** Nobody saw its end. */
    void leftOpen() {
        if (broken) {
            rolledBack("a statement of its transaction had failed, and nothing of it can be committed");
        } else if (!committing) {
            neverCommitted();
        } else if (id == null) {
            unknown("the commit was about to be sent, and nobody saw whether it was");
        } else {
            asTheServerSays();
        }
    }

    /** A commit that passes no ledger is possible, and a server that was not started anew since cannot mistake the number. */
    private void neverCommitted() {
        var fate = id == null ? Fate.ABORTED : fates.of(id);
        if (fate == Fate.IN_PROGRESS || (fate == Fate.COMMITTED && !fates.restartedSince(server))) {
            asTheServerSays();
        } else {
            rolledBack("its transaction was never asked to commit, and its connection is gone");
        }
    }

    /** The driver is outside of it, and no line says how it ended. */
    void endedUnseen() {
        if (id == null) {
            unknown("its transaction was ended by something that passes no ledger");
        } else {
            asTheServerSays();
        }
    }

    private void asTheServerSays() {
        switch (fates.of(id)) {
            case COMMITTED -> {
                if (flushed || !fates.restartedSince(server)) {
                    end(StatementVerdict.KEPT, "the server says that transaction " + id + " was committed");
                } else {
                    unknown("the server was started anew since, and may have given the number " + id
                            + " to another transaction");
                }
            }
            case ABORTED -> rolledBack("the server says that transaction " + id + " was not committed");
            case IN_PROGRESS ->
                unknown("the server still works on transaction " + id + "; ask again once it has ended");
            case UNKNOWN ->
                unknown("the commit of transaction " + id
                        + " was about to be sent, and the server cannot tell its fate");
        }
    }

    private void end(StatementVerdict verdict, String why) {
        statements.forEach(ran -> ran.judge(verdict, why));
        statements.clear();
        savepoints.clear();
        id = null;
        server = null;
        committing = false;
        flushed = false;
        broken = false;
    }
}
