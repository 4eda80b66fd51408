package io.github.fabricmirroring.internal.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.AccessToken;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import io.github.fabricmirroring.internal.window.RecordingReporter;
import io.github.fabricmirroring.internal.window.Reporter;
import io.github.fabricmirroring.standin.FabricStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** A trust store that Java cannot read, in a JVM of its own: Java reads it once. */
class TrustStoreTest {

    @TempDir
    private Path folder;

    private FabricStandIn fabric;

    @Test
    void aWrongPasswordIsNamed() throws Exception {
        try (FabricStandIn standIn = FabricStandIn.builder().start()) {
            fabric = standIn;

            assertThat(say(standIn.trustStore(), "wrong"))
                    .contains("stopMirroring of SQL database")
                    .contains(": the trust store's password is wrong (javax.net.ssl.trustStorePassword).")
                    .contains("nothing was sent")
                    .contains("Azure Pipelines: the trust store's password is wrong")
                    .doesNotContain("Exception", "SunJSSE", "NoSuchAlgorithm", "after 0 tries");
        }
    }

    @Test
    void aFileThatIsNoTrustStoreIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("trust.txt"), "no trust store");
        try (FabricStandIn standIn = FabricStandIn.builder().start()) {
            fabric = standIn;

            assertThat(say(file, "changeit"))
                    .contains(": Java cannot read its trust store " + file + " (javax.net.ssl.trustStore): ")
                    .contains("nothing was sent")
                    .doesNotContain("Exception", "SunJSSE");
        }
    }

    private String say(Path trustStore, String password) throws IOException, InterruptedException {
        // Its tokens come over https, too.
        Map<String, String> environment = new HashMap<>(fabric.pipelines().azurePipelinesEnvironment());
        environment.put("AZURE_TOKEN_CREDENTIALS", "prod");
        return ForkedCall.output(
                folder,
                environment,
                List.of("-Djavax.net.ssl.trustStore=" + trustStore, "-Djavax.net.ssl.trustStorePassword=" + password),
                Calling.class,
                fabric.apiEndpoint().toString(),
                fabric.token());
    }

    /** Asks for a stop with a token, and for a token by azure-identity. */
    static final class Calling {

        private Calling() {}

        public static void main(String[] arguments) {
            MirroringSettings settings = MirroringSettings.builder()
                    .set(Setting.API_ENDPOINT, arguments[0])
                    .set(Setting.WORKSPACE_ID, new UUID(0, 1).toString())
                    .set(Setting.SQL_DATABASE_ID, new UUID(0, 2).toString())
                    .build();
            Reporter silent = new RecordingReporter(new ArrayList<>());
            AccessToken token =
                    new AccessToken(arguments[1], OffsetDateTime.now().plusHours(1));
            try {
                new FabricApi(settings, request -> Mono.just(token), silent).stopMirroring(Duration.ofSeconds(5));
            } catch (FabricException e) {
                System.out.println(e.getMessage());
                System.out.println(e.mayHaveTakenEffect() ? "it may have arrived" : "nothing was sent");
            }
            try {
                new FabricApi(settings, silent).signIn();
            } catch (FabricException e) {
                System.out.println(e.getMessage());
            }
            System.exit(0);
        }
    }
}
