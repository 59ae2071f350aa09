package org.openguides.processing.internal.dita;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                new KeyDefinition("a", "keydef", 2, "x.dita", "c", DitaReference.Scope.PEER, "html", true, null, 2),
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keyscope='s' | <dvrKeyscopePrefix>a-</dvrKeyscopePrefix> | a-s.k",
                "keyscope='s' | <dvrKeyscopeSuffix>-b</dvrKeyscopeSuffix> | s-b.k",
                "keyscope='s t' | <dvrKeyscopePrefix>a-</dvrKeyscopePrefix><dvrKeyscopeSuffix> -b\n</dvrKeyscopeSuffix> | a-s-b.k a-t-b.k",
                "'' | <dvrKeyscopePrefix>a</dvrKeyscopePrefix> | a.k",
                "'' | <dvrKeyscopeSuffix>b</dvrKeyscopeSuffix> | b.k",
                "'' | <dvrKeyscopePrefix>a</dvrKeyscopePrefix><dvrKeyscopeSuffix>b</dvrKeyscopeSuffix> | ab.k",
                "'' | <dvrResourcePrefix>a</dvrResourcePrefix> | k",
                "keyscope='s' | <dvrResourceSuffix>a</dvrResourceSuffix> | s.k",
                "'' | <own class='+ topic/data ditavalref-d/dvrKeyscopePrefix a-d/own '>a</own> | a.k",
            })
    void branchFiltersRenameKeyScopes(String all) {
        String[] parts = all.split(" \\| ", -1);
        String scope = parts[0].equals("''") ? "" : parts[0];
        String map = "<map><topicref " + scope + "><ditavalref href='f.ditaval'><ditavalmeta>" + parts[1]
                + "</ditavalmeta></ditavalref><keydef keys='k'/></topicref><keydef keys='after'/></map>";

        assertEquals(parts[2] + " after", qualified(Parsing.map(map)));
    }

    @Test
    void eachBranchFilterMakesACopyOfTheBranch() {
        String filter = "<ditavalref><ditavalmeta><dvrKeyscopePrefix>%s</dvrKeyscopePrefix></ditavalmeta></ditavalref>";
        String two = filter.formatted("a") + filter.formatted("b");

        assertEquals(
                "a.k b.k", qualified(Parsing.map("<map><topicref>" + two + "<keydef keys='k'/></topicref></map>")));
        assertEquals(
                "a.k k",
                qualified(Parsing.map("<map><topicref>" + filter.formatted("a")
                        + "<ditavalref/><keydef keys='k'/></topicref></map>")));
        assertEquals("a.k b.k", qualified(Parsing.map("<map>" + two + "<keydef keys='k'/></map>")));
    }

    @Test
    void scopesWithinARenamedOneStayInIt() {
        DitaDocument map = Parsing.map("<map keyscope='r'><topicref keyscope='s'><ditavalref><ditavalmeta>"
                + "<dvrKeyscopePrefix>a</dvrKeyscopePrefix></ditavalmeta></ditavalref>"
                + "<topicref keyscope='t'><keydef keys='k'/></topicref></topicref><topicref keyref='x'/></map>");

        assertEquals("r.as.t.k", qualified(map));
        assertEquals(List.of("r"), map.references().get(0).keyScope().names());
        assertEquals(3, map.keyScopes().size());
    }

    @Test
    void branchesAreWhatHasAnIdOrAKeyScope() {
        DitaDocument map = Parsing.map("<map><topicref id='a'><topicmeta><data id='no'/></topicmeta>"
                + "<topicref keyscope='s'/></topicref><reltable id='no'/><chapter id='b'/></map>");

        assertEquals(
                List.of("2-5 a", "5-5 null", "7-7 b"),
                map.branches().stream()
                        .map(each -> each.first() + "-" + each.last() + " " + each.id())
                        .toList());
        assertEquals(List.of(), Parsing.topic("<topic id='a'/>").branches());
    }

    private static String qualified(DitaDocument map) {
        return map.keys().stream()
                .flatMap(key ->
                        key.keyScope() == null ? Stream.of(key.name()) : key.keyScope().qualified(key.name()).stream())
                .collect(Collectors.joining(" "));
    }
}
