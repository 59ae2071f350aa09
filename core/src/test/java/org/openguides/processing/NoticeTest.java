package org.openguides.processing;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The bundle's NOTICE names exactly the libraries whose classes it embeds, with their versions. */
class NoticeTest {

    private static final Path BUNDLE = Path.of(System.getProperty("openguides.classes", "target/classes"));

    /** Path in a Maven repository: {@code group/artifact/version/artifact-version.jar}. */
    private static final Pattern JAR = Pattern.compile(".*/([^/]+)/([^/]+)/\\1-\\2\\.jar!/.*");

    private static final Pattern LINE = Pattern.compile("\\S+:(\\S+):(\\S+)  +\\S.*(licence|License).*");

    @Test
    void namesEachEmbeddedLibraryInItsVersion() throws IOException {
        assertFalse(embedded().isEmpty());
        assertEquals(embedded(), named());
    }

    @Test
    void theLicenceIsBesideIt() throws IOException {
        assertTrue(Files.readString(BUNDLE.resolve("META-INF/LICENSE")).contains("Apache License"));
    }

    private static Set<String> named() throws IOException {
        try (Stream<String> lines = Files.lines(BUNDLE.resolve("META-INF/NOTICE"))) {
            return lines.map(LINE::matcher)
                    .filter(Matcher::matches)
                    .map(line -> line.group(1) + " " + line.group(2))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> embedded() throws IOException {
        try (Stream<Path> files = Files.walk(BUNDLE)) {
            return files.map(file -> BUNDLE.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(".class") && !name.startsWith("org/openguides/"))
                    .map(NoticeTest::origin)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Returns the library that the build took the class from: the first one on the class path. */
    private static String origin(String name) {
        try (Stream<URL> places = NoticeTest.class.getClassLoader().resources(name)) {
            return places.map(place -> JAR.matcher(place.toString()))
                    .filter(Matcher::matches)
                    .map(jar -> jar.group(1) + " " + jar.group(2))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            name + " is of no library; after a change of version: mvn clean"));
        }
    }
}
