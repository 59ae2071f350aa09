package org.openguides.processing.internal.resolution;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.processing.internal.dita.DitaDocument;
import org.openguides.processing.internal.dita.DitaHint;
import org.openguides.processing.internal.dita.DitaParser;
import org.openguides.processing.internal.dita.DitaSyntaxException;
import org.openguides.processing.internal.dita.DocumentFacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MentionsTest {

    private static final String MAP = "/content/dam/p/a.ditamap";

    @ParameterizedTest
    @ValueSource(strings = {"k", "s.k", "a.b.c.k", "a.b.c.d.e.f.g.k", "scope.name.of.a.key.with.many.dots"})
    void aReferenceIsFoundByEachKeyThatItMayMean(String name) throws Exception {
        Set<String> indexed = keysOf(name);
        for (String key = name; !key.isEmpty(); key = key.contains(".") ? key.substring(key.indexOf('.') + 1) : "") {
            assertTrue(indexed.contains(Mentions.indexed(key)), key + " in " + indexed);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 100, 200, 400})
    void theIndexOfAKeyDoesNotGrowWithItsParts(int parts) throws Exception {
        Set<String> indexed = keysOf("a.".repeat(parts) + "k");
        assertEquals(4, indexed.size(), indexed::toString);
        assertEquals(16, String.join("", indexed).length());
    }

    @Test
    void aKeyOfOneLongWordIsIndexedByItsEnd() throws Exception {
        String key = "k".repeat(5_000);
        assertEquals(Set.of(key.substring(0, 200)), keysOf(key));
        assertTrue(keysOf("scope." + key).contains(Mentions.indexed(key)));
    }

    @Test
    void aKeyIsNeverCutWithinACharacter() {
        String indexed = Mentions.indexed("\uD83D\uDE00".repeat(101) + "k");
        assertEquals("\uD83D\uDE00".repeat(99) + "k", indexed);
    }

    private static Set<String> keysOf(String name) throws DitaSyntaxException, IOException {
        byte[] map = ("<map><keydef keys='x' keyref='" + name + "'/></map>").getBytes(StandardCharsets.UTF_8);
        DitaDocument document = new DitaParser().parse(new ByteArrayInputStream(map), DitaHint.MAP);
        return Mentions.of(MAP, DocumentFacts.of(document)).keys();
    }
}
