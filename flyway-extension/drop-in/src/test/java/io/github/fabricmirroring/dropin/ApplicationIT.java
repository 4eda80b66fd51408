package io.github.fabricmirroring.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fabricmirroring.flyway.MirroringCallback;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The drop-in jar where it does not belong: in an application, as a process, with the Flyway of the command line's
 * archive.
 */
@DisabledIfSystemProperty(named = "cliSkipped", matches = "true", disabledReason = "-DskipCli")
class ApplicationIT {

    private static final Path DROP_IN_JAR = Path.of(System.getProperty("dropInJar"));
    private static final Path UNPACKED = Path.of(System.getProperty("cli"));

    private static final String WARNING = "Fabric mirroring: this jar is for Flyway's own tools";

    @TempDir
    private Path directory;

    @Test
    void isToldOnceThatItsCallbacksMayHaveBeenThrownAway() throws Exception {
        List<String> lines = run(List.of(DROP_IN_JAR));

        assertThat(lines).noneMatch(line -> line.contains("SetInCode was called"));
        assertThat(lines)
                .filteredOn(line -> line.contains(WARNING))
                .singleElement()
                .asString()
                .contains("Take the library flyway-fabric-mirroring instead of this jar.");
    }

    @Test
    void keepsItsCallbacksWithoutTheJar() throws Exception {
        List<String> lines = run(List.of());

        assertThat(lines)
                .filteredOn(line -> line.equals("SetInCode was called"))
                .hasSize(2);
        assertThat(lines).noneMatch(line -> line.contains(WARNING));
    }

    /** As beside Flyway's Maven and Gradle plugins, whose classes are on the same classpath as Flyway's. */
    @Test
    void isToldNothingIfItIsOneOfFlywaysOwnTools() throws Exception {
        List<String> lines = run(List.of(
                DROP_IN_JAR,
                UNPACKED.resolve("lib/flyway/flyway-commandline-"
                        + UNPACKED.getFileName().toString().replace("flyway-", "") + ".jar")));

        assertThat(lines).noneMatch(line -> line.contains(WARNING));
    }

    @Test
    void keepsTheCallbacksThatASettingNames() throws Exception {
        List<String> lines = run(List.of(DROP_IN_JAR), Application.Named.class.getName());

        assertThat(lines).filteredOn(line -> line.equals("Named was called")).hasSize(2);
    }

    @Test
    void stopsAndStartsOnceIfASettingNamesTheLibrarysCallback() throws Exception {
        List<String> lines = run(List.of(DROP_IN_JAR), MirroringCallback.class.getName());

        assertThat(lines)
                .filteredOn(line -> line.contains("V1__a.sql requires mirroring to be off"))
                .as("once for each database")
                .hasSize(2);
    }

    private List<String> run(List<Path> jars, String... callbacks) throws Exception {
        Path scripts = Files.createDirectory(directory.resolve("sql"));
        Files.writeString(scripts.resolve("V1__a.sql"), "-- requires: mirroring-off\ncreate table a(id int);");
        Path output = directory.resolve("output.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classpath(jars),
                Application.class.getName(),
                scripts.toString()));
        command.addAll(List.of(callbacks));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        return Files.readAllLines(output);
    }

    private static String classpath(List<Path> jars) throws IOException, URISyntaxException {
        Path testClasses = Path.of(Application.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> libraries = Files.list(UNPACKED.resolve("lib"));
                Stream<Path> flyway = Files.list(UNPACKED.resolve("lib/flyway"));
                Stream<Path> drivers = Files.list(UNPACKED.resolve("drivers"))) {
            return Stream.of(
                            jars.stream(),
                            libraries,
                            flyway.filter(jar -> jar.getFileName().toString().startsWith("flyway-core-")),
                            drivers,
                            Stream.of(testClasses))
                    .flatMap(paths -> paths)
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }
}
