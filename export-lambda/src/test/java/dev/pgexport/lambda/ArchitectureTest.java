package dev.pgexport.lambda;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Holds the arrows from here; those of the other modules are held by the test of this name in export-cli. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.pgexport");

    @Test
    void thisModuleKnowsTheCommandLineAndTheEngineAlone() {
        noClasses()
                .that()
                .resideInAPackage("dev.pgexport.lambda..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.pgexport.aws..",
                        "dev.pgexport.compare..",
                        "dev.pgexport.copy..",
                        "dev.pgexport.filesystem..",
                        "dev.pgexport.pgdump..",
                        "dev.pgexport.postgres..",
                        "dev.pgexport.restore..",
                        "dev.pgexport.s3..",
                        "dev.pgexport.snapshot..",
                        "dev.pgexport..internal..")
                .check(CLASSES);
    }

    @Test
    void noOtherModuleKnowsLambda() {
        assertThat(CLASSES.containPackage("dev.pgexport.cli")).isTrue();
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.pgexport.lambda..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.pgexport.lambda..", "com.amazonaws..")
                .check(CLASSES);
    }

    @Test
    void noStaticStateChanges() {
        fields().that().areStatic().should().beFinal().check(CLASSES);
    }
}
