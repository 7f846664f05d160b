package dev.varve.query.app;

import dev.varve.query.projection.ViewTransaction;
import dev.varve.query.projection.Views;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;

/** One change of the views a unit of work, bound to its thread, so that rows and token commit together. */
final class ViewTransactions implements TransactionManager {

    private final Views views;

    @SuppressWarnings("ThreadLocalUsage") // one a read model, and removed at the end of each transaction
    private final ThreadLocal<ViewTransaction> current = new ThreadLocal<>();

    ViewTransactions(Views views) {
        this.views = views;
    }

    /**
     * The thread's transaction.
     *
     * @throws IllegalStateException outside one: a row written there would not move with its position
     */
    ViewTransaction current() {
        var transaction = current.get();
        if (transaction == null) {
            throw new IllegalStateException("expected a transaction of the views on this thread, found none");
        }
        return transaction;
    }

    @Override
    public Transaction startTransaction() {
        if (current.get() != null) {
            return new Joined();
        }
        current.set(views.begin());
        return new Own();
    }

    /** Begun here, so ended here. */
    private final class Own implements Transaction {

        @Override
        public void commit() {
            var transaction = current();
            try {
                transaction.commit();
            } finally {
                end(transaction);
            }
        }

        @Override
        public void rollback() {
            var transaction = current.get();
            if (transaction != null) {
                end(transaction);
            }
        }

        private void end(ViewTransaction transaction) {
            current.remove();
            transaction.close();
        }
    }

    /** Inside another, which decides. */
    private static final class Joined implements Transaction {

        @Override
        public void commit() {}

        @Override
        public void rollback() {}
    }
}
