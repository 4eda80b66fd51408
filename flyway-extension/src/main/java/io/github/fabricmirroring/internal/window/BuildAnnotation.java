package io.github.fabricmirroring.internal.window;

import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Shows an error on the page of a build, not only in its log: by a line that the build system reads as a command.
 *
 * <p>Both systems read commands from standard error as well as from standard output, which may have to stay JSON.
 * Escaping: <a href="https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts">GitHub</a>,
 * <a href="https://github.com/microsoft/azure-pipelines-task-lib/blob/master/node/taskcommand.ts">Azure Pipelines</a>.
 */
public final class BuildAnnotation {

    private static final BuildAnnotation OF_THIS_PROCESS = new BuildAnnotation(System.getenv());

    private static final String TITLE = "Fabric mirroring";

    private final Map<String, String> environment;
    private final AtomicBoolean shown = new AtomicBoolean();

    BuildAnnotation(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The one of this process: of several errors about one thing, the first one is enough. */
    public static BuildAnnotation ofThisProcess() {
        return OF_THIS_PROCESS;
    }

    /**
     * Once. Nothing where no build system is.
     *
     * @param error standard error
     */
    public void show(String message, PrintStream error) {
        command(message.replaceAll("[\\p{Cntrl}&&[^\r\n]]", "?"))
                .filter(line -> shown.compareAndSet(false, true))
                .ifPresent(error::println);
    }

    private Optional<String> command(String message) {
        if (isTrue("GITHUB_ACTIONS")) {
            return Optional.of("::error title=" + TITLE + "::" + escaped(message, "%25"));
        }
        if (isTrue("TF_BUILD")) {
            return Optional.of("##vso[task.logissue type=error]" + TITLE + ": " + escaped(message, "%AZP25"));
        }
        return Optional.empty();
    }

    private boolean isTrue(String variable) {
        return "true".equalsIgnoreCase(environment.get(variable));
    }

    private static String escaped(String message, String percent) {
        return message.replace("%", percent).replace("\r", "%0D").replace("\n", "%0A");
    }
}
