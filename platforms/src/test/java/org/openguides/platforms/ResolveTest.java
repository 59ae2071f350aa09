package org.openguides.platforms;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Manifest;
import java.util.stream.Stream;

import aQute.bnd.header.OSGiHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Whether the bundle would be resolved on each platform: every import range and every other requirement. */
class ResolveTest {

    private static final Path BUNDLE = Path.of(System.getProperty("openguides.bundle"));
    private static final Path DATABASE_BUNDLE = Path.of(System.getProperty("openguides.database.bundle"));
    private static final Path WORKFLOW_BUNDLE = Path.of(System.getProperty("openguides.workflow.bundle"));
    private static final Path RUNTIME = Path.of(System.getProperty("openguides.runtime"));

    static Stream<Platform> platforms() {
        return Stream.of(
                Platform.listed("aem-6.5-lts"),
                Platform.listed("aem-cloud-service"),
                Platform.installed("Apache Sling, the runtime of all/target", RUNTIME));
    }

    @ParameterizedTest
    @MethodSource("platforms")
    void theBundleWouldBeResolved(Platform platform) throws IOException {
        assertEquals(List.of(), check(platform));
    }

    @ParameterizedTest
    @MethodSource("platforms")
    void theBundleOfTheDatabaseCatalogWouldBeResolvedBesideIt(Platform platform) throws IOException {
        assertEquals(List.of(), missing(platform, databaseBundle().beside(Bundle.of(manifest()))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"aem-6.5-lts", "aem-cloud-service"})
    void theBundleOfTheWorkflowStepFindsAllItsPackagesOnAem(String platform) throws IOException {
        assertEquals(List.of(), missing(Platform.listed(platform), workflowBundle()));
    }

    @Test
    void onPlainSlingItLacksTheWorkflowsOfAemOnlyAndIsResolvedWithoutThem() throws IOException {
        Platform sling = Platform.installed("Apache Sling", RUNTIME);
        List<String> missing = missing(sling, workflowBundle());
        assertEquals(3, missing.size(), missing::toString);
        missing.forEach(filter -> assertTrue(filter.contains("=com.adobe.granite.workflow"), missing::toString));
        assertEquals(
                List.of(), missing(sling, Bundle.of(manifest(WORKFLOW_BUNDLE)).beside(Bundle.of(manifest()))));
    }

    @Test
    void theBundleOfTheWorkflowStepUsesNothingOfOursButTheApi() throws IOException {
        String imports = manifest(WORKFLOW_BUNDLE).getMainAttributes().getValue("Import-Package");
        assertEquals(
                List.of("org.openguides.processing.api"),
                OSGiHeader.parseHeader(imports).keySet().stream()
                        .filter(name -> name.startsWith("org.openguides."))
                        .toList());
    }

    @Test
    void plainSlingDoesNotHaveTheBundleOfTheWorkflowStep() throws IOException {
        try (Stream<Path> files = Files.walk(RUNTIME)) {
            assertEquals(
                    List.of(),
                    files.filter(file -> file.toString().contains("aem.workflow"))
                            .toList());
        }
    }

    @Test
    void withoutItTheBundleOfTheDatabaseCatalogLacksWhatItExportsForItAlone() throws IOException {
        List<String> missing = missing(Platform.listed("aem-6.5-lts"), databaseBundle());
        assertEquals(2, missing.size(), missing::toString);
        missing.forEach(
                filter -> assertTrue(filter.contains("(friend=org.openguides.catalog.database)"), missing::toString));
    }

    @Test
    void noOtherBundleCanImportWhatIsExportedForThatOne() throws IOException {
        Manifest other = manifest();
        other.getMainAttributes()
                .putValue("Import-Package", "org.openguides.processing.internal.catalog.tables;version=\"0.1\"");
        assertEquals(
                1,
                missing(
                                Platform.listed("aem-6.5-lts"),
                                new Bundle(Bundle.of(other).requirements(), List.of()).beside(Bundle.of(manifest())))
                        .size());
    }

    @Test
    void aem65LacksNothingButJava17() throws IOException {
        assertEquals(List.of("osgi.ee (&(osgi.ee=JavaSE)(version=17))"), check(Platform.listed("aem-6.5")));
    }

    /** What is missing; also a row of the table that the build prints. */
    private static List<String> check(Platform platform) throws IOException {
        Bundle bundle = Bundle.of(manifest());
        List<String> missing = missing(platform, bundle);
        System.out.printf(
                "| %-45s | %3d requirements | %s |%n",
                platform.name(), bundle.requirements().size(), missing.isEmpty() ? "resolves" : "lacks " + missing);
        return missing;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Import-Package     | org.apache.sling.api.resource;version=\"[99,100)\"",
                "Import-Package     | org.slf4j;version=\"[3,4)\"",
                "Import-Package     | no.such.package",
                "Require-Capability | osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\"",
                "Require-Capability | osgi.extender;filter:=\"(&(osgi.extender=osgi.component)(version>=9))\"",
                "Require-Bundle     | no.such.bundle"
            })
    void whatIsNotThereIsMissing(String header, String value) throws IOException {
        Manifest broken = manifest();
        broken.getMainAttributes().putValue(header, value);
        for (Platform platform : platforms().toList()) {
            assertEquals(1, platform.missing(Bundle.of(broken)).size(), platform.name());
        }
    }

    @Test
    void whatIsOptionalMayBeAbsent() throws IOException {
        Manifest relaxed = manifest();
        relaxed.getMainAttributes().putValue("Import-Package", "no.such.package;resolution:=optional");
        assertEquals(List.of(), missing(Platform.listed("aem-6.5-lts"), Bundle.of(relaxed)));
    }

    @Test
    void everyImportIsChecked() throws IOException {
        String imports = manifest().getMainAttributes().getValue("Import-Package");
        long packages = Bundle.of(manifest()).requirements().stream()
                .filter(requirement -> requirement.getNamespace().equals("osgi.wiring.package"))
                .count();
        long mandatory = OSGiHeader.parseHeader(imports).values().stream()
                .filter(attributes -> !"optional".equals(attributes.get("resolution:")))
                .count();
        assertTrue(mandatory > 0);
        assertEquals(mandatory, packages);
    }

    private static List<String> missing(Platform platform, Bundle bundle) {
        return platform.missing(bundle).stream()
                .map(requirement -> requirement.getNamespace() + " "
                        + requirement.getDirectives().get("filter"))
                .toList();
    }

    /** With optional packages counted as needed, beside the bundle whose API it uses. */
    private static Bundle workflowBundle() throws IOException {
        Manifest manifest = manifest(WORKFLOW_BUNDLE);
        String imports = manifest.getMainAttributes().getValue("Import-Package");
        manifest.getMainAttributes().putValue("Import-Package", imports.replace(";resolution:=optional", ""));
        return Bundle.of(manifest).beside(Bundle.of(manifest()));
    }

    private static Bundle databaseBundle() throws IOException {
        return Bundle.of(manifest(DATABASE_BUNDLE));
    }

    private static Manifest manifest() throws IOException {
        return manifest(BUNDLE);
    }

    private static Manifest manifest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new Manifest(in);
        }
    }
}
