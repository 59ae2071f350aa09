package org.openguides.processing.internal.dita;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class KeysTest {

    @Test
    void eachTokenIsADefinition() {
        List<KeyDefinition> keys = Parsing.map(
                        "<map>\n<keydef keys=' a \n b' href=' x.dita ' keyref='c' scope='peer' format='html'/></map>")
                .keys();

        assertEquals(2, keys.size());
        assertEquals(
                new KeyDefinition("a", "keydef", 2, "x.dita", "c", DitaReference.Scope.PEER, "html", true, null),
                keys.get(0));
        assertEquals("b", keys.get(1).name());
    }

    @Test
    void aKeyMayHaveNoTarget() {
        KeyDefinition key =
                Parsing.map("<map><topicref keys='a'/></map>").keys().get(0);

        assertNull(key.href());
        assertNull(key.keyref());
    }

    @Test
    void topicsDefineNone() {
        assertEquals(
                List.of(),
                Parsing.topic("<topic><p keys='a' keyscope='b'/></topic>").keys());
        assertEquals(
                List.of(),
                Parsing.topic("<topic><p keys='a' keyscope='b'/></topic>").keyScopes());
    }

    @ParameterizedTest
    @CsvSource({
        "<keydef keys='k'/>, true",
        "<keydef keys='k' processing-role='normal'/>, false",
        "<topicref keys='k'/>, false",
        "<mapresources><topicref keys='k'/></mapresources>, true",
        "<own class='+ map/topicref mapgroup-d/keydef a-d/own ' keys='k'/>, true",
        "<topicref keys='k' processing-role='resource-only'/>, true",
        "<topicref processing-role='resource-only'><topicref keys='k'/></topicref>, true",
        "<topicref processing-role='resource-only'><topicref keys='k' processing-role='normal'/></topicref>, false",
    })
    void aResourceIsNoPartOfNavigation(String xml, boolean expected) {
        assertEquals(
                expected, Parsing.map("<map>" + xml + "</map>").keys().get(0).resourceOnly());
    }

    @Test
    void scopesQualifyKeys() {
        DitaDocument document = Parsing.map("<map keyscope='m'><topicref keys='here' keyscope='a b' href='x'>"
                + "<keydef keys='in'/><mapref keyscope='c' href='y'/></topicref><keydef keys='out'/></map>");
        KeyDefinition here = document.keys().get(0);
        KeyDefinition in = document.keys().get(1);
        KeyDefinition out = document.keys().get(2);

        assertEquals(List.of("m.a.here", "m.b.here"), here.keyScope().qualified(here.name()));
        assertEquals(List.of("m.a.in", "m.b.in"), in.keyScope().qualified(in.name()));
        assertEquals(List.of("m.out"), out.keyScope().qualified(out.name()));
        assertEquals(3, document.keyScopes().size());
        assertEquals(List.of("c"), document.references().get(1).keyScope().names());
    }

    @Test
    void scopesInScopesDoNotExplode() {
        String open = "<topicref keyscope='a b c d'>";
        DitaDocument document =
                Parsing.map("<map>" + open.repeat(900) + "<keydef keys='k'/>" + "</topicref>".repeat(900) + "</map>");
        DitaDocument smaller =
                Parsing.map("<map>" + open.repeat(20) + "<keydef keys='k'/>" + "</topicref>".repeat(20) + "</map>");

        assertEquals(List.of(), document.keys().get(0).keyScope().qualified("k"));
        assertEquals(
                KeyScope.MAX_NAMES,
                smaller.keys().get(0).keyScope().qualified("k").size());
    }

    @Test
    void anEmptyScopeIsNone() {
        DitaDocument document = Parsing.map("<map keyscope=' '><keydef keys='a'/></map>");

        assertTrue(document.keyScopes().isEmpty());
        assertNull(document.keys().get(0).keyScope());
        assertFalse(document.keys().isEmpty());
    }
}
