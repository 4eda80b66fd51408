package io.github.fabricmirroring.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/**
 * Who may know whom is drawn in section "Find your way around" of README.md; the library's own part is tested there.
 */
class ArchitectureTest {

    @Test
    void commandsKnowTheWindowAndItsPortsButNotFlyway() {
        classes()
                .that()
                .resideInAPackage("io.github.fabricmirroring.cli")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.github.fabricmirroring.cli",
                        "io.github.fabricmirroring.dropin",
                        "io.github.fabricmirroring",
                        "io.github.fabricmirroring.internal..",
                        "picocli..",
                        "com.fasterxml.jackson..",
                        "java..")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.github.fabricmirroring.cli"));
    }
}
