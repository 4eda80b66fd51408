package io.github.fabricmirroring.flyway;

import static io.github.fabricmirroring.standin.Operation.STOP_MIRRORING;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.AccessToken;
import io.github.fabricmirroring.standin.FabricStandIn;
import io.github.fabricmirroring.standin.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** A process that ends in the middle of a window. */
class ShutdownTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private FabricStandIn fabric;

    @BeforeEach
    void start() {
        fabric = FabricStandIn.builder().delay(Duration.ofMillis(20)).start();
    }

    @AfterEach
    void stop() {
        fabric.close();
    }

    @Test
    void toldToExitInsideAMigrationItStartsMirroringAgain() throws Exception {
        ForkedJvm jvm = migrate("wait");
        awaitInside();

        jvm.terminate();

        assertThat(jvm.exitCode()).isEqualTo(128 + 15);
        assertThatTheShutdownHookStartsMirroring(jvm);
    }

    @Test
    void toldToExitDuringTheStopCallItStartsMirroringAfterIt() throws Exception {
        fabric.hold(STOP_MIRRORING);
        ForkedJvm jvm = migrate("wait");
        fabric.awaitCall(STOP_MIRRORING, LONG);

        jvm.terminate();

        assertThat(jvm.exitCode()).isEqualTo(128 + 15);
        assertThatTheShutdownHookStartsMirroring(jvm);
        assertThat(folder.resolve("inside")).doesNotExist();
    }

    @Test
    void toldToExitDuringTheWaitItStartsMirroringAgain() throws Exception {
        fabric.fault(STOP_MIRRORING, Fault.acceptedButNothingHappens());
        ForkedJvm jvm = migrate("always on");
        Awaitility.await()
                .atMost(LONG)
                .until(() -> jvm.output().contains("stopping mirroring")
                        && fabric.journal().stream().anyMatch(call -> call.status() == 200));

        jvm.terminate();

        assertThat(jvm.exitCode()).isEqualTo(128 + 15);
        assertThatTheShutdownHookAsksForTheStart(jvm);
        assertThat(jvm.output()).contains("the database has not shown the stop before it: both may still come");
        assertThat(folder.resolve("inside")).doesNotExist();
    }

    @Test
    void endingWithAnErrorThatFiresNoEventItStartsMirroringAgain() throws Exception {
        ForkedJvm jvm = migrate("error");

        assertThat(jvm.exitCode()).isEqualTo(1);
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
    }

    /** Nobody else once the process is exiting, so that what is told does not depend on who was faster. */
    private void assertThatTheShutdownHookStartsMirroring(ForkedJvm jvm) throws Exception {
        assertThatTheShutdownHookAsksForTheStart(jvm);
        assertThat(jvm.output()).contains("Fabric mirroring: started again, after");
    }

    private void assertThatTheShutdownHookAsksForTheStart(ForkedJvm jvm) throws Exception {
        assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
        assertThat(jvm.output())
                .contains("Fabric mirroring: the process is exiting; starting mirroring of SQL database");
    }

    private void awaitInside() {
        Awaitility.await().atMost(LONG).until(() -> Files.exists(folder.resolve("inside")));
    }

    private ForkedJvm migrate(String what) {
        return ForkedJvm.start(
                folder,
                List.of(
                        "-Djavax.net.ssl.trustStore=" + fabric.trustStore(),
                        "-Djavax.net.ssl.trustStorePassword=changeit"),
                Migrating.class,
                fabric.itemUrl(),
                fabric.apiEndpoint().toString(),
                fabric.token(),
                folder.resolve("inside").toString(),
                what);
    }

    /** Runs a tagged Java migration that says when it is inside. */
    static final class Migrating {

        private Migrating() {}

        public static void main(String[] arguments) {
            String what = arguments[4];
            Flyway.configure()
                    .dataSource("jdbc:h2:mem:a", "sa", "")
                    .loggers(CapturedLog.class.getName())
                    .javaMigrations(new V1__Inside(Path.of(arguments[3]), what))
                    .callbacks(MirroringCallback.builder()
                            .itemUrl(arguments[0])
                            .apiEndpoint(arguments[1])
                            .stateQuery(what.equals("always on") ? "select 1" : "none")
                            .credential(request -> Mono.just(new AccessToken(
                                    arguments[2], OffsetDateTime.now().plusHours(1))))
                            .build())
                    .load()
                    .migrate();
        }
    }

    @RequiresMirroringOff
    static final class V1__Inside extends BaseJavaMigration {
        private final Path sign;
        private final String what;

        V1__Inside(Path sign, String what) {
            this.sign = sign;
            this.what = what;
        }

        @Override
        public void migrate(Context context) throws Exception {
            if (what.equals("error")) {
                throw new AssertionError("not an exception");
            }
            Files.createFile(sign);
            new CountDownLatch(1).await();
        }
    }
}
