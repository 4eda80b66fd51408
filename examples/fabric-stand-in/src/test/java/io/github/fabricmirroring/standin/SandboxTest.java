package io.github.fabricmirroring.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SandboxTest {

    @Test
    void aProcessFindsTheMirroredDatabaseInItsEnvironment() throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            Map<String, String> environment = sandbox.environment();

            try (Connection connection = DriverManager.getConnection(
                            environment.get("FLYWAY_URL"),
                            environment.get("FLYWAY_USER"),
                            environment.get("FLYWAY_PASSWORD"));
                    Statement statement = connection.createStatement();
                    ResultSet state = statement.executeQuery(WatchedDatabase.STATE_QUERY)) {
                assertThat(state.next()).isTrue();
                assertThat(state.getBoolean(1)).isTrue();
            }
            assertThat(environment).containsAllEntriesOf(sandbox.fabric().environment());
        }
    }

    @Test
    void aProgramRunsInThere() throws Exception {
        Process program = new ProcessBuilder(
                        java(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Sandbox.class.getName(),
                        java(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName())
                .redirectErrorStream(true)
                .start();

        String output = new String(program.getInputStream().readAllBytes());

        assertThat(program.waitFor()).as(output).isEqualTo(7);
        assertThat(output).contains("jdbc:h2:tcp:", "Calls of the stand-in for Fabric: []");
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** What {@link #aProgramRunsInThere} runs. */
    public static final class Program {

        private Program() {}

        public static void main(String[] arguments) {
            System.out.println(System.getenv("FLYWAY_URL"));
            System.exit(7);
        }
    }
}
