package io.github.fabricmirroring.example.sqlserver;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/**
 * Gives so many connections at once. As pools do, it has whoever wants one more wait, and hands out again what was
 * given back, as it was left.
 */
final class LimitedPool implements AutoCloseable {

    private final DataSource connections;
    private final Duration patience;
    private final Semaphore free;
    private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();

    LimitedPool(DataSource connections, int size, Duration patience) {
        this.connections = connections;
        this.patience = patience;
        this.free = new Semaphore(size);
    }

    DataSource dataSource() {
        return proxy(DataSource.class, (method, arguments) -> switch (method.getName()) {
            case "getConnection" -> lend();
            default -> method.invoke(connections, arguments);
        });
    }

    /** Those that are not lent. */
    Queue<Connection> idle() {
        return idle;
    }

    private Connection lend() throws SQLException, InterruptedException {
        if (!free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new SQLException("the pool is empty");
        }
        Connection connection = idle.poll();
        Connection physical = connection == null ? connections.getConnection() : connection;
        AtomicBoolean givenBack = new AtomicBoolean();
        return proxy(Connection.class, (method, arguments) -> switch (method.getName()) {
            case "isClosed" -> givenBack.get() || physical.isClosed();
            case "close" -> {
                if (givenBack.compareAndSet(false, true)) {
                    takeBack(physical);
                }
                yield null;
            }
            default -> method.invoke(physical, arguments);
        });
    }

    private void takeBack(Connection connection) throws SQLException {
        if (!connection.isClosed()) {
            idle.add(connection);
        }
        free.release();
    }

    private interface Invocation {
        Object invoke(Method method, Object[] arguments) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Invocation invocation) {
        return type.cast(Proxy.newProxyInstance(
                LimitedPool.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return invocation.invoke(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : idle) {
            connection.close();
        }
    }
}
