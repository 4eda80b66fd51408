package io.github.fabricmirroring.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogFactory;
import org.flywaydb.core.api.logging.LogLevel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class FlywayLoggerTest {

    private final List<String> lines = new ArrayList<>();

    @BeforeEach
    void capture() {
        LogFactory.setLogCreator(type -> new Capture(lines));
        LogFactory.setLogLevel(LogLevel.DEBUG);
    }

    @AfterEach
    void release() {
        LogFactory.setLogCreator(null);
        LogFactory.setLogLevel(LogLevel.INFO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"com.azure.identity.EnvironmentCredential", "io.github.fabricmirroring.mirroring.MirroringWindow"
            })
    void warningsOfAzureIdentityAndOfUsAreWarningsInOneLine(String name) {
        Logger logger = LoggerFactory.getLogger(name);

        logger.warn("{} is deprecated.", "This");
        logger.error("It failed:\r\n  for a reason\n\tat some.Class.method(Class.java:1)", new IllegalStateException());

        assertThat(lines)
                .containsExactly(
                        "warn Fabric mirroring: This is deprecated.", "warn Fabric mirroring: It failed: for a reason");
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.azure.core.http.policy.RetryPolicy", "com.azure.identity.BrokerCredential"})
    void errorsOfOthersAreDetail(String name) {
        LoggerFactory.getLogger(name).error("It failed.", new IllegalStateException("It is so."));

        assertThat(lines).singleElement().satisfies(line -> assertThat(line)
                .startsWith("debug Fabric mirroring: " + name + ": It failed.")
                .contains("IllegalStateException: It is so.", "\tat "));
    }

    @Test
    void informationIsDetail() {
        LoggerFactory.getLogger("com.azure.identity.EnvironmentCredential").info("It is so.");

        assertThat(lines)
                .containsExactly("debug Fabric mirroring: com.azure.identity.EnvironmentCredential: It is so.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"access_token\":\"5-e-c\"}",
                "{\"accessToken\": \"5-e-c\"}",
                "client_secret=5-e-c",
                "\"Authorization\":\"5-e-c\"",
                "Authorization: Bearer 5-e-c",
                "token eyJ5-e-c0123456789"
            })
    void whatMayHoldASecretIsLeftOut(String message) {
        Logger logger = LoggerFactory.getLogger("com.azure.identity.EnvironmentCredential");

        logger.warn(message);
        logger.debug("It failed.", new IllegalStateException(message));

        assertThat(lines).hasSize(2).noneMatch(line -> line.contains("5-e-c"));
    }

    @Test
    void warningsAreWithoutClassNamesThatThisJarHasChanged() {
        LoggerFactory.getLogger("com.azure.identity.implementation.IdentityClient")
                .warn(
                        "java.lang.RuntimeException: io.github.fabricmirroring.shaded.com.azure.core.exception.HttpException:"
                                + " No provider of io.github.fabricmirroring.shaded.com.azure.core.http.HttpClient");

        assertThat(lines).containsExactly("warn Fabric mirroring: No provider of HttpClient");
    }

    /** {@code az} prints what it likes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ERROR\n##vso[task.complete result=Succeeded;]",
                "##vso[task.setvariable variable=x]1",
                "ERROR\n ::error::x",
                "ERROR\r\n::add-mask::x",
                "##[error]x",
                "\u001B[2Jx\u0007"
            })
    void nothingSteersABuildAgentOrATerminal(String message) {
        Logger logger = LoggerFactory.getLogger("com.azure.identity.AzureCliCredential");

        logger.warn(message);
        logger.debug("It failed.", new IllegalStateException(message));

        assertThat(lines).hasSize(2).allSatisfy(line -> assertThat(line)
                .doesNotContain("##vso[", "##[", "\u001B", "\u0007")
                .doesNotContainPattern("(?m)^\\s*::"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "com.azure.core.http.policy.HttpLoggingPolicy"})
    void requestsAndAnswersAreNotPassedOn(String name) {
        Logger logger = LoggerFactory.getLogger(name);

        logger.info("GET");
        logger.error("404");

        assertThat(logger.isErrorEnabled()).isFalse();
        assertThat(lines).isEmpty();
    }

    private record Capture(List<String> lines) implements Log {

        @Override
        public void debug(String message) {
            lines.add("debug " + message);
        }

        @Override
        public void info(String message) {
            lines.add("info " + message);
        }

        @Override
        public void warn(String message) {
            lines.add("warn " + message);
        }

        @Override
        public void error(String message) {
            lines.add("error " + message);
        }

        @Override
        public void error(String message, Exception exception) {
            error(message);
        }

        @Override
        public void notice(String message) {
            lines.add("notice " + message);
        }
    }
}
