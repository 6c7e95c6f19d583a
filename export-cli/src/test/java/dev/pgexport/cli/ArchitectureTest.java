package dev.pgexport.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the arrows between the modules. It lives here because only this module sees all the others. */
class ArchitectureTest {
    private static final String ROOT = "dev.pgexport";

    /** For each module, named by its package, the modules that it may know. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("api", Set.of()),
            Map.entry("engine", Set.of("api")),
            Map.entry("postgres", Set.of("api")),
            Map.entry("aws", Set.of("api")),
            Map.entry("pgdump", Set.of("api", "postgres")),
            Map.entry("copy", Set.of("api", "postgres")),
            Map.entry("compare", Set.of("api", "engine", "postgres")),
            Map.entry("restore", Set.of("api", "engine", "postgres")),
            Map.entry("snapshot", Set.of("api", "aws", "postgres")),
            Map.entry("filesystem", Set.of("api")),
            Map.entry("s3", Set.of("api", "aws")),
            Map.entry("postgressink", Set.of("api", "postgres", "restore")),
            Map.entry("testkit", Set.of("api", "engine")),
            Map.entry("cli", Set.of("api", "engine", "compare", "restore", "aws")));

    /** For each library, the only modules that may know it. */
    private static final Map<String, Set<String>> LIBRARIES = Map.ofEntries(
            Map.entry("com.google.inject", Set.of("cli")),
            Map.entry("com.google.common", Set.of("cli")),
            Map.entry("picocli", Set.of("cli")),
            Map.entry("org.snakeyaml", Set.of("cli")),
            Map.entry("ch.qos.logback", Set.of("cli")),
            Map.entry("com.fasterxml.jackson", Set.of("engine", "aws", "compare", "snapshot", "testkit", "cli")),
            Map.entry("com.dynatrace.hash4j", Set.of("compare")),
            Map.entry("dev.failsafe", Set.of("engine")),
            Map.entry("org.apache.commons.compress", Set.of("engine", "testkit", "cli.demo")),
            Map.entry("org.apache.hadoop", Set.of("testkit")),
            Map.entry("org.apache.parquet", Set.of("snapshot", "testkit")),
            Map.entry("org.postgresql", Set.of("postgres", "copy", "restore", "testkit", "cli")),
            Map.entry("org.tukaani.xz", Set.of("testkit", "cli.demo")),
            Map.entry("software.amazon.awssdk", Set.of("aws", "s3", "snapshot", "testkit")));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void everyModuleHasItsArrows() {
        var modules = CLASSES.stream()
                .map(found ->
                        found.getPackageName().substring(ROOT.length() + 1).replaceFirst("\\..*", ""))
                .collect(Collectors.toSet());

        assertThat(modules).isEqualTo(ARROWS.keySet());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleKnowsOnlyTheModulesThatItsArrowsPointAt(String module) {
        var known = Stream.concat(Stream.of(module), ARROWS.get(module).stream())
                .map(ArchitectureTest::packagesOf)
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(packagesOf(module))
                .should()
                .dependOnClassesThat(ofPgexportOutside(known))
                .check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void whatIsInternalToAModuleIsUsedOnlyInside(String module) {
        noClasses()
                .that()
                .resideOutsideOfPackage(packagesOf(module))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "." + module + "..internal..")
                .check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void aLibraryIsKnownOnlyWhereItIsUsed(String library) {
        var users = LIBRARIES.get(library).stream()
                .map(ArchitectureTest::packagesOf)
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideOutsideOfPackages(users)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library + "..")
                .check(CLASSES);
    }

    @Test
    void theApiDependsOnNothingButTheJdkAndAnnotations() {
        classes()
                .that()
                .resideInAPackage(packagesOf("api"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(packagesOf("api"), "java..", "org.jspecify.annotations..")
                .check(CLASSES);
    }

    @Test
    void noStaticStateChanges() {
        fields().that().areStatic().should().beFinal().check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        var unmarked = CLASSES.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(found -> !found.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName);

        assertThat(unmarked).isEmpty();
    }

    static Set<String> modules() {
        return ARROWS.keySet();
    }

    static Set<String> libraries() {
        return LIBRARIES.keySet();
    }

    private static String packagesOf(String module) {
        return ROOT + "." + module + "..";
    }

    private static DescribedPredicate<JavaClass> ofPgexportOutside(String... known) {
        return resideInAPackage(ROOT + "..").and(DescribedPredicate.not(resideInAnyPackage(known)));
    }
}
