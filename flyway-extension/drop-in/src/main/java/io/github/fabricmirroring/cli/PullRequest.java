package io.github.fabricmirroring.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Shows what was found in a script beside its line, on the page of a pull request: by a line that the build system reads
 * as a command, on standard error, as standard output may have to stay JSON.
 *
 * @see <a href="https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands">GitHub: workflow
 *     commands</a>
 * @see <a href="https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands">Azure DevOps: logging
 *     commands</a>
 */
final class PullRequest {

    private final Map<String, String> variables;

    /**
     * @param variables the environment, which says what build system there is
     */
    PullRequest(Map<String, String> variables) {
        this.variables = variables;
    }

    /** Nothing where no build system is. */
    Optional<String> annotation(ScriptFinding found) {
        int line = found.finding().line();
        if (isTrue("GITHUB_ACTIONS")) {
            return Optional.of("::error file=" + property(file(found, "GITHUB_WORKSPACE")) + ",line=" + line
                    + ",title=Fabric mirroring::" + text(found.sentence(), "%25"));
        }
        if (isTrue("TF_BUILD")) {
            return Optional.of("##vso[task.logissue type=error;sourcepath="
                    + azureProperty(file(found, "BUILD_SOURCESDIRECTORY")) + ";linenumber=" + line + "]"
                    + text(found.sentence(), "%AZP25"));
        }
        return Optional.empty();
    }

    private boolean isTrue(String variable) {
        return "true".equalsIgnoreCase(variables.get(variable));
    }

    /** As the repository knows it, whatever folder this runs in. */
    private String file(ScriptFinding found, String rootVariable) {
        String root = variables.getOrDefault(rootVariable, "");
        if (root.isEmpty() || found.file().contains(":")) {
            return found.file();
        }
        Path file = Path.of(found.file()).toAbsolutePath().normalize();
        Path folder = Path.of(root).toAbsolutePath().normalize();
        return (file.startsWith(folder) ? folder.relativize(file).toString() : found.file()).replace('\\', '/');
    }

    private static String text(String message, String percent) {
        return message.replace("%", percent).replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String value) {
        return text(value, "%25").replace(":", "%3A").replace(",", "%2C");
    }

    private static String azureProperty(String value) {
        return text(value, "%AZP25").replace(";", "%3B").replace("]", "%5D");
    }
}
