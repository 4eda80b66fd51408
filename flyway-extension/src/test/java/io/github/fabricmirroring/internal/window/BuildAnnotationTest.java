package io.github.fabricmirroring.internal.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BuildAnnotationTest {

    private static final String MESSAGE = "MIRRORING IS OFF: 100% sure.\r\nRun it, or: az rest [x];y";

    private final ByteArrayOutputStream error = new ByteArrayOutputStream();

    @Test
    void gitHubGetsAWorkflowCommand() {
        assertThat(shown(Map.of("GITHUB_ACTIONS", "true")))
                .containsExactly(
                        "::error title=Fabric mirroring::MIRRORING IS OFF: 100%25 sure.%0D%0ARun it, or: az rest [x];y");
    }

    @Test
    void azurePipelinesGetALoggingCommand() {
        assertThat(shown(Map.of("TF_BUILD", "True")))
                .containsExactly("##vso[task.logissue type=error]Fabric mirroring: MIRRORING IS OFF: 100%AZP25 sure."
                        + "%0D%0ARun it, or: az rest [x];y");
    }

    @Test
    void elsewhereNothingIsShown() {
        assertThat(shown(Map.of())).isEmpty();
        assertThat(shown(Map.of("GITHUB_ACTIONS", "", "TF_BUILD", "false"))).isEmpty();
    }

    @Test
    void ofSeveralErrorsTheFirstOneIsShown() {
        BuildAnnotation annotation = new BuildAnnotation(Map.of("GITHUB_ACTIONS", "true"));

        annotation.show("first", new PrintStream(error, true));
        annotation.show("second", new PrintStream(error, true));

        assertThat(error.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("::error title=Fabric mirroring::first");
    }

    @Test
    void whatATerminalWouldTakeForACommandIsNotPassedOn() {
        BuildAnnotation annotation = new BuildAnnotation(Map.of("GITHUB_ACTIONS", "true"));

        annotation.show("a\u001B[2Jb\tc", new PrintStream(error, true));

        assertThat(error.toString(StandardCharsets.UTF_8)).contains("::a?[2Jb?c");
    }

    private List<String> shown(Map<String, String> environment) {
        new BuildAnnotation(environment).show(MESSAGE, new PrintStream(error, true));
        return error.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
