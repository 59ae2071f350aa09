package org.openguides.processing;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Checks the package table of docs/architecture.md, and the direction of dependencies. */
class ArchitectureTest {

    private static final String ROOT = "org.openguides.processing.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(place -> !place.contains("-tests.jar"))
            .importPackages("org.openguides.processing");

    /** Returns each package with those it may use. */
    static Stream<Arguments> mayUse() {
        return Stream.of(roomsOfTheEngine(), outlets(), others()).flatMap(rows -> rows);
    }

    private static Stream<Arguments> outlets() {
        return Stream.of(
                arguments("internal.events", "api engine"),
                arguments("internal.webhooks", "api engine events observe session store"),
                arguments("internal.observe", "api"),
                arguments("internal.metrics", "api engine observe"),
                arguments("internal.support", "api engine.throttle metrics observe runlog"));
    }

    private static Stream<Arguments> roomsOfTheEngine() {
        return Stream.of(
                arguments(
                        "internal.engine.coordination",
                        "engine engine.lifecycle engine.selection api spi guides runlog session store"),
                arguments(
                        "internal.engine.lifecycle",
                        "engine engine.selection access api guides runlog session store walk"),
                arguments(
                        "internal.engine.selection",
                        "engine engine.supervision engine.throttle access api spi asset catalog session store text walk"),
                arguments("internal.engine.supervision", "engine api session store"),
                arguments("internal.engine.throttle", "engine api session"),
                arguments(
                        "internal.engine.work",
                        "engine engine.selection engine.supervision engine.throttle access api spi asset catalog guides"
                                + " session store text walk"),
                arguments("internal.engine", "api spi asset catalog session"));
    }

    private static Stream<Arguments> others() {
        return Stream.of(
                arguments("api", ""),
                arguments("spi", "api"),
                arguments(
                        "internal.http",
                        "http.wire access api asset runlog status session catalog dita reference resolution engine.throttle observe"
                                + " metrics support"
                                + " text walk"),
                arguments("internal.http.wire", ""),
                arguments(
                        "internal.jobs",
                        "access api spi engine engine.coordination engine.lifecycle engine.selection engine.supervision"
                                + " engine.throttle engine.work maintenance runlog status store session asset catalog"
                                + " processor observe metrics guides walk"),
                arguments("internal.guides", "api spi catalog text"),
                arguments("internal.access", "session"),
                arguments("internal.asset", "api"),
                arguments("internal.walk", "api asset observe session text"),
                arguments("internal.dita", ""),
                arguments("internal.markup", "dita"),
                arguments("internal.resolution", "dita"),
                arguments("internal.folder", "dita markup resolution"),
                arguments("internal.processor", "api spi asset dita markup catalog guides reference resolution engine"),
                arguments("internal.catalog", "api spi asset dita resolution walk text observe session"),
                arguments(
                        "internal.catalog.database", "api spi asset catalog dita resolution walk text observe session"),
                arguments("internal.catalog.tables", "dita"),
                arguments("internal.reference", "api asset dita catalog resolution walk text"),
                arguments("internal.status", "api walk catalog resolution store asset session text"),
                arguments("internal.store", "api spi session text"),
                arguments("internal.runlog", "api session"),
                arguments("internal.maintenance", "api store session"),
                arguments(
                        "internal.live",
                        "api asset catalog engine engine.lifecycle engine.selection observe session store text walk"),
                arguments("internal.log", ""),
                arguments("internal.text", ""),
                arguments("internal.session", "api"));
    }

    /** A row of a removed package would always hold, and a package without a row could use anything. */
    @Test
    void theTableHasARowForEachPackage() {
        Set<String> rows = new TreeSet<>();
        mayUse().forEach(row -> rows.add(ROOT + row.get()[0]));
        Set<String> packages = new TreeSet<>();
        CLASSES.forEach(type -> packages.add(type.getPackageName()));

        assertEquals(packages, rows);
    }

    @ParameterizedTest
    @MethodSource("mayUse")
    void aPackageUsesOnlyWhatTheTableAllows(String name, String allowed) {
        String[] packages = Stream.concat(Stream.of(name, "internal.log"), Arrays.stream(allowed.split(" ")))
                .filter(used -> !used.isEmpty())
                .map(ArchitectureTest::qualified)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(qualified(name))
                .should()
                .dependOnClassesThat(resideInAPackage("org.openguides..").and(not(resideInAnyPackage(packages))))
                .check(CLASSES);
    }

    /** Returns each foreign API that only some packages may use. */
    static Stream<Arguments> aloneSees() {
        return Stream.of(
                arguments("javax.servlet..", "internal.http"),
                arguments("com.google.gson..", "internal.http internal.webhooks"),
                arguments("org.osgi.service.event..", "internal.events"),
                arguments("org.apache.felix.hc..", "internal.observe"),
                arguments("org.apache.felix.inventory..", "internal.support"),
                arguments("org.apache.sling.commons.metrics..", "internal.metrics"),
                arguments("org.apache.sling.event..", "internal.jobs"),
                arguments("org.apache.sling.discovery..", "internal.jobs"),
                arguments("javax.xml..", "internal.dita"),
                arguments("com.ctc.wstx..", "internal.dita"),
                arguments("org.codehaus.stax2..", "internal.dita"),
                arguments("org.commonmark..", "internal.markup"),
                arguments("org.htmlunit..", "internal.markup"),
                arguments("org.jsoup..", "internal.markup"),
                arguments("org.snakeyaml..", "internal.markup"));
    }

    @ParameterizedTest
    @MethodSource("aloneSees")
    void onlySomePackagesSeeAForeignApi(String foreign, String owners) {
        String[] packages = Arrays.stream(owners.split(" "))
                .map(ArchitectureTest::qualified)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(foreign)
                .check(CLASSES);
        for (String each : packages) {
            assertTrue(
                    CLASSES.that(resideInAPackage(each)).stream()
                            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                            .anyMatch(dependency -> resideInAPackage(foreign).test(dependency.getTargetClass())),
                    "the row is about nothing");
        }
    }

    /** The constructor of a record, and with it its binary contract, changes with each field. */
    @Test
    void exportedTypesCanGrow() {
        noClasses()
                .that()
                .resideInAnyPackage(qualified("api"), qualified("spi"))
                .and()
                .arePublic()
                .should()
                .beRecords()
                .check(CLASSES);
        classes()
                .that()
                .resideInAnyPackage(qualified("api"), qualified("spi"))
                .and()
                .arePublic()
                .and()
                .areNotEnums()
                .should()
                .beAnnotatedWith("org.osgi.annotation.versioning.ProviderType")
                .orShould()
                .beAnnotatedWith("org.osgi.annotation.versioning.ConsumerType")
                .check(CLASSES);
    }

    /** Paths and messages of exceptions must not forge lines. */
    @Test
    void whatIsLoggedIsEscaped() {
        noClasses()
                .that()
                .resideOutsideOfPackage(qualified("internal.log"))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.slf4j.LoggerFactory")
                .check(CLASSES);
    }

    @Test
    void nothingDependsOnAem() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.day..", "com.adobe..")
                .check(CLASSES);
    }

    @Test
    void noDatabaseIsNeeded() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..", "org.flywaydb..")
                .check(CLASSES);
    }

    @Test
    void readersDoNotDependOnTheRepository() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + "internal.dita..",
                        ROOT + "internal.markup..",
                        ROOT + "internal.resolution..",
                        ROOT + "internal.folder..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.jcr..", "org.apache.sling..", "org.osgi..", "org.slf4j..")
                .check(CLASSES);
    }

    @Test
    void sessionsAreOpenedInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackage(qualified("internal.session"))
                .should()
                .dependOnClassesThat()
                .haveSimpleName("ResourceResolverFactory")
                .check(CLASSES);
    }

    @Test
    void servicesAreInjectedByConstructors() {
        noFields()
                .should()
                .beAnnotatedWith("org.osgi.service.component.annotations.Reference")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.openguides.processing.(**)")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    /** No class depends on one that depends on it, directly or by way of others; nested classes count as the class that has them. */
    @Test
    void classesHaveNoCycles() {
        slices().assignedFrom(new TopLevelClasses()).should().beFreeOfCycles().check(CLASSES);
    }

    private static String qualified(String name) {
        boolean exported = name.equals("api") || name.equals("spi");
        String inside = exported || name.startsWith("internal.") ? name : "internal." + name;
        // the packages of the engine have their own rows
        return ROOT + inside + (inside.equals("internal.engine") ? "" : "..");
    }

    /** Each class of ours with those that are nested in it. */
    private static final class TopLevelClasses implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return type.getName().startsWith(ROOT)
                    ? SliceIdentifier.of(type.getName().replaceFirst("\\$.*", ""))
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "top-level classes";
        }
    }
}
