package io.github.fabricmirroring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.fabricmirroring.flyway.MirroringCallback;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String US = "io.github.fabricmirroring.";
    private static final String INTERNAL = US + "internal.";

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.github.fabricmirroring");

    /** Each package's rule stands in its package-info. */
    @Test
    void packagesKnowOnlyWhomTheyMay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("spring")
                .definedBy(US + "spring..")
                .layer("flyway")
                .definedBy(US + "flyway..")
                .layer("fabric")
                .definedBy(INTERNAL + "fabric..")
                .layer("database")
                .definedBy(INTERNAL + "database..")
                .layer("tag")
                .definedBy(INTERNAL + "tag..")
                .layer("window")
                .definedBy(INTERNAL + "window..")
                .layer("settings")
                .definedBy(INTERNAL + "settings..")
                .whereLayer("spring")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("flyway")
                .mayOnlyBeAccessedByLayers("spring")
                .whereLayer("fabric")
                .mayOnlyBeAccessedByLayers("flyway")
                .whereLayer("database")
                .mayOnlyBeAccessedByLayers("flyway")
                .whereLayer("tag")
                .mayOnlyBeAccessedByLayers("flyway")
                .whereLayer("window")
                .mayOnlyBeAccessedByLayers("flyway", "fabric", "database")
                .whereLayer("settings")
                .mayOnlyBeAccessedByLayers("spring", "flyway", "fabric", "database", "window")
                .check(classes);
    }

    @Test
    void theWindowKnowsNoHttpNoJdbcAndNoFlyway() {
        noClasses()
                .that()
                .resideInAPackage(INTERNAL + "window..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "java.sql..", "javax.sql..", "com.azure..", "org.flywaydb..")
                .check(classes);
    }

    @Test
    void onlyTheFlywayPackageKnowsFlywayAndOnlyTheFabricPackageCallsAzure() {
        noClasses()
                .that()
                .resideInAnyPackage(INTERNAL + "fabric..", INTERNAL + "database..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.flywaydb..")
                .check(classes);
        noClasses()
                .that()
                .resideInAPackage(INTERNAL + "database..")
                .or()
                .resideInAPackage(US + "flyway..")
                .and()
                .doNotHaveSimpleName("Builder")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.azure..")
                .check(classes);
    }

    /**
     * Everything but the bean's lookup is read by Spring when an application starts, in which perhaps nothing is
     * tagged.
     */
    @Test
    void onlyTheSpringPackageKnowsSpringAndOnlyItsCredentialKnowsAzure() {
        noClasses()
                .that()
                .resideOutsideOfPackage(US + "spring..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(classes);
        noClasses()
                .that()
                .resideInAPackage(US + "spring..")
                .and()
                .doNotHaveSimpleName("CredentialBean")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.azure..")
                .check(classes);
    }

    @Test
    void usersHaveFewNames() {
        assertThat(classes.stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getName)
                        .filter(name -> !name.contains(".internal.") && !name.startsWith(US + "standin.")))
                .containsExactlyInAnyOrder(
                        US + "MirroringException",
                        US + "flyway.MirroringCallback",
                        US + "flyway.MirroringCallback$Builder",
                        US + "flyway.RequiresMirroringOff",
                        US + "spring.MirroringCallbackBean");
    }

    /** The core serves whatever migrates; only its hosts know who that is. */
    @Test
    void theCoreDoesNotMentionFlyway() throws IOException {
        for (Path source : sources("internal")) {
            assertThat(Files.readString(source).lines())
                    .as(source.toString())
                    .noneMatch(line -> line.toLowerCase(Locale.ROOT).contains("flyway"));
        }
    }

    @Test
    void noSourceIsLong() throws IOException {
        for (Path source : sources("")) {
            assertThat(Files.readAllLines(source)).as(source.toString()).hasSizeLessThanOrEqualTo(most(source));
        }
    }

    /** Sentences are a list, not a piece of logic. */
    private static int most(Path source) {
        return switch (source.getFileName().toString()) {
            case "MirroringWindow.java" -> 200;
            case "Messages.java" -> 330;
            default -> 250;
        };
    }

    private static List<Path> sources(String folder) throws IOException {
        try (Stream<Path> files =
                Files.walk(Path.of("src/main/java/io/github/fabricmirroring").resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    /** Flyway's autoload would throw away the callbacks that an application has set by itself. */
    @Test
    void theLibraryHoldsNoCallbackThatFlywayLoadsByItself() throws Exception {
        Path library = Path.of(MirroringCallback.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());

        if (Files.isDirectory(library)) {
            assertHoldsOnlyOurs(library);
        } else {
            try (FileSystem jar = FileSystems.newFileSystem(library)) {
                assertHoldsOnlyOurs(jar.getPath("/"));
            }
        }
    }

    private static void assertHoldsOnlyOurs(Path library) {
        assertThat(library.resolve("io")).isDirectory();
        assertThat(library.resolve("db")).doesNotExist();
    }
}
