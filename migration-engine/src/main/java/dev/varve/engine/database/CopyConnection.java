package dev.varve.engine.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;

/** A connection to a private copy, which goes with it. */
final class CopyConnection implements InvocationHandler {

    private final Connection connection;
    private final Path scratch;

    private CopyConnection(Connection connection, Path scratch) {
        this.connection = connection;
        this.scratch = scratch;
    }

    /** @param scratch the copy's folder; it is removed when the connection is closed */
    static Connection of(Connection connection, Path scratch) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new CopyConnection(connection, scratch));
    }

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        } finally {
            if (method.getName().equals("close")) {
                SqliteConnections.deleteTree(scratch);
            }
        }
    }
}
