package io.github.fabricmirroring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fabricmirroring.cli.JarProcess.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The packed jar, for what only that can show: what is in it, its sign-in, its streams. */
class FabricMirroringIT extends ProcessTest {

    @Test
    void theJarSignsInAndHasEverything() throws Exception {
        Result stop = withDatabase().run("stop");
        Result detail = withDatabase().run("-X", "start");

        assertThat(stop.exitCode()).as(stop.err()).isZero();
        assertThat(stop.out()).isEqualToIgnoringNewLines("Mirroring of " + item() + " is off.");
        assertThat(stop.err()).doesNotContain("SLF4J", "azure");
        assertThat(detail.exitCode()).as(detail.err()).isZero();
        assertThat(detail.err())
                .contains("com.azure.identity")
                .doesNotContain("SLF4J", fabric.token(), fabric.identityHeader(), "database-password");
        assertThat(detail.out()).isEqualToIgnoringNewLines("Mirroring of " + item() + " is on.");
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    @Test
    void theJarKnowsItsVersion() throws Exception {
        assertThat(jar.run("--version").out()).startsWith("Fabric Mirroring for Flyway 1.");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "it needs /dev/full")
    void aResultThatCannotBeWrittenIsAFailure() throws Exception {
        Result status = withDatabase().outputTo("/dev/full").run("status");

        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.err()).contains("error: the result could not be written to standard output.");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "the locale is Linux's")
    void anArgumentThatTheLocaleWouldSpoilIsRefused() throws Exception {
        Result run = withDatabase().environment("LC_ALL", "C").run("run", "--", "sh", "-c", "echo M\u00fcller");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Set LC_ALL to one that has them");
        assertThat(fabric.calls()).isEmpty();
    }

    @Test
    void aTrustStoreThatCannotBeReadIsReportedWithItsReason() throws Exception {
        Result status = configured()
                .option("-Djavax.net.ssl.trustStorePassword=wrong-password")
                .run("status");

        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.err())
                .contains("error: ", "the trust store's password is wrong (javax.net.ssl.trustStorePassword)")
                .doesNotContain("Internal error", "wrong-password", "\tat ");
    }
}
