package org.openguides.processing;

import javax.xml.parsers.DocumentBuilderFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** docs/operations.md documents exactly the OSGi properties and their defaults. */
class OperationsDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/operations.md");
    private static final Path METATYPES =
            Path.of(System.getProperty("openguides.classes", "target/classes"), "OSGI-INF/metatype");

    private static final Pattern PID = Pattern.compile("### `(org\\.openguides\\.[^`]+)`");
    private static final Pattern PROPERTY = Pattern.compile("\\| `([^`]+)` \\| `([^`]*)` \\|.*");

    @Test
    void namesEveryPropertyWithItsDefault() throws Exception {
        Map<String, String> expected = fromMetatypes();
        assertFalse(expected.isEmpty());
        assertEquals(expected, fromDocument());
    }

    /** Renaming a class must not lose the settings of administrators. */
    @Test
    void noConfigurationIsCalledByAClass() throws Exception {
        for (Document metatype : metatypes()) {
            String pid = pid(metatype);
            assertTrue(pid.matches("org\\.openguides\\.processing\\.[a-z]+"), pid);
        }
    }

    @Test
    void allAreFoundSideBySideInTheConsole() throws Exception {
        for (Document metatype : metatypes()) {
            String title = elements(metatype, "OCD").get(0).getAttribute("name");
            assertTrue(title.startsWith("OpenGuides: "), title);
        }
    }

    private static Map<String, String> fromDocument() throws IOException {
        Map<String, String> properties = new TreeMap<>();
        String pid = null;
        for (String line : Files.readAllLines(DOCUMENT)) {
            Matcher heading = PID.matcher(line);
            Matcher row = PROPERTY.matcher(line);
            if (line.startsWith("#")) {
                pid = heading.matches() ? heading.group(1) : null;
            } else if (pid != null && row.matches()) {
                properties.put(pid + " " + row.group(1), row.group(2));
            }
        }
        return properties;
    }

    /** Blanks are escaped, as they separate the values of a list. */
    private static String defaultOf(Element property) {
        return property.getAttribute("default").replace("\\ ", " ");
    }

    private static Map<String, String> fromMetatypes() throws Exception {
        Map<String, String> properties = new TreeMap<>();
        for (Document metatype : metatypes()) {
            String pid = pid(metatype);
            for (Element property : elements(metatype, "AD")) {
                properties.put(pid + " " + property.getAttribute("id"), defaultOf(property));
            }
        }
        return properties;
    }

    private static List<Document> metatypes() throws Exception {
        List<Document> metatypes = new ArrayList<>();
        try (Stream<Path> files = Files.list(METATYPES)) {
            for (Path file : files.toList()) {
                metatypes.add(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(file.toFile()));
            }
        }
        return metatypes;
    }

    private static String pid(Document metatype) {
        Element designate = elements(metatype, "Designate").get(0);
        return designate.getAttribute(designate.hasAttribute("factoryPid") ? "factoryPid" : "pid");
    }

    private static List<Element> elements(Document document, String name) {
        NodeList found = document.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(index -> (Element) found.item(index))
                .toList();
    }
}
