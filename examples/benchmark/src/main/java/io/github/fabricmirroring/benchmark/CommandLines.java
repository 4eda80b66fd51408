package io.github.fabricmirroring.benchmark;

import io.github.fabricmirroring.standin.FabricStandIn;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.tools.Server;

/**
 * What is measured on processes of Flyway's command line, with the drop-in jar in its {@code drivers} folder and
 * without.
 */
final class CommandLines implements AutoCloseable {

    private static final String IN_MEMORY = "jdbc:h2:mem:benchmark;MODE=MSSQLServer";

    /** A JVM does not even begin with less. */
    private static final int TOO_SMALL_HEAP = 4;

    private static final int LARGE_HEAP = 68;

    private final Path unpacked;
    private final Path dropInJar;
    private final Path folder;
    private final Server server;
    private final AtomicInteger installations = new AtomicInteger();

    /**
     * @param unpacked what the command line's archive holds
     * @param folder for installations and scripts
     */
    CommandLines(Path unpacked, Path dropInJar, Path folder) throws SQLException {
        this.unpacked = unpacked;
        this.dropInJar = dropInJar;
        this.folder = folder;
        this.server = Server.createTcpServer("-tcpPort", "0", "-tcpDaemon").start();
    }

    /** Of a project with so many small scripts, none of them tagged. */
    InTurn<FlywayCommandLine.Run> untagged(int scripts, int rounds) throws Exception {
        Path project = Scripts.write(folder.resolve("untagged"), scripts);
        FlywayCommandLine without = install(project, IN_MEMORY);
        FlywayCommandLine with = configured(project);
        // The first ones bring jars and scripts into the system's cache.
        without.migrate().successfully();
        with.migrate().successfully();
        return InTurn.run(rounds, () -> without.migrate().successfully(), () -> with.migrate()
                .successfully());
    }

    LoadedClasses loadedClasses() throws IOException, InterruptedException {
        Path log = folder.resolve("classes.txt");
        configured(Scripts.write(folder.resolve("untagged-once"), 1))
                .migrate(LoadedClasses.javaArgument(log))
                .successfully();
        return LoadedClasses.read(log);
    }

    /** With the drop-in jar, set up as for a database that is mirrored. */
    private FlywayCommandLine configured(Path scripts) throws IOException {
        return install(scripts, IN_MEMORY)
                .with(dropInJar)
                .with(Map.of("FLYWAY_FABRIC_MIRRORING_ITEM_URL", InProcess.ITEM_URL));
    }

    /**
     * @param without the smallest heap for plain Flyway, in megabytes
     * @param with that for Flyway with the extension, which stops and starts mirroring
     */
    record Heaps(int without, int with) {}

    /** How long it takes does not matter here, so both are looked for at once. */
    Heaps smallestHeaps() throws Exception {
        Path scripts = tagged();
        CompletableFuture<Integer> without =
                async(() -> Heap.smallest(TOO_SMALL_HEAP, LARGE_HEAP, megabytes -> passes(scripts, megabytes, false)));
        int with = Heap.smallest(TOO_SMALL_HEAP, LARGE_HEAP, megabytes -> passes(scripts, megabytes, true));
        return new Heaps(without.join(), with);
    }

    private static <T> CompletableFuture<T> async(Callable<T> work) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return work.call();
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
    }

    private boolean passes(Path scripts, int megabytes, boolean withExtension)
            throws IOException, InterruptedException {
        try (MirroredDatabase database = new MirroredDatabase(Duration.ZERO, Duration.ZERO)) {
            FlywayCommandLine flyway = install(scripts, database.url(server.getPort()));
            if (withExtension) {
                flyway.with(dropInJar).with(database.environment());
            }
            boolean passed = flyway.migrate(trust(database.fabric(), "-Xmx" + megabytes + "m"))
                    .successful();
            return passed && database.fabric().mirroringOn();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** Of so many processes, each of which has done nothing of the kind before. */
    List<FirstWindow> firstWindows(int processes) throws Exception {
        Path scripts = tagged();
        // The stand-in is not what is to be measured cold.
        firstWindow(scripts);
        List<FirstWindow> windows = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            windows.add(firstWindow(scripts));
        }
        return windows;
    }

    private FirstWindow firstWindow(Path scripts) throws IOException, InterruptedException, SQLException {
        try (MirroredDatabase database = new MirroredDatabase(Duration.ZERO, Duration.ZERO)) {
            Path recording = folder.resolve("recording.jfr");
            install(scripts, database.url(server.getPort()))
                    .with(dropInJar)
                    .with(database.environment())
                    .migrate(trust(
                            database.fabric(), FirstWindow.javaArgument(recording, folder.resolve("recording.jfc"))))
                    .successfully();
            return FirstWindow.read(recording, database.fabric());
        }
    }

    private Path tagged() throws IOException {
        return Project.of(5, List.of(2), Duration.ZERO, Duration.ZERO).write(folder.resolve("tagged"));
    }

    private static String[] trust(FabricStandIn fabric, String javaArgument) {
        return new String[] {
            "-Djavax.net.ssl.trustStore=" + fabric.trustStore(),
            "-Djavax.net.ssl.trustStorePassword=changeit",
            javaArgument
        };
    }

    private FlywayCommandLine install(Path scripts, String url) throws IOException {
        return new FlywayCommandLine(
                unpacked, folder.resolve("flyway-" + installations.incrementAndGet()), scripts, url);
    }

    @Override
    public void close() {
        server.stop();
    }
}
