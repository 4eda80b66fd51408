package io.github.fabricmirroring.internal.fabric;

import static io.github.fabricmirroring.internal.fabric.TestClient.failure;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.AccessToken;
import com.azure.core.http.ProxyOptions;
import com.azure.core.util.Configuration;
import io.github.fabricmirroring.internal.settings.MirroringSettings;
import io.github.fabricmirroring.internal.settings.Setting;
import io.github.fabricmirroring.internal.window.RecordingReporter;
import io.github.fabricmirroring.standin.FabricStandIn;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** A proxy between here and Fabric, named as {@code az} and curl have it named, and connections that it drops. */
@SuppressWarnings("deprecation") // azure-core has no other way but the environment of the process.
class ProxyTest {

    private static final Duration WITHIN = Duration.ofMinutes(1);

    private final Configuration environment = Configuration.getGlobalConfiguration();

    private FabricStandIn fabric;
    private TestClient client;

    @BeforeAll
    static void trust() {
        FabricStandIn.trustInThisJvm();
    }

    @BeforeEach
    void start() {
        fabric = FabricStandIn.builder().start();
        client = new TestClient(fabric);
    }

    @AfterEach
    void stop() {
        fabric.close();
        for (String name : new String[] {"HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy", "HTTP_PROXY"}) {
            environment.remove(name);
        }
    }

    @ParameterizedTest
    @CsvSource({"HTTPS_PROXY, http://", "https_proxy, http://", "HTTPS_PROXY, ''"})
    void aProxyOfTheEnvironmentIsUsed(String name, String scheme) throws IOException {
        try (TunnellingProxy proxy = TunnellingProxy.start()) {
            environment.put(name, scheme + "localhost:" + proxy.port());

            client.api().stopMirroring(WITHIN);

            assertThat(fabric.calls()).containsExactly("stopMirroring");
            assertThat(proxy.connects()).containsExactly(fabric.apiEndpoint().getAuthority());
        }
    }

    @ParameterizedTest
    @CsvSource({"NO_PROXY", "no_proxy"})
    void aHostThatIsExceptedIsCalledDirectly(String name) throws IOException {
        try (TunnellingProxy proxy = TunnellingProxy.start()) {
            environment.put("HTTPS_PROXY", "http://localhost:" + proxy.port());
            environment.put(name, "example.org, localhost");

            client.api().stopMirroring(WITHIN);

            assertThat(proxy.connects()).isEmpty();
        }
    }

    /** As curl has it: that one is for addresses without TLS. */
    @Test
    void aProxyForPlainHttpIsNotUsed() throws IOException {
        try (TunnellingProxy proxy = TunnellingProxy.start()) {
            environment.put("HTTP_PROXY", "http://localhost:" + proxy.port());

            client.api().stopMirroring(WITHIN);

            assertThat(proxy.connects()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "fabric.microsoft.com, api.fabric.microsoft.com, true",
        "fabric.microsoft.com, fabric.microsoft.com, true",
        ".fabric.microsoft.com, api.fabric.microsoft.com, true",
        "*.fabric.microsoft.com, api.fabric.microsoft.com, true",
        "fabric.microsoft.com, notfabric.microsoft.com, false",
        "'example.org,fabric.microsoft.com', api.fabric.microsoft.com, true",
        "'example.org, fabric.microsoft.com', api.fabric.microsoft.com, true",
        "*, api.fabric.microsoft.com, true",
        "example.org, api.fabric.microsoft.com, false"
    })
    void anExceptedHostStandsForAllUnderIt(String noProxy, String host, boolean direct) {
        environment.put("HTTPS_PROXY", "http://proxy.example.org:3128");
        environment.put("NO_PROXY", noProxy);

        ProxyOptions options = Proxy.of(environment).options().orElseThrow();

        assertThat(Pattern.matches(options.getNonProxyHosts(), host)).isEqualTo(direct);
    }

    @Test
    void aManagedIdentityIsAskedWithoutAProxy() {
        environment.put("HTTPS_PROXY", "http://user:pass%20word@proxy.example.org:3128");

        ProxyOptions options = Proxy.forTokens(environment).options().orElseThrow();

        assertThat(Pattern.matches(options.getNonProxyHosts(), "169.254.169.254"))
                .isTrue();
        assertThat(Pattern.matches(options.getNonProxyHosts(), "login.microsoftonline.com"))
                .isFalse();
        assertThat(options.getUsername()).isEqualTo("user");
        assertThat(options.getPassword()).isEqualTo("pass word");
    }

    @Test
    void withoutAVariableThereIsNone() {
        assertThat(Proxy.of(environment).options()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "user:secret@"})
    void aProxyThatDemandsAPasswordIsToldSo(String credentials) throws IOException {
        try (TunnellingProxy proxy = TunnellingProxy.demandingAPassword()) {
            environment.put("HTTPS_PROXY", "http://" + credentials + "localhost:" + proxy.port());

            FabricException e = failure(() -> client.api().stopMirroring(WITHIN));

            assertThat(e)
                    .hasMessageContaining("The proxy between here and")
                    .hasMessageContaining("jdk.http.auth.tunneling.disabledSchemes")
                    .hasMessageNotContaining("secret");
            assertThat(e.mayHaveTakenEffect()).isFalse();
            assertThat(fabric.journal()).isEmpty();
        }
    }

    /** The JDK drops our header then; it reads which ways of signing in are allowed once. */
    @Test
    @EnabledForJreRange(max = JRE.JAVA_23)
    void javaThatDropsTheTokenBehindAProxyWithAPasswordIsNamed(@TempDir Path folder) throws Exception {
        try (TunnellingProxy proxy = TunnellingProxy.demandingAPassword()) {
            String said = ForkedCall.output(
                    folder,
                    Map.of("HTTPS_PROXY", "http://user:secret@localhost:" + proxy.port()),
                    List.of(
                            "-Djdk.http.auth.tunneling.disabledSchemes=",
                            "-Djavax.net.ssl.trustStore=" + fabric.trustStore(),
                            "-Djavax.net.ssl.trustStorePassword=changeit"),
                    Calling.class,
                    fabric.apiEndpoint().toString(),
                    fabric.workspaceId().toString(),
                    fabric.sqlDatabaseId().toString(),
                    fabric.token());

            assertThat(said)
                    .contains("Fabric answered 401 to stopMirroring of SQL database")
                    .contains("Java before 24 drops the Authorization header")
                    .contains("JDK-8326949")
                    .contains("nothing was stopped");
        }
    }

    /** Asks for a stop. */
    static final class Calling {

        private Calling() {}

        public static void main(String[] arguments) {
            MirroringSettings settings = MirroringSettings.builder()
                    .set(Setting.API_ENDPOINT, arguments[0])
                    .set(Setting.WORKSPACE_ID, arguments[1])
                    .set(Setting.SQL_DATABASE_ID, arguments[2])
                    .build();
            AccessToken token =
                    new AccessToken(arguments[3], OffsetDateTime.now().plusHours(1));
            try {
                new FabricApi(settings, request -> Mono.just(token), new RecordingReporter(new ArrayList<>()))
                        .stopMirroring(WITHIN);
            } catch (FabricException e) {
                System.out.println(e.getMessage());
                System.out.println(e.mayHaveTakenEffect() ? "it may be off" : "nothing was stopped");
            }
            System.exit(0);
        }
    }

    /** One that is kept from before the migration may have been dropped meanwhile, without a word. */
    @Test
    void theStartUsesANewConnection() throws IOException {
        try (TunnellingProxy proxy = TunnellingProxy.start()) {
            environment.put("HTTPS_PROXY", "http://localhost:" + proxy.port());
            FabricApi api = client.api();
            api.stopMirroring(WITHIN);
            proxy.goSilent();

            long began = System.nanoTime();
            api.startMirroring(WITHIN);

            assertThat(fabric.calls()).containsExactly("stopMirroring", "startMirroring");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
            assertThat(proxy.connects()).hasSize(2);
        }
    }
}
