package io.github.fabricmirroring.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.fabricmirroring.cli.JarProcess.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs that die, and runs beside each other. */
@DisabledOnOs(OS.WINDOWS)
class SeveralRunsIT extends ProcessTest {

    /** While its command is at work. */
    private long killRun() throws Exception {
        Process run = withDatabase().start("run", "--", "sh", "-c", "echo running; exec sleep 60");
        await().atMost(1, TimeUnit.MINUTES).until(() -> jar.out().contains("running"));
        run.descendants().forEach(ProcessHandle::destroyForcibly);
        run.destroyForcibly().waitFor();
        return run.pid();
    }

    @Test
    void startRemovesTheNoteThatAKilledRunHasLeft() throws Exception {
        long killed = killRun();

        Result status = withDatabase().run("status");
        assertThat(status.exitCode()).as(status.err()).isEqualTo(3);
        assertThat(status.out())
                .contains("Mirroring is off.")
                .contains("A note says that mirroring was stopped at ", " (sh, process " + killed + ", ");
        Result json = withDatabase().run("status", "--json");
        assertThat(json.out()).contains("\"notes\":[{\"phase\":\"off\",\"since\":\"", "\"process\":\"" + killed + "\"");

        Result start = withDatabase().run("start");

        assertThat(start.exitCode()).as(start.err()).isZero();
        assertThat(withDatabase().run("status").out())
                .contains("Mirroring is on.")
                .doesNotContain("note");
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @Test
    void runTakesOverWhatAKilledRunHasLeft() throws Exception {
        killRun();

        Result run = withDatabase().run("run", "--", "true");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("that process is gone", "started again");
        assertThat(withDatabase().run("status").out())
                .contains("Mirroring is on.")
                .doesNotContain("note");
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @Test
    void aRunInsideOfARunJoinsIt() throws Exception {
        String inner = "java -Djavax.net.ssl.trustStore=" + fabric.trustStore() + " -cp "
                + System.getProperty("dropInJar") + ":" + H2 + " " + FabricMirroring.class.getName()
                + " run -- echo inside";

        Result run = withDatabase().run("run", "--", "sh", "-c", inner);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("inside\n");
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @Test
    void theLastOfSeveralRunsToEndStartsMirroring(@TempDir Path otherFolder) throws Exception {
        Process first = withDatabase()
                .start("run", "--", "sh", "-c", "echo running; while [ ! -e first-may-end ]; do sleep 0.1; done");
        await().atMost(1, TimeUnit.MINUTES).until(() -> jar.out().contains("running"));
        JarProcess firstJar = jar;
        jar = jarIn(otherFolder);
        Process last = withDatabase()
                .start("run", "--", "sh", "-c", "echo running; while [ ! -e last-may-end ]; do sleep 0.1; done");
        await().atMost(1, TimeUnit.MINUTES).until(() -> jar.out().contains("running"));

        Files.createFile(folder.resolve("first-may-end"));
        assertThat(firstJar.end(first).exitCode()).as(firstJar.err()).isZero();
        assertThat(fabric.calls()).containsExactly("stopMirroring");

        Files.createFile(otherFolder.resolve("last-may-end"));
        assertThat(jar.end(last).exitCode()).as(jar.err()).isZero();
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }
}
