package io.github.fabricmirroring.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DropInJarIT {

    private static final File FILE = new File(System.getProperty("dropInJar"));

    private static final long MEGABYTE = 1_000_000;

    private static final String SHADED = "io/github/fabricmirroring/shaded/";

    /** A library that is not among them has to go into NOTICE, too. */
    private static final Pattern CLASSES = Pattern.compile("db/callback/FabricMirroring"
            + "|io/github/fabricmirroring/((cli|dropin|flyway(/internal)?|internal/\\w+)/)?(package-info|\\w+(\\$\\w+)*)"
            + "|" + SHADED + "(com/azure|com/fasterxml/jackson|com/microsoft/aad|org/jspecify|org/reactivestreams"
            + "|org/slf4j|picocli|reactor)/.*"
            + "|com/sun/jna/.*");

    private JarFile jar;

    @BeforeEach
    void open() throws IOException {
        jar = new JarFile(FILE);
    }

    @AfterEach
    void close() throws IOException {
        jar.close();
    }

    @Test
    void isNoLargerThanTenMegabytes() {
        assertThat(FILE).isFile();
        assertThat(FILE.length()).isLessThanOrEqualTo(10 * MEGABYTE);
    }

    @Test
    void classesAreOursOrRelocatedOrOfJna() {
        assertThat(files())
                .filteredOn(file -> file.endsWith(".class"))
                .hasSizeGreaterThan(1000)
                .allMatch(file -> CLASSES.matcher(file.substring(0, file.length() - ".class".length()))
                        .matches());
    }

    @Test
    void onlyOneClassIsLoadedByFlywayItself() {
        assertThat(files())
                .filteredOn(file -> file.startsWith("db/"))
                .containsExactly("db/callback/FabricMirroring.class");
    }

    @Test
    void libraryHasNoClassThatFlywayLoadsByItself() {
        File library = new File(System.getProperty("libraryClasses"));
        assertThat(new File(library, "io")).isDirectory();
        assertThat(new File(library, "db")).doesNotExist();
    }

    @Test
    void servicesAreOursOrRelocated() throws IOException {
        List<String> services = new ArrayList<>();
        for (String file : files()) {
            if (file.startsWith("META-INF/services/")) {
                text(file)
                        .lines()
                        .forEach(line -> services.add(file.substring("META-INF/services/".length()) + ": " + line));
            }
        }
        String shaded = SHADED.replace('/', '.');
        assertThat(services)
                .containsExactlyInAnyOrder(
                        "org.flywaydb.core.extensibility.Plugin:"
                                + " io.github.fabricmirroring.flyway.internal.MirroringConfigurationExtension",
                        shaded + "org.slf4j.spi.SLF4JServiceProvider:"
                                + " io.github.fabricmirroring.dropin.FlywayLogProvider",
                        shaded + "com.azure.core.http.HttpClientProvider: " + shaded
                                + "com.azure.core.http.jdk.httpclient.JdkHttpClientProvider",
                        shaded + "com.fasterxml.jackson.core.JsonFactory: " + shaded
                                + "com.fasterxml.jackson.core.JsonFactory",
                        shaded + "com.fasterxml.jackson.core.ObjectCodec: " + shaded
                                + "com.fasterxml.jackson.databind.ObjectMapper",
                        shaded + "com.fasterxml.jackson.databind.Module: " + shaded
                                + "com.fasterxml.jackson.datatype.jsr310.JavaTimeModule");
    }

    @Test
    void hostsJacksonSeesTheAnnotationOfTheConfigurationExtension() throws IOException {
        String extension = text(
                "io/github/fabricmirroring/flyway/internal/MirroringConfigurationExtension.class",
                StandardCharsets.ISO_8859_1);
        assertThat(extension)
                .contains("Lcom/fasterxml/jackson/annotation/JsonProperty;")
                .doesNotContain(SHADED);
    }

    @Test
    void carriesLicences() throws IOException {
        assertThat(text("META-INF/LICENSE")).contains("Apache License");
        assertThat(text("META-INF/licenses/mit.txt")).contains("Microsoft", "QOS.ch", "THE SOFTWARE IS PROVIDED");
        assertThat(files()).contains("META-INF/licenses/fast-double-parser.txt");
        String notice = text("META-INF/NOTICE");
        for (String file : files()) {
            if (file.endsWith("/pom.properties")) {
                Properties library = new Properties();
                library.load(jar.getInputStream(jar.getEntry(file)));
                if (!library.getProperty("groupId").equals("io.github.fabricmirroring")) {
                    assertThat(notice).containsPattern("\\b" + library.getProperty("artifactId") + "\\b");
                }
            }
        }
    }

    @Test
    void leavesNothingOfTheLibrariesThatIsNotForThisJar() {
        assertThat(files())
                .noneMatch(file -> file.matches("META-INF/[^/]*\\.(SF|DSA|RSA|EC)"))
                .noneMatch(file -> file.endsWith("module-info.class"))
                .noneMatch(file -> file.startsWith("META-INF/versions/"))
                .noneMatch(file -> file.startsWith("META-INF/native-image/"))
                .noneMatch(file -> file.startsWith("META-INF/spring"))
                .allMatch(file -> file.matches("(META-INF|db|io|com)/.*"));
    }

    @Test
    void knowsItsVersion() throws IOException {
        assertThat(jar.getManifest().getMainAttributes().getValue("Implementation-Version"))
                .isNotBlank();
        assertThat(FILE.getName())
                .isEqualTo("flyway-fabric-mirroring-"
                        + jar.getManifest().getMainAttributes().getValue("Implementation-Version") + "-all.jar");
    }

    @Test
    void holdsNothingTwice() throws IOException {
        List<String> names = new ArrayList<>();
        // JarFile hides duplicates.
        try (ZipInputStream entries = new ZipInputStream(new FileInputStream(FILE))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        assertThat(names).hasSizeGreaterThan(1000).doesNotHaveDuplicates();
    }

    private List<String> files() {
        return Collections.list(jar.entries()).stream()
                .filter(entry -> !entry.isDirectory())
                .map(ZipEntry::getName)
                .toList();
    }

    private String text(String file) throws IOException {
        return text(file, StandardCharsets.UTF_8);
    }

    private String text(String file, Charset charset) throws IOException {
        try (InputStream bytes = jar.getInputStream(jar.getEntry(file))) {
            return new String(bytes.readAllBytes(), charset);
        }
    }
}
