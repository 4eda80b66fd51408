package io.github.fabricmirroring.hosts;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.maven.shared.invoker.DefaultInvocationRequest;
import org.apache.maven.shared.invoker.DefaultInvoker;
import org.apache.maven.shared.invoker.InvocationRequest;
import org.apache.maven.shared.invoker.InvocationResult;
import org.apache.maven.shared.invoker.MavenInvocationException;

/** A Maven in a process of its own, which finds what this build has made in a repository below {@code target/}. */
final class MavenBuild {

    /** What a build printed, and how it ended. */
    record Result(int exitCode, List<String> lines) {

        String text() {
            return String.join(System.lineSeparator(), lines);
        }

        /** For the message of a failure. */
        String end() {
            return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 40), lines.size()));
        }
    }

    private static final int PATIENCE_SECONDS = 15 * 60;

    /** Of this machine's environment only what a process needs to run at all. */
    private static final List<String> INHERITED =
            List.of("PATH", "HOME", "LANG", "LC_ALL", "USERPROFILE", "SystemRoot", "TEMP");

    private final InvocationRequest request = new DefaultInvocationRequest();
    private final Properties properties = new Properties();

    MavenBuild(Path pom, String... goals) {
        request.setPomFile(pom.toFile());
        request.addArgs(List.of(goals));
        request.setProperties(properties);
        request.setBatchMode(true);
        request.setNoTransferProgress(true);
        request.setJavaHome(new File(System.getProperty("java.home")));
        request.setLocalRepositoryDirectory(new File(System.getProperty("repository")));
        request.setGlobalSettingsFile(new File("src/test/maven/settings.xml"));
        request.setTimeoutInSeconds(PATIENCE_SECONDS);
        request.setShellEnvironmentInherited(false);
        INHERITED.forEach(name -> {
            if (System.getenv(name) != null) {
                request.addShellEnvironment(name, System.getenv(name));
            }
        });
        property(
                "usersRepository",
                Path.of(System.getProperty("usersRepository")).toUri().toString());
    }

    MavenBuild property(String name, String value) {
        properties.setProperty(name, value);
        return this;
    }

    MavenBuild profiles(String... profiles) {
        request.setProfiles(List.of(profiles));
        return this;
    }

    MavenBuild environment(Map<String, String> environment) {
        environment.forEach(request::addShellEnvironment);
        return this;
    }

    MavenBuild debug() {
        request.setDebug(true);
        return this;
    }

    /** @param log where its output goes as well */
    Result run(Path log) throws IOException, MavenInvocationException {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        request.setOutputHandler(lines::add);
        request.setErrorHandler(lines::add);
        InvocationResult result = new DefaultInvoker()
                .setMavenHome(new File(System.getProperty("mavenHome")))
                .execute(request);
        Files.createDirectories(log.getParent());
        Files.write(log, lines);
        if (result.getExecutionException() != null) {
            throw new AssertionError("Maven did not run to its end; see " + log, result.getExecutionException());
        }
        return new Result(result.getExitCode(), lines);
    }
}
