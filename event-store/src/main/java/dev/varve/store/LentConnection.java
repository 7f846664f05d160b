package dev.varve.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A connection whose {@code close} gives it back to its owner, once. */
final class LentConnection {

    private LentConnection() {}

    static Connection of(Connection owned, Consumer<Connection> giveBack) {
        var closed = new AtomicBoolean();
        return (Connection) Proxy.newProxyInstance(
                LentConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "close" -> {
                            if (closed.compareAndSet(false, true)) {
                                giveBack.accept(owned);
                            }
                            return null;
                        }
                        case "isClosed" -> {
                            return closed.get() || owned.isClosed();
                        }
                        default -> {
                            try {
                                return method.invoke(owned, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        }
                    }
                });
    }
}
