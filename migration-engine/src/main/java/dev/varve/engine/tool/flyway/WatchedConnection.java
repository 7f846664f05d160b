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
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A connection whose every statement and transaction passes a {@link StatementWatch} on its way to the driver. */
final class WatchedConnection implements InvocationHandler {

    private final Connection connection;
    private final StatementWatch watch;

    private WatchedConnection(Connection connection, StatementWatch watch) {
        this.connection = connection;
        this.watch = watch;
    }

    static Connection wrap(Connection connection, StatementWatch watch) {
        return proxy(Connection.class, new WatchedConnection(connection, watch));
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
            case "commit" -> ending(Kind.COMMIT, method, arguments);
            case "rollback" -> ending(Kind.ROLLBACK, method, arguments);
            default -> call(connection, method, arguments);
        };
    }

    private Object setAutoCommit(boolean wanted) throws SQLException {
        var before = connection.getAutoCommit();
        connection.setAutoCommit(wanted);
        if (wanted && !before) {
            watch.transactionEnded(Kind.COMMIT);
        }
        return null;
    }

    private Object ending(Kind kind, Method method, Object[] arguments) throws Throwable {
        var result = call(connection, method, arguments);
        watch.transactionEnded(kind);
        return result;
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
            var opened = watch.starting(sql, inTransaction());
            var result = call(statement, method, arguments);
            watch.finished(opened, inTransaction(), opened == null ? null : AffectedRows.of(sql, statement, result));
            return result;
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
