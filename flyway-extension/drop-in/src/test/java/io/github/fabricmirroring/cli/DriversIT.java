package io.github.fabricmirroring.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.fabricmirroring.MirroringException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.sql.Driver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The drivers folders of Flyway's command lines as they are, with the driver in them that cannot be loaded. */
class DriversIT {

    private static final JdbcUrl SQL_SERVER = new JdbcUrl("jdbc:sqlserver://x;database=y");

    private static final int SHUFFLES = 10;

    @BeforeEach
    void foldersAreThere() {
        assumeThat(Boolean.getBoolean("cliSkipped"))
                .as("no Flyway was downloaded")
                .isFalse();
    }

    /** Every driver comes first once, and last; and they come in other orders besides. */
    @ParameterizedTest
    @ValueSource(strings = {"drivers-11.7.2", "drivers-12.4.0"})
    void theDriverOfSqlServerIsFoundInWhateverOrder(String folder) throws Exception {
        List<Path> jars = jars(Path.of(System.getProperty(folder)));
        assertThat(jars).anyMatch(jar -> jar.getFileName().toString().startsWith("jaybird"));

        for (List<Path> order : orders(jars)) {
            try (URLClassLoader loader = loader(order)) {
                Driver driver = new Drivers(loader).taking(SQL_SERVER);

                assertThat(driver.getClass().getName())
                        .as(order.toString())
                        .isEqualTo("com.microsoft.sqlserver.jdbc.SQLServerDriver");
            }
        }
    }

    /** Snowflake's puts a provider of security services in before Java's own as soon as it is loaded. */
    @ParameterizedTest
    @ValueSource(strings = {"drivers-11.7.2", "drivers-12.4.0"})
    void noDriverOfAnotherDatabaseIsLoadedForIt(String folder) throws Exception {
        List<Provider> before = List.of(Security.getProviders());

        for (List<Path> order : orders(jars(Path.of(System.getProperty(folder))))) {
            try (URLClassLoader loader = loader(order)) {
                new Drivers(loader).taking(SQL_SERVER);
            }
        }

        assertThat(Security.getProviders()).containsExactlyElementsOf(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"drivers-11.7.2", "drivers-12.4.0"})
    void aUrlThatNoDriverTakesIsRefusedWithWhatCouldNotBeLoaded(String folder) throws Exception {
        List<Path> broken = jars(Path.of(System.getProperty(folder))).stream()
                .filter(jar -> jar.getFileName().toString().startsWith("jaybird"))
                .toList();
        try (URLClassLoader loader = loader(broken)) {
            Drivers drivers = new Drivers(loader);

            assertThatThrownBy(() -> drivers.taking(SQL_SERVER))
                    .isInstanceOf(MirroringException.class)
                    .hasMessageContaining("could not be loaded; -X shows why")
                    .satisfies(e -> assertThat(e.getSuppressed()).isNotEmpty());
        }
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private static List<List<Path>> orders(List<Path> jars) {
        List<List<Path>> orders = new ArrayList<>();
        for (int first = 0; first < jars.size(); first++) {
            List<Path> rotated = new ArrayList<>(jars);
            Collections.rotate(rotated, first);
            orders.add(List.copyOf(rotated));
            Collections.reverse(rotated);
            orders.add(rotated);
        }
        Random random = new Random(1);
        for (int i = 0; i < SHUFFLES; i++) {
            List<Path> shuffled = new ArrayList<>(jars);
            Collections.shuffle(shuffled, random);
            orders.add(shuffled);
        }
        return orders;
    }

    private static URLClassLoader loader(List<Path> jars) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars) {
            urls.add(jar.toUri().toURL());
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }
}
