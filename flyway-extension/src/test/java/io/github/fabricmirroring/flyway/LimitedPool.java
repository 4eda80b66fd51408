package io.github.fabricmirroring.flyway;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** Gives so many connections at once, and has whoever wants one more wait for half a minute, as pools do. */
final class LimitedPool {

    private final JdbcDataSource database = new JdbcDataSource();
    private final Semaphore free;
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();

    LimitedPool(String url, int size) {
        this.free = new Semaphore(size);
        database.setURL(url);
        database.setUser("sa");
    }

    int mostAtOnce() {
        return mostAtOnce.get();
    }

    int opened() {
        return opened.get();
    }

    DataSource dataSource() {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) ->
                        method.getName().equals("getConnection") ? connection() : method.invoke(database, arguments));
    }

    private Connection connection() throws SQLException, InterruptedException {
        if (!free.tryAcquire(30, TimeUnit.SECONDS)) {
            throw new SQLException("the pool is empty");
        }
        opened.incrementAndGet();
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        Connection connection = database.getConnection();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close") && !connection.isClosed()) {
                        atOnce.decrementAndGet();
                        free.release();
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
