package io.github.fabricmirroring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.fabricmirroring.cli.JarProcess.Result;
import io.github.fabricmirroring.standin.FabricStandIn;
import io.github.fabricmirroring.standin.Fault;
import io.github.fabricmirroring.standin.Operation;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a build agent reads of the commands' standard error. */
class BuildAnnotationIT {

    private static final Fault REFUSED = Fault.status(403, "InsufficientPrivileges", "100% No.");

    private static final String GITHUB = "::error title=Fabric mirroring::";
    private static final String AZURE = "##vso[task.logissue type=error]Fabric mirroring: ";

    @TempDir
    private Path folder;

    private FabricStandIn fabric;
    private JarProcess jar;

    @BeforeEach
    void start() {
        fabric = FabricStandIn.builder().delay(Duration.ZERO).start();
        jar = new JarProcess(folder)
                .option("-Djavax.net.ssl.trustStore=" + fabric.trustStore())
                .option("-Djavax.net.ssl.trustStorePassword=changeit")
                .environment(fabric.environment())
                .environment(fabric.settingsInEnvironment())
                .environment("FLYWAY_FABRIC_MIRRORING_START_TIMEOUT", "1");
    }

    @AfterEach
    void close() {
        fabric.close();
    }

    @Test
    void aStartThatFailsIsAnAnnotationAndTheResultStaysJson() throws Exception {
        fabric.faultAlways(Operation.START_MIRRORING, REFUSED);

        Result start = jar.environment("GITHUB_ACTIONS", "true").run("start", "--json");

        assertThat(start.exitCode()).as(start.toString()).isEqualTo(1);
        assertThat(start.err()).containsOnlyOnce(GITHUB).contains("\n" + GITHUB + "MIRRORING IS OFF", "100%25 No.");
        assertThat(new JsonMapper().readTree(start.out()).at("/error").asText()).startsWith("MIRRORING IS OFF");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void soIsOneAfterACommand() throws Exception {
        fabric.faultAlways(Operation.START_MIRRORING, REFUSED);

        Result run = jar.environment("TF_BUILD", "True").run("run", "--", "true");

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(1);
        assertThat(run.err()).containsOnlyOnce(AZURE).contains("\n" + AZURE + "MIRRORING IS OFF", "100%AZP25 No.");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void whatLeavesMirroringOnIsNone() throws Exception {
        fabric.faultAlways(Operation.STOP_MIRRORING, REFUSED);
        jar.environment("GITHUB_ACTIONS", "true");

        assertThat(jar.run("stop").err()).contains("error: ").doesNotContain("::error");
        assertThat(jar.run("stop", "--nonsense").err()).contains("error: ").doesNotContain("::error");
    }

    @Test
    void onAPersonsMachineThereIsNone() throws Exception {
        fabric.faultAlways(Operation.START_MIRRORING, REFUSED);

        assertThat(jar.run("start").err()).contains("error: MIRRORING IS OFF").doesNotContain("::error", "##vso");
    }
}
