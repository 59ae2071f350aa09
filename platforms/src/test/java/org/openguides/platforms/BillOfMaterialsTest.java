package org.openguides.platforms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The bills of materials and the list of libraries name what is delivered. */
class BillOfMaterialsTest {

    private static final Path MODULES = Path.of("..");
    private static final Pattern NOTICE = Pattern.compile("(\\S+):(\\S+):(\\S+)  +\\S.*(licence|License).*");

    private static final Pattern LIBRARY = Pattern.compile("(?m)^\\| `(\\S+:\\S+:\\S+)` \\|");

    /** Annotations for the compiler, of which a bundle has no classes. */
    private static final String ANNOTATIONS = "com.google.errorprone";

    @ParameterizedTest
    @ValueSource(strings = {"core", "catalog.database"})
    @EnabledIfSystemProperty(named = "nightly", matches = "true", disabledReason = "needs -Pnightly")
    void thatOfABundleHasEachLibraryThatIsEmbedded(String module) throws IOException {
        assertEquals(noticed(module), components(module, name -> !name.startsWith("org.openguides:")));
    }

    @ParameterizedTest
    @CsvSource({"core, org.openguides.core", "catalog.database, org.openguides.catalog.database"})
    void thePageOfLibrariesHasEachOfThem(String module, String bundle) throws IOException {
        String page = Files.readString(Path.of("../docs/decisions/libraries.md"));
        String section = page.substring(page.indexOf("## `" + bundle + "`")).split("\n## ")[0];
        Set<String> described = LIBRARY.matcher(section)
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(noticed(module), described);
    }

    @Test
    @EnabledIfSystemProperty(named = "nightly", matches = "true", disabledReason = "needs -Pnightly")
    void thatOfThePackageHasTheBundleAndThePackagesInIt() throws IOException {
        assertEquals(
                Set.of(
                        "openguides.core",
                        "openguides.catalog.database",
                        "openguides.aem.workflow",
                        "openguides.ui.apps",
                        "openguides.ui.config",
                        "openguides.ui.index"),
                components("all", name -> true).stream()
                        .map(name -> name.split(":")[1])
                        .collect(Collectors.toSet()));
    }

    /** Returns the libraries that a bundle embeds according to its notice. */
    private static Set<String> noticed(String module) throws IOException {
        try (Stream<String> lines = Files.lines(MODULES.resolve(module + "/target/classes/META-INF/NOTICE"))) {
            return lines.map(NOTICE::matcher)
                    .filter(Matcher::matches)
                    .map(line -> line.group(1) + ":" + line.group(2) + ":" + line.group(3))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> components(String module, Predicate<String> wanted) throws IOException {
        JsonObject bill = JsonParser.parseString(Files.readString(MODULES.resolve(module + "/target/bom.json")))
                .getAsJsonObject();
        assertEquals("CycloneDX", bill.get("bomFormat").getAsString());
        return bill.getAsJsonArray("components").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(component -> !component.get("group").getAsString().equals(ANNOTATIONS))
                .map(component -> component.get("group").getAsString() + ":"
                        + component.get("name").getAsString() + ":"
                        + component.get("version").getAsString())
                .filter(wanted)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
