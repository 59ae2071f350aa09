package org.openguides.platforms;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What is in the packages, and what AEM as a Cloud Service makes of them. */
class PackageTest {

    private static final Path ALL = Path.of(System.getProperty("openguides.all"));
    private static final Path CONVERSION = Path.of(System.getProperty("openguides.conversion"));
    private static final String AUTHOR_ONLY = "jcr_root/apps/openguides-packages/application/install.author/";

    @Test
    void allOfItIsForAuthorsOnly() throws IOException {
        List<String> embedded = entries(Files.readAllBytes(ALL)).keySet().stream()
                .filter(name -> name.endsWith(".jar") || name.endsWith(".zip"))
                .toList();
        assertEquals(6, embedded.size(), embedded::toString);
        embedded.forEach(name -> assertTrue(name.startsWith(AUTHOR_ONLY), name));
    }

    @Test
    void nothingOfItRunsOnAPublisher() throws IOException {
        for (String feature : List.of("user-aggregated-publish.json", "openguides.all.json")) {
            Path file = CONVERSION.resolve(feature);
            if (Files.exists(file)) {
                JsonObject converted =
                        JsonParser.parseString(Files.readString(file)).getAsJsonObject();
                assertEquals(List.of(), effects(converted), feature);
            }
        }
        JsonObject author = JsonParser.parseString(Files.readString(CONVERSION.resolve("user-aggregated-author.json")))
                .getAsJsonObject();
        assertEquals(List.of("bundles", "configurations", "repoinit:TEXT|true"), effects(author), "is looked at");
    }

    /**
     * Parts of a feature that do something. Definitions of indexes are told for both tiers, whatever the run mode of their package: the converter
     * knows no other place for them. The converted packages themselves hold nothing by then but their containers. */
    private static List<String> effects(JsonObject feature) {
        return feature.keySet().stream()
                .filter(key -> key.equals("bundles") || key.equals("configurations") || key.startsWith("repoinit"))
                .sorted()
                .toList();
    }

    @Test
    void eachHasItsLicence() throws IOException {
        Map<String, byte[]> all = entries(Files.readAllBytes(ALL));
        assertLicence("openguides.all", all);
        String notice = text(all.get("META-INF/NOTICE"));
        assertTrue(notice.contains("commonmark"), "what the bundle embeds");
        assertTrue(notice.contains("flyway"), "what the bundle of the database catalog embeds");
        for (Map.Entry<String, byte[]> entry : all.entrySet()) {
            if (entry.getKey().endsWith(".zip")) {
                assertLicence(entry.getKey(), entries(entry.getValue()));
            }
        }
    }

    @Test
    void theIndexIsInstalledInOneCommit() throws IOException {
        byte[] index = entries(Files.readAllBytes(ALL)).entrySet().stream()
                .filter(entry -> entry.getKey().contains("openguides.ui.index"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
        String properties = text(entries(index).get("META-INF/vault/properties.xml"));
        assertTrue(properties.contains("<entry key=\"noIntermediateSaves\">true</entry>"), properties);
        assertTrue(properties.contains("<entry key=\"allowIndexDefinitions\">true</entry>"), properties);
    }

    private static void assertLicence(String name, Map<String, byte[]> entries) {
        assertNotNull(entries.get("META-INF/LICENSE"), name);
        assertTrue(text(entries.get("META-INF/LICENSE")).contains("Apache License"), name);
        assertNotNull(entries.get("META-INF/NOTICE"), name);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Map<String, byte[]> entries(byte[] zip) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (InputStream bytes = new ByteArrayInputStream(zip);
                ZipInputStream in = new ZipInputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                ByteArrayOutputStream content = new ByteArrayOutputStream();
                in.transferTo(content);
                entries.put(entry.getName(), content.toByteArray());
            }
        }
        return entries;
    }
}
