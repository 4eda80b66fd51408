package io.github.fabricmirroring.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.SurefireReportParser;

/**
 * Tests that run in a host.
 *
 * @param build runs them
 * @param reports where it leaves what they say
 * @param evidence what has to be in there, so that no other version is tested by mistake
 */
record TestsInBuild(MavenBuild build, Path reports, String evidence) implements Host {

    @Override
    public String check(Path output) throws Exception {
        FileUtils.deleteDirectory(reports.toFile());

        MavenBuild.Result run = build.run(output.resolve("maven.log"));

        assertThat(run.exitCode()).as(run.end()).isZero();
        List<ReportTestSuite> suites =
                new SurefireReportParser(List.of(reports.toFile()), new NullConsoleLogger()).parseXMLReportFiles();
        int tests = suites.stream().mapToInt(ReportTestSuite::getNumberOfTests).sum();
        int skipped =
                suites.stream().mapToInt(ReportTestSuite::getNumberOfSkipped).sum();
        assertThat(tests).isGreaterThan(skipped);
        assertThat(oneReport()).contains(evidence);
        return tests + " tests, " + skipped + " skipped";
    }

    private String oneReport() throws IOException {
        try (Stream<Path> files = Files.list(reports)) {
            return Files.readString(files.filter(file -> file.toString().endsWith(".xml"))
                    .filter(file -> file.getFileName().toString().startsWith("TEST-"))
                    .findAny()
                    .orElseThrow());
        }
    }
}
