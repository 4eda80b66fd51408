package io.github.fabricmirroring.internal.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.TokenRequestContext;
import com.azure.core.util.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who signs in, and what is said if nobody does: by the real azure-identity, with an {@code az} of this test's. */
@SuppressWarnings("deprecation") // azure-core has no other way but the environment of the process.
class SignInTest {

    private static final Map<String, String> GITHUB = Map.of(
            "ACTIONS_ID_TOKEN_REQUEST_URL", "https://localhost/oidc?api-version=2.0",
            "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "t",
            "AZURE_CLIENT_ID", "c",
            "AZURE_TENANT_ID", "t");

    private static final Map<String, String> AZURE_PIPELINES = Map.of(
            "AZURESUBSCRIPTION_CLIENT_ID", "c",
            "AZURESUBSCRIPTION_TENANT_ID", "t",
            "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID", "s",
            "SYSTEM_ACCESSTOKEN", "t",
            "SYSTEM_OIDCREQUESTURI", "https://localhost/oidc");

    private static final String MITIGATE = "mitigate";

    private static Stream<Map<String, String>> pipelines() {
        return Stream.of(GITHUB, AZURE_PIPELINES);
    }

    @ParameterizedTest
    @MethodSource("pipelines")
    void aPipelineSignsInByItselfIfAllItsVariablesAreThere(Map<String, String> variables) {
        mayBuild(() -> assertThat(new PipelineSignIn(environment(variables)).credential())
                .isPresent());
        for (String missing : variables.keySet()) {
            assertThat(new PipelineSignIn(environment(variables).put(missing, "")).credential())
                    .as("without " + missing)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("pipelines")
    void aSecretOrAnotherCredentialThatIsAskedForGoesFirst(Map<String, String> variables) {
        for (String secret : List.of("AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PATH")) {
            assertThat(new PipelineSignIn(environment(variables).put(secret, "x")).credential())
                    .as(secret)
                    .isEmpty();
        }
        for (String chosen : List.of("AzureCliCredential", "dev", "ManagedIdentityCredential")) {
            assertThat(new PipelineSignIn(environment(variables).put("AZURE_TOKEN_CREDENTIALS", chosen)).credential())
                    .as(chosen)
                    .isEmpty();
        }
        mayBuild(() -> assertThat(
                        new PipelineSignIn(environment(variables).put("AZURE_TOKEN_CREDENTIALS", "prod")).credential())
                .isPresent());
    }

    private static Stream<Arguments> whatAzPrints() {
        String token = "{\"accessToken\": \"5-e-c\", \"expiresOn\": \"2030-01-01 00:00:00.000000\"}";
        return Stream.of(
                Arguments.of(
                        "echo \"ERROR: Please run 'az login' to setup account.\" >&2; exit 1",
                        "AzureCliCredential authentication unavailable. Please run 'az login' to set up account."),
                Arguments.of(
                        "echo 'ERROR: AADSTS700024: Client assertion is not within its valid time range.' >&2; exit 1",
                        "ERROR: AADSTS700024: Client assertion is not within its valid time range. What `az` was signed in with"
                                + " has expired"),
                Arguments.of(
                        "echo 'WARNING: You have 2 updates available.' >&2; echo '" + token + "'",
                        "`az account get-access-token` (or `azd`) printed something else with the token, such as a warning:"
                                + " silence it with `az config set core.only_show_errors=true`"),
                Arguments.of("true", "`az account get-access-token` (or `azd`) printed nothing;"),
                Arguments.of(
                        "echo '<html><body>Sign in</body></html>'",
                        "`az account get-access-token` (or `azd`) printed an HTML page in place of a token"),
                Arguments.of("echo '{}'", "`az account get-access-token` (or `azd`) printed JSON without a token"),
                Arguments.of("exit 3", "Failed to invoke Azure CLI"),
                Arguments.of(
                        "printf 'ERROR: no\\n##vso[task.complete]\\n::error::x\\033[2J' >&2; exit 1",
                        "ERROR: no# #vso[task.complete]::error::x [2J"));
    }

    @ParameterizedTest
    @MethodSource("whatAzPrints")
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "az is a shell script here")
    void whatAzHasPrintedIsTheReason(String az, String reason, @TempDir Path folder) throws Exception {
        assertThat(sayWith(folder, az, "dev"))
                .contains("No token for https://api.fabric.microsoft.com/.default to test. Sign in with `az login`")
                .contains("azure-identity says: " + reason)
                .doesNotContain("5-e-c", "Exception", "com.azure", "Cannot invoke", "was expecting", MITIGATE)
                .doesNotContain("IntelliJ", "Visual Studio", "broker", "Power Shell", "Environment variables");
    }

    /** Then azure-identity reports in another way. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "az is a shell script here")
    void soItIsIfOnlyAzIsAsked(@TempDir Path folder) throws Exception {
        assertThat(sayWith(folder, "true", "AzureCliCredential"))
                .contains("azure-identity says: `az account get-access-token` (or `azd`) printed nothing; run it")
                .doesNotContain("Exception", "com.azure", "Cannot invoke", MITIGATE);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "az is a shell script here")
    void whoeverIsNotSetUpKeepsQuiet(@TempDir Path folder) throws Exception {
        assertThat(sayWith(folder, "echo 'az: not found' >&2; exit 127", "dev"))
                .contains("None of the ways in which azure-identity signs in is set up here.");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "az is a shell script here")
    void aFailingPipelineDoesNotKeepAzFromBeingAskedNorItsReasonFromBeingSaid(@TempDir Path folder) throws Exception {
        String said = say(
                folder,
                "echo 'ERROR: AADSTS700024: Client assertion is not within its valid time range.' >&2; exit 1",
                Map.of(
                        "ACTIONS_ID_TOKEN_REQUEST_URL",
                        "https://localhost:1/oidc?api-version=2.0",
                        "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
                        "t",
                        "AZURE_CLIENT_ID",
                        "00000000-0000-0000-0000-000000000001",
                        "AZURE_TENANT_ID",
                        "00000000-0000-0000-0000-000000000002",
                        "AZURE_AUTHORITY_HOST",
                        "https://localhost:1/"));

        assertThat(said).contains("GitHub Actions: ").doesNotContain("Exception: ", "com.azure");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.RuntimeException: io.github.fabricmirroring.shaded.com.azure.core.exception.ClientAuthenticationException: Said.",
                "com.azure.identity.CredentialUnavailableException: Said.",
                "Said."
            })
    void classNamesOfRelocatedPackagesDoNotAppear(String message) {
        assertThat(NoToken.reasons(new IllegalStateException(message))).hasValue("Said.");
    }

    @Test
    void aClassInTheMiddleOfASentenceLosesItsPackage() {
        assertThat(
                        NoToken.reasons(
                                new IllegalStateException(
                                        "No provider for io.github.fabricmirroring.shaded.com.azure.core.http.HttpClientProvider was found")))
                .hasValue("No provider for HttpClientProvider was found.");
    }

    private static String sayWith(Path folder, String az, String tokenCredentials) throws Exception {
        return say(folder, az, Map.of("AZURE_TOKEN_CREDENTIALS", tokenCredentials));
    }

    private static String say(Path folder, String az, Map<String, String> variables) throws Exception {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path command = bin.resolve("az");
        Files.writeString(command, "#!/bin/sh\n" + az + "\n");
        if (!command.toFile().setExecutable(true)) {
            throw new IOException("az cannot be run");
        }
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("PATH", bin + ":/usr/bin:/bin");
        return ForkedCall.output(folder, environment, List.of("-Duser.home=" + folder), SigningIn.class);
    }

    private static Configuration environment(Map<String, String> variables) {
        Configuration environment = Configuration.getGlobalConfiguration().clone();
        environment.put("AZURE_TOKEN_CREDENTIALS", "").put("AZURE_CLIENT_SECRET", "");
        variables.forEach(environment::put);
        return environment;
    }

    /** azure-identity reads one of Azure Pipelines' variables from the process itself. */
    private static void mayBuild(Runnable assertion) {
        Configuration process = Configuration.getGlobalConfiguration();
        process.put("SYSTEM_OIDCREQUESTURI", AZURE_PIPELINES.get("SYSTEM_OIDCREQUESTURI"));
        try {
            assertion.run();
        } finally {
            process.remove("SYSTEM_OIDCREQUESTURI");
        }
    }

    /** Asks for a token, and says why there is none. */
    static final class SigningIn {

        private SigningIn() {}

        public static void main(String[] arguments) {
            String scope = "https://api.fabric.microsoft.com/.default";
            try {
                SignIn.defaultCredential().getTokenSync(new TokenRequestContext().addScopes(scope));
                System.out.println("signed in");
            } catch (RuntimeException e) {
                System.out.println(SignIn.noToken(scope, "test", e));
            }
            System.exit(0);
        }
    }
}
