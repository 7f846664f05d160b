package dev.varve.engine.tool.flyway;

import dev.varve.engine.observation.Observation.TransactionChanged.Kind;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A connection whose every statement and transaction passes a {@link StatementWatch} on its way to the driver. */
final class WatchedConnection implements InvocationHandler {

    private final Connection connection;
    private final StatementWatch watch;
    private final WatchedTransaction transaction;

    private WatchedConnection(Connection connection, int number, StatementWatch watch) {
        this.connection = connection;
        this.watch = watch;
        this.transaction = new WatchedTransaction(connection, number, watch);
    }

    /** @param number tells this connection from the tool's others */
    static Connection wrap(Connection connection, int number, StatementWatch watch) {
        return proxy(Connection.class, new WatchedConnection(connection, number, watch));
    }

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
        return switch (method.getName()) {
            case "createStatement" ->
                proxy(Statement.class, new WatchedStatement((Statement) call(connection, method, arguments), null));
            case "prepareStatement" ->
                proxy(
                        PreparedStatement.class,
                        new WatchedStatement((Statement) call(connection, method, arguments), (String) arguments[0]));
            case "prepareCall" ->
                proxy(
                        CallableStatement.class,
                        new WatchedStatement((Statement) call(connection, method, arguments), (String) arguments[0]));
            case "setAutoCommit" -> setAutoCommit((boolean) arguments[0]);
            case "commit" -> committing(() -> call(connection, method, arguments));
            case "rollback" -> rollback(method, arguments);
            case "setSavepoint" -> savepoint(method, arguments);
            case "releaseSavepoint" -> release(method, arguments);
            case "close" -> close(method, arguments);
            default -> call(connection, method, arguments);
        };
    }

    private interface Act {
        Object run() throws Throwable;
    }

    /** Switching autocommit on commits what is open. */
    private Object setAutoCommit(boolean wanted) throws Throwable {
        if (!wanted || connection.getAutoCommit()) {
            connection.setAutoCommit(wanted);
            return null;
        }
        return committing(() -> {
            connection.setAutoCommit(true);
            return null;
        });
    }

    private Object committing(Act act) throws Throwable {
        transaction.committing();
        try {
            var result = act.run();
            transaction.committed();
            watch.transactionEnded(Kind.COMMIT);
            return result;
        } catch (SQLException failed) {
            transaction.commitFailed(failed);
            throw failed;
        }
    }

    private Object rollback(Method method, Object[] arguments) throws Throwable {
        if (arguments != null) {
            transaction.rolledBackTo((Savepoint) arguments[0]);
            return call(connection, method, arguments);
        }
        transaction.rolledBack();
        var result = call(connection, method, arguments);
        watch.transactionEnded(Kind.ROLLBACK);
        return result;
    }

    private Object savepoint(Method method, Object[] arguments) throws Throwable {
        var savepoint = (Savepoint) call(connection, method, arguments);
        transaction.savepoint(savepoint);
        return savepoint;
    }

    private Object release(Method method, Object[] arguments) throws Throwable {
        transaction.released((Savepoint) arguments[0]);
        return call(connection, method, arguments);
    }

    private Object close(Method method, Object[] arguments) throws Throwable {
        transaction.closed();
        return call(connection, method, arguments);
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException wrapped) {
            throw wrapped.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(WatchedConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** A statement whose executions are announced and measured; {@code prepared} is its text, if it has one already. */
    private final class WatchedStatement implements InvocationHandler {

        private final Statement statement;
        private final String prepared;
        private final List<String> batch = new ArrayList<>();

        private WatchedStatement(Statement statement, String prepared) {
            this.statement = statement;
            this.prepared = prepared;
        }

        @Override
        public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
            var name = method.getName();
            if (name.equals("addBatch") && arguments != null) {
                batch.add((String) arguments[0]);
            }
            if (!name.startsWith("execute")) {
                return call(statement, method, arguments);
            }
            var sql = text(name, arguments);
            var opened = watch.starting(sql, transaction.connection(), inTransaction());
            var result = executed(opened, method, arguments);
            watch.finished(opened, inTransaction(), opened == null ? null : AffectedRows.of(sql, statement, result));
            transaction.ran(opened);
            return result;
        }

        private Object executed(StatementWatch.Opened opened, Method method, Object[] arguments) throws Throwable {
            try {
                return call(statement, method, arguments);
            } catch (SQLException failed) {
                transaction.uses(opened);
                watch.failed(opened, opened != null && opened.inTransaction(), failed);
                throw failed;
            }
        }

        private String text(String name, Object[] arguments) {
            if (name.endsWith("Batch") && prepared == null) {
                var all = String.join(";\n", batch);
                batch.clear();
                return all;
            }
            return prepared != null ? prepared : (String) arguments[0];
        }

        private boolean inTransaction() throws SQLException {
            return !connection.getAutoCommit();
        }
    }
}
