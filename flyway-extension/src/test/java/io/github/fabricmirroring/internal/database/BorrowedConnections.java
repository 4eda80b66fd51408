package io.github.fabricmirroring.internal.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A pool's connections: closing one only gives it back, as it is. */
final class BorrowedConnections implements ConnectionSource, AutoCloseable {

    private final ConnectionSource physical;
    final List<Connection> taken = new ArrayList<>();
    final List<Connection> givenBack = new ArrayList<>();

    BorrowedConnections(ConnectionSource physical) {
        this.physical = physical;
    }

    @Override
    public synchronized Connection open() throws SQLException {
        Connection connection = physical.open();
        taken.add(connection);
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        givenBack.add(connection);
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : taken) {
            connection.close();
        }
    }
}
