package io.github.fabricmirroring.benchmark;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the scripts do: they let time pass, and this class sees when. It is public because H2 calls it. */
public final class Work {

    /**
     * @param begin of its first statement, which is also its last
     */
    record Script(String name, Instant begin, Instant end) {}

    private static final Map<String, List<Script>> DONE = new ConcurrentHashMap<>();

    private Work() {}

    static String createAlias() {
        return "create alias work for '" + Work.class.getName() + ".work'";
    }

    /** A function of the database. */
    public static int work(Connection connection, String script, long milliseconds)
            throws SQLException, InterruptedException {
        Instant begin = Instant.now();
        Thread.sleep(milliseconds);
        DONE.computeIfAbsent(connection.getCatalog(), database -> new CopyOnWriteArrayList<>())
                .add(new Script(script, begin, Instant.now()));
        return 0;
    }

    /** What was done in the database, in order. */
    static List<Script> doneIn(String database) {
        return List.copyOf(DONE.getOrDefault(database, List.of()));
    }
}
