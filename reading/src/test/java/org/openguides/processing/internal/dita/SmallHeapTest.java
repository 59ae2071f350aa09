package org.openguides.processing.internal.dita;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openguides.processing.testing.SmallHeap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** 512 MB are sufficient to read or reject any file, however large it is. */
class SmallHeapTest {

    @Test
    @Timeout(600) // garbage collection of a nearly full heap may take very long
    void eachFileIsReadOrRefused() throws Exception {
        String said = outputWith512Megabytes();

        assertEquals(
                """
                text: read, 0 keys
                keys: read, 10701 keys
                more text: The file, or what comes before its root element, is too large
                references: There are more than 200000 references, keys and ids
                ids: There are more than 200000 references, keys and ids
                topics: There are more than 200000 references, keys and ids
                names: There are more than 10000 different names
                attributes: There are more than 10000 different names
                instructions: There are more than 10000 different names
                key scopes: There are more than 200000 references, keys and ids
                key lists: There are more than 200000 references, keys and ids
                long hrefs: The file, or what comes before its root element, is too large
                keys of a long href: The references and keys have more than 20000000 characters
                references in a long id: The references and keys have more than 20000000 characters
                undeclared: Undeclared entities are used more than 100000 times
                prolog: The file, or what comes before its root element, is too large
                title: The file, or what comes before its root element, is too large
                a.md: read
                a.html: Its tags stand for more than 100000 elements; its title and its references are not read
                a.css: read
                """,
                said);
    }

    private static String outputWith512Megabytes() throws IOException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeap.class.getName())
                .redirectErrorStream(true)
                .start();
        try (InputStream output = child.getInputStream()) {
            return new String(output.readAllBytes(), UTF_8);
        } finally {
            child.destroyForcibly();
        }
    }
}
