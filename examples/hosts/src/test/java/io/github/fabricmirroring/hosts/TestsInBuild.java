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
 * @param reports the folders where it leaves what they say
 * @param evidence what has to be in there, so that no other version is tested by mistake
 */
record TestsInBuild(MavenBuild build, List<Path> reports, String evidence) implements Host {

    @Override
    public String check(Path output) throws Exception {
        for (Path folder : reports) {
            FileUtils.deleteDirectory(folder.toFile());
        }

        MavenBuild.Result run = build.run(output.resolve("maven.log"));

        assertThat(run.exitCode()).as(run.end()).isZero();
        List<ReportTestSuite> suites = new SurefireReportParser(
                        reports.stream().map(Path::toFile).toList(), new NullConsoleLogger())
                .parseXMLReportFiles();
        int tests = suites.stream().mapToInt(ReportTestSuite::getNumberOfTests).sum();
        int skipped =
                suites.stream().mapToInt(ReportTestSuite::getNumberOfSkipped).sum();
        assertThat(tests).isGreaterThan(skipped);
        for (Path folder : reports) {
            assertThat(oneReport(folder)).contains(evidence);
        }
        return tests + " tests, " + skipped + " skipped";
    }

    private static String oneReport(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return Files.readString(
                    files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                            .findAny()
                            .orElseThrow());
        }
    }
}
