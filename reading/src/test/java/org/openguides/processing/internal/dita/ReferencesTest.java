package org.openguides.processing.internal.dita;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.processing.internal.dita.DitaReference.Role;
import org.openguides.processing.internal.dita.DitaReference.Scope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

class ReferencesTest {

    /** The whole would be kept with the asset, and sent with each answer about it. */
    @Test
    void ofALongTextTheBeginningIsKept() {
        String same = "a".repeat(1_999);
        String longKey = "a".repeat(19_999);
        DitaDocument topic = Parsing.topic("<topic id='" + same + "xyz'><body><xref href='" + same + "\ud83d\ude00'/>"
                + "<xref href='" + same + "z'/></body></topic>");
        DitaDocument map = Parsing.map("<map keyscope='" + same + "xyz'><keydef keys='" + same + "xyz' href='" + same
                + "xyz' keyref='" + longKey + "xyz'/></map>");

        assertEquals(
                List.of(same + "…", same + "z"),
                topic.references().stream().map(DitaReference::value).toList());
        assertEquals(same + "…", topic.references().get(0).topicId());
        assertEquals(Set.of(same + "…"), topic.ids().all());
        KeyDefinition key = map.keys().get(0);
        assertEquals(List.of(same + "…", same + "…", longKey + "…"), List.of(key.name(), key.href(), key.keyref()));
        assertEquals(List.of(same + "…"), map.keyScopes().get(0).names());
    }

    @ParameterizedTest
    @CsvSource({
        "<xref href='a'/>, xref@href=a URI LINK",
        "<link href='a'/>, link@href=a URI LINK",
        "<ph keyref='k/e'/>, ph@keyref=k/e KEY LINK",
        "<image href='a' keyref='k'/>, image@href=a URI IMAGE;image@keyref=k KEY IMAGE",
        "<hazardsymbol href='a'/>, hazardsymbol@href=a URI IMAGE",
        "<p conref='a#t/p' conrefend='b#t/q'/>, p@conref=a#t/p URI CONTENT;p@conrefend=b#t/q URI CONTENT_END",
        "<p conkeyref='k/e'/>, p@conkeyref=k/e KEY CONTENT",
        "<p conref='-dita-use-conref-target'/>,",
        "<p conref=''/>, p@conref= URI CONTENT",
        "<p keyref=' '/>, p@keyref= KEY LINK",
        "<coderef href='a#line=1'/>, coderef@href=a#line=1 URI INCLUSION",
        "<svgref href='a'/>, svgref@href=a URI INCLUSION",
        "<mathmlref keyref='a'/>, mathmlref@keyref=a KEY INCLUSION",
        "<include href='a'/>, include@href=a URI INCLUSION",
        "<object data='a' archive='b c' classidkeyref='d' codebasekeyref='e' datakeyref='f' archivekeyrefs='g h'/>,"
                + " object@data=a URI OBJECT;object@archive=b URI OBJECT;object@archive=c URI OBJECT;"
                + "object@classidkeyref=d KEY OBJECT;object@codebasekeyref=e KEY OBJECT;object@datakeyref=f KEY OBJECT;"
                + "object@archivekeyrefs=g KEY OBJECT;object@archivekeyrefs=h KEY OBJECT",
        "<video href='a' posterkeyref='b'/>, video@href=a URI OBJECT;video@posterkeyref=b KEY OBJECT",
        "<p data='no' archive='no' mapref='no'/>,",
        "<longdescref href='a'/>, longdescref@href=a URI LINK",
        "<image longdescref='a'/>, image@longdescref=a URI IMAGE",
        "<lq longquoteref='a'/>, lq@longquoteref=a URI LINK",
        "<own href=' a b '/>, own@href=a b URI LINK",
        "<m:math href='no'/>,",
        "<svg xmlns='http://www.w3.org/2000/svg' href='no'><a href='no'/></svg>,",
        "<foreign><own href='no'/><xref href='a'/></foreign>, xref@href=a URI LINK",
        "<svg-container><use href='no'/></svg-container>,",
    })
    void ofTopics(String xml, String expected) {
        DitaDocument document = Parsing.topic("<topic id='t'><body>" + xml + "</body></topic>");

        assertEquals(expected == null ? "" : expected, described(document));
    }

    @ParameterizedTest
    @CsvSource({
        "<topicref href='a'/>, topicref@href=a URI TOPICREF",
        "<chapter href='a'/>, chapter@href=a URI TOPICREF",
        "<topicref href='a' copy-to='b'/>, topicref@href=a URI TOPICREF;topicref@copy-to=b URI COPY_TO",
        "<topicref href='a' format='ditamap'/>, topicref@href=a URI MAPREF",
        "<mapref href='a'/>, mapref@href=a URI MAPREF",
        "<mapref href='a' format='dita'/>, mapref@href=a URI TOPICREF",
        "<keydef keys='k' href='a'/>, keydef@href=a URI KEYDEF",
        "<keydef keys='k' href='a' format='ditamap'/>, keydef@href=a URI MAPREF",
        "<navref mapref='a'/>, navref@mapref=a URI LINK",
        "<topicref><topicmeta><data><xref href='a'/></data></topicmeta></topicref>, xref@href=a URI LINK",
        "<ditavalref href='a'/>, ditavalref@href=a URI TOPICREF",
    })
    void ofMaps(String xml, String expected) {
        assertEquals(expected, described(Parsing.map("<map>" + xml + "</map>")));
    }

    @ParameterizedTest
    @CsvSource({
        "<topicref href='x'/>, LOCAL",
        "<topicref href='x' scope='external'/>, EXTERNAL",
        "<topicref href='x' scope='-dita-use-conref-target'/>, LOCAL",
        "<topicref scope='peer'><topicref href='x'/></topicref>, PEER",
        "<topicref scope='peer'><topicref href='x' scope='local'/></topicref>, LOCAL",
        "<topicref scope='peer'><topicmeta><xref href='x'/></topicmeta></topicref>, LOCAL",
        "<topicref scope='peer'><topicgroup><keydef keys='k' href='x'/></topicgroup></topicref>, PEER",
        "<reltable scope='external'><relrow><relcell><topicref href='x'/></relcell></relrow></reltable>, EXTERNAL",
        "<unknown scope='peer'><topicref href='x'/></unknown>, LOCAL",
    })
    void scopeCascadesInMaps(String xml, Scope expected) {
        assertEquals(
                expected,
                Parsing.map("<map>" + xml + "</map>").references().get(0).scope());
    }

    @Test
    void scopeCascadesFromTheMapItself() {
        assertEquals(
                Scope.PEER,
                Parsing.map("<map scope='peer'><topicref href='x'/></map>")
                        .references()
                        .get(0)
                        .scope());
    }

    @ParameterizedTest
    @CsvSource({
        "<related-links><linkpool scope='peer'><linklist><link href='x'/></linklist></linkpool></related-links>, PEER",
        "<related-links><linklist scope='peer'><link href='x'><desc><xref href='y'/></desc></link></linklist>"
                + "</related-links>, PEER LOCAL",
        "<body scope='peer'><p><xref href='x'/></p></body>, LOCAL",
    })
    void scopeCascadesAmongLinks(String xml, String expected) {
        assertEquals(
                expected,
                Parsing.topic("<topic>" + xml + "</topic>").references().stream()
                        .map(each -> each.scope().name())
                        .collect(Collectors.joining(" ")));
    }

    @ParameterizedTest
    @CsvSource({
        "<mapref href='x'/>, ditamap",
        "<topicsetref href='x'/>, ditamap",
        "<ditavalref href='x'/>, ditaval",
        "<topicref href='x' format=' html '/>, html",
        "<topicref format='html'><topicref href='x'/></topicref>, html",
        "<topicref format='html'><mapref href='x'/></topicref>, ditamap",
        "<topicref format='html'><topicmeta><data href='x'/></topicmeta></topicref>,",
        "<reltable format='html'><relrow><relcell><topicref href='x'/></relcell></relrow></reltable>, html",
        "<own class='+ map/topicref mapgroup-d/mapref a-d/own ' href='x'/>, ditamap",
        "<own class='- map/topicref a/own ' href='x'/>,",
    })
    void formatIsTheElementsOwnOrItsDefaultOrCascades(String xml, String expected) {
        assertEquals(
                expected,
                Parsing.map("<map>" + xml + "</map>").references().get(0).format());
    }

    @Test
    void linesAreThoseOfTheStartTag() {
        DitaDocument document =
                Parsing.topic("<topic>\n<body>\r\n<p\n>text\n<xref\n\n   href='a'\n/></p></body></topic>");

        assertEquals(5, document.references().get(0).line());
    }

    @Test
    void attributesAreNormalised() {
        assertEquals(
                "a b c",
                Parsing.topic("<topic><xref href='\n a\nb\tc '/></topic>")
                        .references()
                        .get(0)
                        .value());
    }

    @Test
    void anObjectsCodebaseIsWhatItsUrisAreRelativeTo() {
        List<DitaReference> references = Parsing.topic(
                        "<topic><object codebase='media/' data='a.swf' datakeyref='k'/><xref href='x'"
                                + " codebase='y'/></topic>")
                .references();

        assertEquals("media/", references.get(0).base());
        assertNull(references.get(1).base());
        assertNull(references.get(2).base());
    }

    @Test
    void eachKnowsItsTopic() {
        DitaDocument document = Parsing.topic("<dita><topic id='a'><body><xref href='#./x'/></body>"
                + "<topic id='b'><body><xref href='#./x'/></body></topic><related-links><link href='#./x'/>"
                + "</related-links></topic></dita>");

        assertEquals(
                List.of("a", "b", "a"),
                document.references().stream().map(DitaReference::topicId).toList());
    }

    @Test
    void thoseOfMapsHaveNoTopic() {
        assertNull(Parsing.map("<map id='m'><topicref href='x'/></map>")
                .references()
                .get(0)
                .topicId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"k", "a.b.k"})
    void aKeyReferenceHasAKeyAndMayHaveAnElement(String key) {
        DitaReference plain = reference(key);
        DitaReference withElement = reference(key + "/e/f");

        assertEquals(key, plain.keyName());
        assertNull(plain.keyElementId());
        assertEquals(key, withElement.keyName());
        assertEquals("e/f", withElement.keyElementId());
    }

    @Test
    void explicitClassesCount() {
        DitaReference reference = Parsing.file(
                        "a.xml",
                        "<list class='- map/map a/list '><entry class='- map/topicref a/entry ' scope='peer'>"
                                + "<entry class='- map/topicref a/entry ' href='x'/></entry></list>")
                .references()
                .get(0);

        assertEquals(Role.TOPICREF, reference.role());
        assertEquals(Scope.PEER, reference.scope());
    }

    private static DitaReference reference(String key) {
        return Parsing.topic("<topic><ph keyref='" + key + "'/></topic>")
                .references()
                .get(0);
    }

    private static String described(DitaDocument document) {
        Stream<String> all = document.references().stream()
                .map(each -> each.element() + "@" + each.attribute() + "=" + each.value() + " " + each.kind() + " "
                        + each.role());
        return all.collect(Collectors.joining(";"));
    }

    @ParameterizedTest
    @CsvSource({
        "<map anchorref='a.ditamap#b'/>, map@anchorref=a.ditamap#b URI LINK LOCAL",
        "<bookmap scope='peer' anchorref='a.ditamap#b'/>, bookmap@anchorref=a.ditamap#b URI LINK LOCAL",
        "<map><data anchorref='no'/></map>, ''",
        "<map subjectrefs='a b'/>, map@subjectrefs=a KEY LINK LOCAL; map@subjectrefs=b KEY LINK LOCAL",
        "<map><topicref href='t.dita' subjectrefs='s.a'/></map>, "
                + "topicref@href=t.dita URI TOPICREF LOCAL; topicref@subjectrefs=s.a KEY LINK LOCAL",
        "<topic><object><param value='a.png' valuetype='ref'/></object></topic>, param@value=a.png URI OBJECT LOCAL",
        "<topic><object codebase='b/'><own class='+ topic/param a-d/own ' valuetype='ref'"
                + " value='a.png'/></object></topic>, own@value=a.png URI OBJECT LOCAL",
        "<topic><object><param value='no' valuetype='data'/><param value='no'/></object></topic>, ''",
        "<topic><body><data value='no' valuetype='ref'/></body></topic>, ''",
        "<topic><ul><li conkeyref='a/b' conrefend='x.dita#x/c'/></ul></topic>, "
                + "li@conkeyref=a/b KEY CONTENT LOCAL; li@conrefend=x.dita#x/c KEY CONTENT_END LOCAL",
        "<topic><ul><li conref='a.dita#a/b' conrefend='a.dita#a/c'/></ul></topic>, "
                + "li@conref=a.dita#a/b URI CONTENT LOCAL; li@conrefend=a.dita#a/c URI CONTENT_END LOCAL",
    })
    void someAttributesReferOnSomeElementsOnly(String xml, String expected) {
        assertEquals(expected, rolesAndScopes(Parsing.file("a.xml", xml)));
    }

    /** The attribute is about the target of {@code href}; content is reused wherever the links of the element lead. */
    @ParameterizedTest
    @CsvSource({
        "<topic><xref href='http://a/' scope='external' conref='b.dita#b/c'/></topic>, "
                + "xref@href=http://a/ URI LINK EXTERNAL; xref@conref=b.dita#b/c URI CONTENT LOCAL",
        "<topic><xref href='a' scope='peer' conref='b#b/c' conrefend='b#b/d'/></topic>, xref@href=a URI LINK PEER; "
                + "xref@conref=b#b/c URI CONTENT LOCAL; xref@conrefend=b#b/d URI CONTENT_END LOCAL",
        "<topic><related-links scope='external'><link conref='b.dita#b/c'/></related-links></topic>, "
                + "link@conref=b.dita#b/c URI CONTENT LOCAL",
        "<map scope='peer'><topicref conref='b.ditamap#c'/></map>, topicref@conref=b.ditamap#c URI CONTENT LOCAL",
        "<map><topicref scope='external' href='a' copy-to='b' conref='c.ditamap#d'/></map>, "
                + "topicref@href=a URI TOPICREF EXTERNAL; topicref@copy-to=b URI COPY_TO EXTERNAL; "
                + "topicref@conref=c.ditamap#d URI CONTENT LOCAL",
    })
    void theScopeOfLinksIsNotThatOfReusedContent(String xml, String expected) {
        assertEquals(expected, rolesAndScopes(Parsing.file("a.xml", xml)));
    }

    @Test
    void aRangeByKeyEndsInWhatItsKeyStandsFor() {
        DitaReference end = Parsing.topic("<topic><li conkeyref='a/b' conrefend='x.dita#x/c'/></topic>")
                .references()
                .get(1);

        assertEquals("a", end.keyName());
        assertEquals("x.dita#x/c", end.value());
    }

    @ParameterizedTest
    @CsvSource({
        "<related-links scope='external'><link href='x'/></related-links>, EXTERNAL",
        "<related-links scope='peer'><linkpool><linklist><link href='x'/></linklist></linkpool></related-links>, PEER",
        "<related-links scope='peer'><linkpool scope='local'><link href='x'/></linkpool></related-links>, LOCAL",
        "<related-links scope='peer'><link href='x' scope='external'/></related-links>, EXTERNAL",
        "<related-links scope='peer'><link keyref='k'><desc><xref href='y'/></desc></link></related-links>, PEER LOCAL",
        "<body scope='peer'><p><xref href='x'/></p></body>, LOCAL",
        "<own class='- topic/related-links a/own ' scope='peer'><link href='x'/></own>, PEER",
    })
    void scopeCascadesThroughRelatedLinks(String xml, String expected) {
        assertEquals(expected, scopes(Parsing.topic("<topic>" + xml + "</topic>")));
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', '', '', '', LOCAL",
        "peer, '', '', '', '', PEER",
        "peer, external, '', '', '', EXTERNAL",
        "peer, external, peer, '', '', PEER",
        "peer, external, peer, local, '', LOCAL",
        "peer, external, peer, local, external, EXTERNAL",
        "'', external, '', '', '', EXTERNAL",
        "'', external, '', local, '', LOCAL",
    })
    void scopeCascadesFromTableColumnRowAndCell(
            String table, String column, String row, String cell, String topicref, String expected) {
        String xml = "<map><reltable" + scope(table) + "><relheader><relcolspec/><relcolspec" + scope(column)
                + "/></relheader><relrow scope='peer'/><relrow" + scope(row) + "><relcell/><relcell" + scope(cell)
                + "><topicref href='x'" + scope(topicref) + "/></relcell></relrow></reltable></map>";

        assertEquals(expected, scopes(Parsing.map(xml)));
    }

    @Test
    void columnsOfOneTableAreNoneOfTheNext() {
        String row = "<relrow><relcell><topicref href='x'/></relcell></relrow>";
        String first =
                "<reltable><relheader><relcolspec scope='peer'><topicref href='y'/></relcolspec></relheader>" + row;

        assertEquals(
                "PEER PEER LOCAL",
                scopes(Parsing.map("<map>" + first + "</reltable><reltable>" + row + "</reltable></map>")));
    }

    private static String scope(String value) {
        return value.isEmpty() ? "" : " scope='" + value + "'";
    }

    private static String scopes(DitaDocument document) {
        return document.references().stream().map(each -> each.scope().name()).collect(Collectors.joining(" "));
    }

    private static String rolesAndScopes(DitaDocument document) {
        return document.references().stream()
                .map(each -> each.element() + "@" + each.attribute() + "=" + each.value() + " " + each.kind() + " "
                        + each.role() + " " + each.scope())
                .collect(Collectors.joining("; "));
    }
}
