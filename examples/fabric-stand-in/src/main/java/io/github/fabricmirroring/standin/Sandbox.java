package io.github.fabricmirroring.standin;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.h2.tools.Server;

/**
 * A place to try any of Flyway's hosts in: an H2 database that other processes reach, a stand-in for Fabric that
 * mirrors it, and what a process needs in its environment to use both, whatever its own configuration says.
 *
 * <p>As a program it runs a command there: {@code java -cp … io.github.fabricmirroring.standin.Sandbox flyway migrate}.
 */
public final class Sandbox implements AutoCloseable {

    private static final String USER = "sa";

    private final FabricStandIn fabric;
    private final Server server;
    private final String databaseUrl;

    private Sandbox() throws SQLException {
        String database = "mem:" + UUID.randomUUID() + ";MODE=MSSQLServer";
        fabric = FabricStandIn.builder()
                .delay(Duration.ofMillis(200))
                // Stays connected until it is closed; the database's functions run in this JVM.
                .database("jdbc:h2:" + database, USER, "")
                .start();
        server = Server.createTcpServer("-tcpPort", "0", "-tcpDaemon").start();
        databaseUrl = "jdbc:h2:tcp://localhost:" + server.getPort() + "/" + database;
    }

    public static Sandbox start() {
        try {
            return new Sandbox();
        } catch (SQLException e) {
            throw new IllegalStateException("The database cannot be served", e);
        }
    }

    /** Ends with the command's exit code, after saying what Fabric was called for. */
    public static void main(String[] command) throws IOException, InterruptedException {
        int exitCode;
        try (Sandbox sandbox = start()) {
            ProcessBuilder process = new ProcessBuilder(command).inheritIO();
            process.environment().putAll(sandbox.environment());
            process.environment().putAll(sandbox.fabric.settingsInEnvironment());
            exitCode = process.start().waitFor();
            System.out.println("Calls of the stand-in for Fabric: " + sandbox.fabric.calls());
        }
        System.exit(exitCode);
    }

    public FabricStandIn fabric() {
        return fabric;
    }

    public String databaseUrl() {
        return databaseUrl;
    }

    /** The database, the credential and, for the {@code flyway} script and for Maven, the trust in the stand-in. */
    public Map<String, String> environment() {
        String trust = "-Djavax.net.ssl.trustStore=" + fabric.trustStore() + " -Djavax.net.ssl.trustStorePassword="
                + SelfSignedCertificate.PASSWORD;
        Map<String, String> environment = new LinkedHashMap<>(fabric.environment());
        environment.put("FLYWAY_URL", databaseUrl);
        environment.put("FLYWAY_USER", USER);
        environment.put("FLYWAY_PASSWORD", "");
        environment.put("JAVA_ARGS", trust);
        environment.put("MAVEN_OPTS", trust);
        return environment;
    }

    @Override
    public void close() {
        server.stop();
        fabric.close();
    }
}
