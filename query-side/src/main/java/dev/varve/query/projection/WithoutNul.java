package dev.varve.query.projection;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;

/**
 * A connection whose statements hold U+FFFD for each NUL of a text: events may have one, PostgreSQL's texts cannot
 * (postgresql.org/docs/current/datatype-character.html). The rows of events derive their columns likewise.
 */
record WithoutNul(Object owned) implements InvocationHandler {

    private static final char NUL = '\0';
    private static final char REPLACEMENT = '\ufffd';

    static Connection of(Connection connection) {
        return (Connection) proxy(Connection.class, connection);
    }

    private static Object proxy(Class<?> type, Object owned) {
        return Proxy.newProxyInstance(WithoutNul.class.getClassLoader(), new Class<?>[] {type}, new WithoutNul(owned));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (arguments != null && arguments.length == 2 && arguments[1] instanceof String text) {
            arguments[1] = text.indexOf(NUL) < 0 ? text : text.replace(NUL, REPLACEMENT);
        }
        try {
            var result = method.invoke(owned, arguments);
            return result instanceof PreparedStatement statement ? proxy(PreparedStatement.class, statement) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
