package org.openguides.processing.internal.dita;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.processing.testing.HostileXml;
import org.openguides.processing.testing.Unasked;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Attacks by files: only their own bytes are read, and memory is bounded. */
class HostileXmlTest {

    private static final String SECRET = "the-secret";

    /** Returns DOCTYPEs that fetch a URL in every possible way; {@code @} is replaced by the URL. */
    static Stream<String> fetching() {
        return Stream.of(
                "<!DOCTYPE topic SYSTEM '@'>",
                "<!DOCTYPE topic PUBLIC '-//OASIS//DTD DITA Topic//EN' '@'>",
                "<!DOCTYPE topic [<!ENTITY e SYSTEM '@'>]>",
                "<!DOCTYPE topic [<!ENTITY e PUBLIC 'p' '@'>]>",
                "<!DOCTYPE topic [<!ENTITY % p SYSTEM '@'> %p;]>",
                "<!DOCTYPE topic [<!ENTITY % p SYSTEM '@'><!ENTITY % q '<!ENTITY e SYSTEM \"@\">'> %q; %p;]>",
                "<!DOCTYPE topic SYSTEM '@' [<!ENTITY e SYSTEM '@' NDATA n><!NOTATION n SYSTEM '@'>]>");
    }

    @ParameterizedTest
    @MethodSource("fetching")
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a connection would wait for a response
    void noConnectionIsMade(String doctype) throws IOException {
        try (Unasked server = new Unasked()) {
            for (String scheme : List.of("http", "ftp", "https")) {
                tryAll(doctype.replace("@", server.url(scheme)));
            }

            server.verify();
        }
    }

    static List<HostileXml> files() {
        return HostileXml.all("file:///nowhere/x", "http://127.0.0.1:1/x");
    }

    @ParameterizedTest
    @MethodSource("files")
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // an expansion attack would take days
    void eachIsAnErrorOrReadSafely(HostileXml file) throws IOException {
        if (file.readable()) {
            assertEquals("t", Parsing.file("a.dita", file.bytes()).id());
        } else {
            String error = Parsing.broken(file.bytes()).getMessage();
            assertTrue(error.matches(".{10,201}"), error);
        }
    }

    @ParameterizedTest
    @MethodSource("fetching")
    void noFileIsRead(String doctype, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("secret.txt"), SECRET);
        String seen =
                tryAll(doctype.replace("@", file.toUri().toString())) + tryAll(doctype.replace("@", file.toString()));

        assertFalse(seen.contains(SECRET), seen);
    }

    @Test
    void noDtdIsRead(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("t.dtd"), "<!ENTITY e '" + SECRET + "'>");
        DitaDocument document =
                Parsing.topic("<!DOCTYPE topic SYSTEM '" + file.toUri() + "'><topic><title>&e;</title></topic>");

        assertEquals("", document.title());
        assertEquals(List.of("Entity e is not declared in the file; left out (uses: 1)"), document.warnings());
    }

    /** Returns what an author sees of a file with this DOCTYPE, with and without a use of the entity. */
    private static String tryAll(String doctype) {
        return Stream.of(
                        "<topic/>",
                        "<topic><title>&e;</title></topic>",
                        "<topic id='&e;'/>",
                        "<topic><p>&e;</p></topic>")
                .map(body -> outcome((doctype + body).getBytes(UTF_8)))
                .collect(Collectors.joining("\n"));
    }

    private static String outcome(byte[] xml) {
        try {
            return new DitaParser()
                    .parse(new ByteArrayInputStream(xml), DitaHint.TOPIC)
                    .toString();
        } catch (DitaSyntaxException e) {
            return e.getMessage();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void usingAnExternalEntityIsAnError() {
        DitaSyntaxException error =
                Parsing.broken("<!DOCTYPE topic [<!ENTITY e SYSTEM 'a.txt'>]>\n<topic>\n<p>&e;</p></topic>");

        assertEquals("An external entity is used; they are not read", error.getMessage());
        assertEquals(3, error.line());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "urn:ACME:doctypes:topic.dtd",
                "topic.dtd",
                "../dtd/topic.dtd",
                "http://docs.oasis-open.org/dita/topic.dtd",
                "http://example.org/my dtd/topic.dtd",
                "file:///C:/Program Files/dita/topic.dtd",
                "C:\\Program Files\\dita\\topic.dtd",
                "\\\\server\\share\\topic.dtd",
                "urn:",
                "abc:[x]{}",
                "http://ex\u00e4mple/%zz",
                "",
            })
    void anySystemIdWillDo(String systemId) {
        DitaDocument document = Parsing.topic("<!DOCTYPE topic PUBLIC '-//OASIS//DTD DITA Topic//EN'\n '" + systemId
                + "' [<!ENTITY e 'E'>]>\n<topic><title>&e;&nbsp;T</title>\n<xref href='x'/></topic>");

        assertEquals("E T", document.title());
        assertEquals(4, document.references().get(0).line());
        assertEquals("-//OASIS//DTD DITA Topic//EN", document.publicId());
    }

    @Test
    void aLineBreakInASystemIdIsOneOfTheFile() {
        DitaDocument document = Parsing.topic(
                "<!DOCTYPE topic PUBLIC '-//OASIS//DTD DITA Topic//EN' \"C:/my\ntopic.dtd\">\n<topic><title>T</title>\n<xref href='x'/></topic>");

        assertEquals("T", document.title());
        assertEquals(4, document.references().get(0).line());
    }

    /** Each attempt reads the file again. */
    @Test
    void aSystemIdIsMadeHarmlessAFewTimesOnly() {
        String comment = "<!-- \"http:a\nb\" -->";
        String topic = "<!DOCTYPE topic SYSTEM \"http:a\nb\"><topic><title>T</title></topic>";

        assertEquals("T", Parsing.topic(comment + topic).title());
        Parsing.broken(comment.repeat(100) + topic);
    }

    @Test
    void anySystemIdWillDoInUtf16() {
        String xml = "<!DOCTYPE topic SYSTEM 'file:///C:/a b.dtd'><topic><title>T</title></topic>";

        assertEquals(
                "T",
                Parsing.file("a.dita", xml.getBytes(java.nio.charset.StandardCharsets.UTF_16))
                        .title());
    }

    @Test
    void billionLaughsStop() {
        String entities = IntStream.range(1, 30)
                .mapToObj(i -> "<!ENTITY e" + i + " '" + ("&e" + (i - 1) + ";").repeat(10) + "'>")
                .collect(Collectors.joining("", "<!ENTITY e0 'lol'>", ""));

        assertStops(entities, "&e29;", "Maximum entity expansion count limit (1000) exceeded");
        assertStops(entities, "<p id='&e29;'/>", "Maximum entity expansion count limit (1000) exceeded");
    }

    @Test
    void quadraticBlowUpStops() {
        String entity = "<!ENTITY e '" + "x".repeat(9_000) + "'>";

        assertStops(entity, "&e;".repeat(5_000), "Maximum entity expansion count limit (1000) exceeded");
    }

    @Test
    void longEntitiesStop() {
        String entity = "<!ENTITY e '" + "x".repeat(SafeXml.MAX_ENTITY_LENGTH + 1) + "'>";

        assertStops(entity, "", "An entity stands for more than 10000 characters");
        assertEquals(
                DitaType.TOPIC,
                Parsing.topic(doctype(entity.replace("xx'", "x'")) + "<topic><p>&e;</p></topic>")
                        .type());
    }

    @Test
    void recursionStops() {
        assertStops(
                "<!ENTITY a '&b;'><!ENTITY b '&a;'>",
                "&a;",
                "Illegal entity expansion: entity \"a\" expands itself recursively.");
    }

    @Test
    void parameterEntitiesStop() {
        String entities = IntStream.range(1, 30)
                .mapToObj(i -> "<!ENTITY % e" + i + " '" + ("&#37;e" + (i - 1) + ";").repeat(10) + "'>")
                .collect(Collectors.joining("", "<!ENTITY % e0 '<!-- -->'>", "%e29;"));

        assertTrue(Parsing.broken(doctype(entities) + "<topic/>").getMessage().contains("limit"));
    }

    @Test
    void depthStops() {
        assertEquals(
                "Maximum Element Depth limit (1000) Exceeded",
                Parsing.broken("<topic>" + "<p>".repeat(1_001)).getMessage());
        assertEquals(
                DitaType.TOPIC,
                Parsing.topic("<topic>" + "<p>".repeat(900) + "</p>".repeat(900) + "</topic>")
                        .type());
    }

    @Test
    void attributesStop() {
        String many = IntStream.range(0, 1_001).mapToObj(i -> " a" + i + "=''").collect(Collectors.joining());

        assertEquals(
                "Attribute limit (1000) exceeded",
                Parsing.broken("<topic" + many + "/>").getMessage());
        assertEquals(
                "Maximum attribute size limit (1000000) exceeded",
                Parsing.broken("<topic a='" + "x".repeat(1_010_000) + "'/>").getMessage());
    }

    @Test
    void namesStop() {
        String name = "x".repeat(SafeXml.MAX_NAME_LENGTH + 1);

        assertEquals(
                "A name is longer than 1000 characters",
                Parsing.broken("<topic><" + name + "/></topic>").getMessage());
        assertEquals(
                "A name is longer than 1000 characters",
                Parsing.broken("<topic " + name + "=''/>").getMessage());
    }

    @Test
    void aClassOfVeryManyStepsIsRead() {
        String steps = "a/b ".repeat(200_000);

        assertEquals(
                DitaType.TOPIC,
                Parsing.topic("<x class='- topic/topic " + steps + "'/>").type());
    }

    @Test
    void longNamesDoNotMakeLongMessages() {
        assertEquals(
                201,
                Parsing.broken("<topic><" + "p".repeat(900) + "></topic>")
                        .getMessage()
                        .length());
        assertEquals(
                201,
                Parsing.broken("<topic></" + "p".repeat(2_000_000) + ">")
                        .getMessage()
                        .length());
    }

    @Test
    void aLongPrologStops() {
        DitaSyntaxException error = Parsing.broken("<!--" + "x".repeat(SafeXml.MAX_PROLOG_BYTES) + "--><topic/>");

        assertEquals("The file, or what comes before its root element, is too large", error.getMessage());
    }

    @Test
    void anEndlessFileStops() {
        InputStream endless = new InputStream() {
            private final byte[] start = "<topic>".getBytes(UTF_8);
            private int position;

            @Override
            public int read() {
                return position < start.length ? start[position++] : ' ';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                if (position < start.length) {
                    buffer[offset] = (byte) read();
                    return 1;
                }
                Arrays.fill(buffer, offset, offset + length, (byte) ' ');
                return length;
            }
        };
        DitaSyntaxException error =
                assertThrows(DitaSyntaxException.class, () -> new DitaParser().parse(endless, DitaHint.NONE));

        assertEquals("The file, or what comes before its root element, is too large", error.getMessage());
        assertEquals("topic", error.rootElement());
    }

    @Test
    void anyBytesCauseAtMostASyntaxError() {
        byte[] whole = (doctype("<!ENTITY e 'E'><!ATTLIST p a CDATA 'b'>")
                        + "<topic id='t' class='- topic/topic '><title>A&e;&nbsp;<![CDATA[x]]></title>"
                        + "<!-- c --><?pi x?><body><p id='ä' conref='a#b'>&#x41;</p></body></topic>")
                .getBytes(UTF_8);
        Random random = new Random(42);

        for (int i = 0; i < 5_000; i++) {
            byte[] mutant = Arrays.copyOf(whole, random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
            for (int j = random.nextInt(4); j >= 0 && mutant.length > 0; j--) {
                byte[] alphabet = "<>&;'\"!-[]%#?/ =\u0000\u00ff".getBytes(UTF_8);
                mutant[random.nextInt(mutant.length)] = alphabet[random.nextInt(alphabet.length)];
            }
            String outcome = outcome(mutant);
            assertFalse(outcome.matches("(?s).*(\n|row,col|wstx|javax?\\.).*"), outcome);
        }
    }

    private static void assertStops(String declarations, String content, String message) {
        assertEquals(
                message,
                Parsing.broken(doctype(declarations) + "<topic><title>" + content + "</title></topic>")
                        .getMessage());
        assertEquals(
                message,
                Parsing.broken(doctype(declarations) + "<topic><p>" + content + "</p></topic>")
                        .getMessage());
    }

    private static String doctype(String declarations) {
        return "<!DOCTYPE topic SYSTEM 'topic.dtd' [" + declarations + "]>";
    }
}
