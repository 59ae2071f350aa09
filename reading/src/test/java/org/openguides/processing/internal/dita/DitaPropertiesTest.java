package org.openguides.processing.internal.dita;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** What holds of every document: of some that a grammar makes, and of what becomes of them by accident. */
class DitaPropertiesTest {

    private static final DitaParser PARSER = new DitaParser();

    private static final List<String> MAP_ELEMENTS = List.of(
            "topicref",
            "keydef",
            "mapref",
            "topicgroup",
            "chapter",
            "ditavalref",
            "topicmeta",
            "navtitle",
            "reltable",
            "relrow",
            "relcell",
            "anchor",
            "own:prefixed",
            "unknown");
    private static final List<String> TOPIC_ELEMENTS = List.of(
            "title",
            "body",
            "p",
            "ph",
            "xref",
            "image",
            "object",
            "param",
            "related-links",
            "link",
            "fn",
            "foreign",
            "menucascade",
            "uicontrol",
            "topic",
            "draft-comment",
            "unknown");
    private static final List<String> ATTRIBUTES = List.of(
            "href",
            "keys",
            "keyref",
            "conref",
            "conkeyref",
            "conrefend",
            "scope",
            "format",
            "keyscope",
            "id",
            "class",
            "value",
            "valuetype",
            "subjectrefs",
            "copy-to",
            "xmlns",
            "title");
    private static final List<String> VALUES = List.of(
            "a.dita",
            "a.dita#b/c",
            "#.",
            "#./x",
            "k",
            "k/e",
            "s.k",
            "s s",
            "external",
            "peer",
            "local",
            "ditamap",
            "",
            "ref",
            "- topic/fn a/b ",
            "- map/topicref a/b ",
            "a&b<c>\"d'",
            "caf\u00e9",
            "-dita-use-conref-target");

    /** An element, or text if it has no name. */
    private record Tree(String name, Map<String, String> attributes, List<Tree> within, String text) {}

    @Provide
    Arbitrary<Tree> maps() {
        return root("map", MAP_ELEMENTS);
    }

    @Provide
    Arbitrary<Tree> topics() {
        return root("topic", TOPIC_ELEMENTS);
    }

    private static Arbitrary<Tree> root(String name, List<String> elements) {
        return Combinators.combine(attributes(), trees(elements, 4).list().ofMaxSize(5))
                .as((attributes, within) -> new Tree(name, withoutNamespace(attributes), within, ""));
    }

    private static Map<String, String> withoutNamespace(Map<String, String> attributes) {
        Map<String, String> all = new TreeMap<>(attributes);
        all.remove("xmlns");
        all.remove("class");
        return all;
    }

    private static Arbitrary<Tree> trees(List<String> elements, int depth) {
        Arbitrary<Tree> text = Arbitraries.of("x", " y ", "a & b", "<", "\u00e9", "]]>")
                .map(each -> new Tree("", Map.of(), List.of(), each));
        Arbitrary<Tree> element = Combinators.combine(
                        Arbitraries.of(elements),
                        attributes(),
                        depth == 0
                                ? Arbitraries.just(List.<Tree>of())
                                : Arbitraries.lazy(() -> trees(elements, depth - 1))
                                        .list()
                                        .ofMaxSize(3))
                .as((name, attributes, within) -> new Tree(name, attributes, within, ""));
        return Arbitraries.oneOf(text, element);
    }

    private static Arbitrary<Map<String, String>> attributes() {
        return Arbitraries.maps(Arbitraries.of(ATTRIBUTES), Arbitraries.of(VALUES))
                .ofMaxSize(4);
    }

    @Property(tries = 300)
    void howAMapIsWrittenDownMakesNoDifference(@ForAll("maps") Tree map, @ForAll long seed) {
        assertSameHoweverWritten(map, "a.ditamap", seed);
    }

    @Property(tries = 300)
    void howATopicIsWrittenDownMakesNoDifference(@ForAll("topics") Tree topic, @ForAll long seed) {
        assertSameHoweverWritten(topic, "a.dita", seed);
    }

    @Property(tries = 500)
    void whatIsCutOffOrChangedIsASyntaxErrorAtMost(@ForAll("maps") Tree map, @ForAll long seed) throws IOException {
        byte[] bytes = write(map, false, new Random(0)).getBytes(UTF_8);
        Random random = new Random(seed);
        for (int i = random.nextInt(3); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        byte[] start = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
        try {
            PARSER.parse(new ByteArrayInputStream(start), DitaHint.MAP);
        } catch (DitaSyntaxException documented) {
            assertEquals(1, documented.getMessage().lines().count());
        }
    }

    @Property(tries = 200)
    void aDocumentThatEndsTooSoonIsASyntaxError(@ForAll("topics") Tree topic, @ForAll long seed) {
        byte[] bytes = write(topic, false, new Random(0)).stripTrailing().getBytes(UTF_8);
        byte[] start = Arrays.copyOf(bytes, new Random(seed).nextInt(bytes.length));

        assertThrows(DitaSyntaxException.class, () -> PARSER.parse(new ByteArrayInputStream(start), DitaHint.TOPIC));
    }

    @Property(tries = 300)
    void placesOfAMapAreInOrderAndBranchesHoldWhatIsInThem(@ForAll("maps") Tree map) {
        DitaDocument document = Parsing.file("a.ditamap", write(map, false, new Random(0)));
        int last = 0;
        for (DitaReference reference : document.references()) {
            assertEquals(true, reference.place() >= Math.max(1, last), "out of order: " + reference);
            last = reference.place();
        }
        for (MapBranch branch : document.branches()) {
            assertEquals(true, branch.contains(branch.first()) && branch.first() <= branch.last());
        }
    }

    private static void assertSameHoweverWritten(Tree tree, String name, long seed) {
        DitaDocument plain = Parsing.file(name, write(tree, false, new Random(0)));
        String otherwise = write(tree, true, new Random(seed));
        for (Charset charset : List.of(UTF_8, StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)) {
            String marked = charset.equals(StandardCharsets.UTF_16LE) ? "\ufeff" + otherwise : otherwise;
            assertEquals(described(plain), described(Parsing.file(name, marked.getBytes(charset))), charset.name());
        }
    }

    /** All that does not hang on lines and on the order of attributes. */
    private static List<String> described(DitaDocument document) {
        List<String> references = new ArrayList<>();
        for (DitaReference each : document.references()) {
            references.add(List.of(each.element(), each.attribute(), each.value(), each.role(), each.scope()) + " "
                    + each.format() + " " + each.topicId() + " " + each.place() + " " + each.keyScope());
        }
        Collections.sort(references);
        references.add(document.title() + " " + document.id() + " " + document.type() + " "
                + document.ids().all());
        document.keys().forEach(key -> references.add(key.name() + " " + key.place() + " " + key.keyScope()));
        references.add(document.branches().toString());
        return references;
    }

    /**
     * A document.
     *
     * @param otherwise whether to write it as it is not usual: attributes in another order, characters as entities, other line
     *                  ends and quotes, text as CDATA, comments in between
     */
    private static String write(Tree tree, boolean otherwise, Random random) {
        StringBuilder xml = new StringBuilder();
        if (otherwise) {
            xml.append("<!DOCTYPE ").append(tree.name()).append(" [<!ENTITY amper '&#38;#38;'>]>");
        }
        append(tree, otherwise, random, xml);
        return xml.toString();
    }

    private static void append(Tree tree, boolean otherwise, Random random, StringBuilder xml) {
        if (tree.name().isEmpty()) {
            boolean data = otherwise && random.nextBoolean() && !tree.text().contains("]]>");
            xml.append(data ? "<![CDATA[" + tree.text() + "]]>" : escaped(tree.text(), otherwise));
            return;
        }
        List<String> names = new ArrayList<>(tree.attributes().keySet());
        if (otherwise) {
            Collections.shuffle(names, random);
        }
        xml.append('<').append(tree.name());
        for (String name : names) {
            appendAttribute(name, escaped(tree.attributes().getOrDefault(name, ""), otherwise), otherwise, xml);
        }
        xml.append('>');
        for (Tree each : tree.within()) {
            xml.append(otherwise && random.nextBoolean() ? "<!-- no --><?no?>" : "");
            append(each, otherwise, random, xml);
        }
        xml.append("</").append(tree.name()).append(otherwise ? "\r\n>" : ">");
    }

    private static void appendAttribute(String name, String value, boolean otherwise, StringBuilder xml) {
        String quote = otherwise ? "'" : "\"";
        xml.append(otherwise ? "\r\n" : " ").append(name).append(otherwise ? " = " : "=");
        xml.append(quote).append(value).append(quote);
    }

    private static String escaped(String text, boolean otherwise) {
        return text.replace("&", otherwise ? "&amper;" : "&amp;")
                .replace("<", otherwise ? "&#x3c;" : "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;")
                .replace("\u00e9", otherwise ? "&#233;" : "\u00e9");
    }
}
