package io.github.fabricmirroring.flyway;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Lends a connection that is in use, so that another Flyway can read what it reads without one of its own, which a pool
 * may not have. The transaction on it, if any, stays the owner's.
 */
final class LentConnection {

    /** What would change what the owner has. */
    private static final Set<String> IGNORED = Set.of(
            "close",
            "commit",
            "rollback",
            "setAutoCommit",
            "setReadOnly",
            "setTransactionIsolation",
            "setHoldability",
            "setNetworkTimeout");

    private LentConnection() {}

    static DataSource asDataSource(Connection owned) {
        Connection lent = proxy(Connection.class, (method, arguments) -> {
            if (IGNORED.contains(method.getName())) {
                return null;
            }
            return method.getName().equals("getAutoCommit") ? Boolean.TRUE : method.invoke(owned, arguments);
        });
        return proxy(DataSource.class, (method, arguments) -> {
            if (method.getName().equals("getConnection")) {
                return lent;
            }
            throw new SQLFeatureNotSupportedException(method.getName());
        });
    }

    private interface Invocation {
        Object invoke(java.lang.reflect.Method method, Object[] arguments)
                throws SQLException, IllegalAccessException, InvocationTargetException;
    }

    private static <T> T proxy(Class<T> type, Invocation invocation) {
        return type.cast(Proxy.newProxyInstance(
                LentConnection.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return method.getDeclaringClass() == Object.class
                                ? ofObject(proxy, method.getName(), arguments)
                                : invocation.invoke(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private static Object ofObject(Object proxy, String method, Object[] arguments) {
        return switch (method) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "a lent connection";
        };
    }
}
