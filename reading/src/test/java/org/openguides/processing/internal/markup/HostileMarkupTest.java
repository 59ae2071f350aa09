package org.openguides.processing.internal.markup;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.KeptText;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Any bytes are read in bounded time. */
class HostileMarkupTest {

    /** Returns the most expensive repetitions: unclosed openings, and constructs for which parsers look far ahead. */
    static Stream<Arguments> openings() {
        return Stream.of(
                        Stream.of("[", "![", "*a **a ", ">", "- ", "``a`", "<", "[a](", "[a](<", "[a]: ", "a**", "&")
                                .map(each -> Arguments.of("a.md", each)),
                        Stream.of("<b>", "<b><p>", "<i><b>", "<div>", "<td><table>", "<svg>", "<a x=y ", "<style>", "<")
                                .map(each -> Arguments.of("a.html", each)),
                        Stream.of("url(", "url('", "\"", "'\\", "/*", "@import ", "\\", "{", "<!--", "u+?", "!  ")
                                .map(each -> Arguments.of("a.css", each)))
                .flatMap(cases -> cases);
    }

    @ParameterizedTest
    @MethodSource("openings")
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // cubic time would take days
    void noRepetitionIsTooMuch(String name, String opening) {
        assertEquals("", Markup.references(name, opening.repeat(100_000 / opening.length())));
    }

    /** It is kept with each of them: a file of one megabyte would come to gigabytes. */
    @Test
    void whatReferencesAreRelativeToIsBounded() {
        String html = "<base href='" + "x".repeat(300_000) + "'>" + "<a href='y'></a>".repeat(40_000);

        List<DitaReference> references = Markup.file("a.html", html).references();

        long kept = references.stream().mapToLong(DitaReference::characters).sum();
        assertTrue(kept > KeptText.MOST * 0.9 && kept <= KeptText.MOST, () -> "characters: " + kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.md", "a.html", "a.css"})
    void nothingIsAnError(String name) {
        String whole = "---\n"
                + "title: T\n"
                + "---\n"
                + "# H *e* `c` [l](u 't') ![i](<s>)\n\n"
                + "> - <a href='x' style=\"a: url(y)\">\n\n"
                + "<style>@import 'z'; /* c */ p { q: url(\"r\\20 \") }</style><title>&amp;</title>\n\n"
                + "[r]: s\n";
        Random random = new Random(42);
        for (int i = 0; i < 2_000; i++) {
            byte[] mutant = whole.substring(random.nextInt(whole.length())).getBytes(UTF_8);
            for (int j = random.nextInt(5); j > 0; j--) {
                byte[] alphabet = "<>&;'\"!-[]()*_`#/\\@{}: =\n\u0000\u00ff".getBytes(UTF_8);
                mutant[random.nextInt(mutant.length)] = alphabet[random.nextInt(alphabet.length)];
            }
            assertDoesNotThrow(() -> Markup.file(name, mutant), () -> new String(mutant, UTF_8));
        }
    }

    @Test
    void whatComesBeforeAnOpenCommentCounts() {
        assertEquals("1 css@url=a LINK", Markup.references("a.css", "p { q: url(a) } /* no end"));
    }

    @Test
    void aVeryLongTitleIsCut() {
        assertEquals(
                2000,
                Markup.file("a.html", "<title>" + "x".repeat(9_000)).title().length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.md", "a.html", "a.css"})
    void whatIsTooLargeIsNotRead(String name) {
        byte[] largest = "a ".repeat(MarkupParser.MAX_BYTES / 2).getBytes(UTF_8);
        MarkupDocument tooLarge = Markup.file(name, new String(largest, UTF_8) + "a");

        assertEquals(List.of(), Markup.file(name, largest).warnings());
        assertNull(tooLarge.title());
        assertEquals(
                List.of("The file has more than 1000000 bytes; its title and its references are not read"),
                tooLarge.warnings());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.md", "a.html"})
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void formattingLeftOpenDoesNotMultiply(String name) {
        StringBuilder file = new StringBuilder("<p>");
        for (int i = 0; i < 250; i++) {
            file.append("<b a=").append(i).append('>');
        }
        file.append("<p>x".repeat(20_000));

        assertEquals(
                List.of("Its tags stand for more than 100000 elements; its title and its references are not read"),
                Markup.file(name, file.toString()).warnings());
    }

    /** Files of one megabyte for which the parser of Markdown would take minutes, or a gigabyte. */
    static Stream<Arguments> costly() {
        return Stream.of(
                Arguments.of("a\n\f\n\u2003\n".repeat(100_000), "It has more than 100000 lines without an empty line"),
                Arguments.of("(\n".repeat(90_000), "It has paragraphs of too many lines"),
                Arguments.of("(1\r\n".repeat(90_000), "It has paragraphs of too many lines"),
                Arguments.of("> (\n".repeat(90_000), "It has paragraphs of too many lines"),
                Arguments.of(
                        ">".repeat(100) + "a\n" + " a\n".repeat(300_000),
                        "It has more than 100000 lines without an empty line"),
                Arguments.of(
                        "![".repeat(300_000) + "]".repeat(300_000), "It has too many brackets between empty lines"),
                Arguments.of(
                        "[x]: y\n\n" + "[".repeat(450_000) + "[x]".repeat(100_000),
                        "It has too many brackets between empty lines"),
                Arguments.of(
                        "[".repeat(450_000) + "[](a)".repeat(100_000), "It has too many brackets between empty lines"),
                Arguments.of("a " + "<?x".repeat(300_000) + "??", "It has too many processing instructions"));
    }

    @ParameterizedTest
    @MethodSource("costly")
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void costlyMarkdownIsNotRead(String file, String reason) {
        assertEquals(
                List.of(reason + "; its title and its references are not read"),
                Markup.file("a.md", file).warnings());
    }

    static Stream<String> large() {
        return Stream.of(
                "a\n".repeat(90_000),
                "```\n" + "{\"a\": 1},\n".repeat(90_000) + "```\n",
                "* word\n".repeat(60_000),
                "| a | b |\n|---|---|\n" + "| 1 | [c](d.md) |\n".repeat(15_000),
                "[a](b.md) and [c][d]\n\n".repeat(30_000),
                "> a\n>\n> (b)\n\n".repeat(60_000),
                "a <?x y?>\n\n".repeat(1_500));
    }

    @ParameterizedTest
    @MethodSource("large")
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void largeMarkdownIsRead(String file) {
        MarkupDocument document = Markup.file("a.md", "# T\n\n" + file);

        assertEquals(List.of(), document.warnings());
        assertEquals("T", document.title());
    }

    /** Whether a link has a target was once judged by all of its URI. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void manyLinksToLargeContentAreRead() {
        String file = "[x]: data:" + "a".repeat(500_000) + "\n\n" + "[x] ".repeat(100_000);

        assertEquals("", Markup.references("a.md", file));
    }

    @Test
    void otherFilesAreRefused() {
        InputStream none = new ByteArrayInputStream(new byte[0]);

        assertThrows(IllegalArgumentException.class, () -> new MarkupParser().parse("a.png", none));
    }
}
