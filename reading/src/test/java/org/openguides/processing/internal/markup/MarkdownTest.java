package org.openguides.processing.internal.markup;

import java.nio.charset.Charset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class MarkdownTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "[x](a.md)                                | 1 a@href=a.md LINK",
                "[x](<a b.md#c> 'title')                  | 1 a@href=a b.md#c LINK",
                "text\\n\\n> - ![*x*](a.png) y            | 3 img@src=a.png IMAGE",
                "a\\nb [x][y]\\n\\n[y]: <a.md>            | 2 a@href=a.md LINK",
                "[![x](a.png)](b.md)                      | 1 a@href=b.md LINK; 1 img@src=a.png IMAGE",
                "<http://x.org/>                          | 1 a@href=http://x.org/ LINK",
                "`[no](no.md)`\\n\\n    [no](no.md)\\n\\n~~~\\n[no](no)\\n~~~ | ^^",
                "[y]: unused.md                           | ^^",
                "text <a href='a.md'>x</a>\\n<img src=b>  | 1 a@href=a.md LINK; 2 img@src=b IMAGE",
                "x\\n\\n<div>\\n<img src=b>\\n</div>      | 4 img@src=b IMAGE",
                "![x](data:image/png;base64,AAAA)         | ^^",
                "---\\ntitle: '[no](no.md)'\\n---\\n[x](a)| 4 a@href=a LINK",
            })
    void refersByLinksAndImages(String markdown, String expected) {
        assertEquals(expected, Markup.references("a.md", markdown.replace("\\n", "\n")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "# A `b` *c* [d](e) ![f](g) #\\n# no  | A b c d f",
                "text\\n\\nA &amp;\\n B\\n===         | A & B",
                "#\\n## B                             | B",
                "---\\ntitle: A: b\\n---\\n# no       | A: b",
                "---\\nid: x\\n---\\n# B              | B",
                "text                                 | ",
                "---\\na:\\n  title: no\\ntitle: A\\n---\\n# no | A",
                "---\\na:\\n- title: no\\n---\\n# B      | B",
                "---\\n- title: no\\n---\\n# B          | B",
                "---\\n? [a, title]\\n: no\\n---\\n# B   | B",
                "---\\n{a: {title: no}, title: A}\\n---\\n# no | A",
                "---\\n{a: title, b: no}\\n---\\n# B    | B",
                "---\\ntitle: A # no\\n---\\n# no     | A",
                "---\\ntitle: A#b\\n---\\n# no       | A#b",
                "---\\ntitle: >\\n  A\\n  b\\n---\\n# no | A b",
                "---\\ntitle: >+\\n  A\\n  b\\n...\\n# no | A b",
                "---\\ntitle: A\\n  b\\n---\\n# no    | A b",
                "---\\ntitle: 'It''s'\\n---\\n# no    | It's",
                "---\\n\"title\": \"\\u0041 b\"\\n---\\n# no | A b",
                "---\\nx: &t A\\ntitle: *t\\n---\\n# no  | A",
                "---\\ntitle: 042\\n---\\n# no       | 042",
                "---\\ntitle: ~\\n---\\n# B          | B",
                "---\\ntitle: 'null'\\n---\\n# no    | null",
                "---\\ntitle:\\n- no\\n---\\n# B      | B",
                "---\\nTitle: no\\n---\\n# B        | B",
                "---\\n# title: no\\n---\\n# B      | B",
                "---\\ntitle: [no\\n---\\n# B       | [no",
                " ---\\ntitle: no\\n ---\\n# B     | title: no",
                "---\\ntitle: no\\n\\n# B          | B",
            })
    void theTitleIsThatOfTheHeaderOrTheFirstHeading(String markdown, String expected) {
        assertEquals(
                expected,
                Markup.file("a.markdown", markdown.replace("\\n", "\n")).title());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void aByteOrderMarkSaysTheEncodingAndIsNoText(String charset) {
        byte[] file = "\ufeff# Grün".getBytes(Charset.forName(charset));

        assertEquals("Grün", Markup.file("a.md", file).title());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "# A {#a}                           | A",
                "# A b {#a .b .c d=e f=\"g h\"}      | A b",
                "# A {.b.c} #                       | A",
                "A *b* {#c}\\n===                   | A b",
                "# A `{#b}`                         | A {#b}",
                "# A {b}                            | A {b}",
                "# A {#b c}                         | A {#b c}",
                "# A {#b} c                         | A {#b} c",
                "# A {}                             | A {}",
                "# {#a}\\n## B                      | B",
                "# A[^1] b\\n\\n[^1]: no              | A b",
            })
    void whatAHeadingHasBesideItsTextIsNoTitle(String markdown, String expected) {
        assertEquals(
                expected, Markup.file("a.md", markdown.replace("\\n", "\n")).title());
    }

    @Test
    void footnotesAreNoLinksButMayHoldSome() {
        assertEquals(
                "4 a@href=b.md LINK",
                Markup.references("a.md", "A[^1] b[^note].\n\n[^1]: No.\n[^note]: A [link](b.md)\n\n    and more.\n"));
    }

    @Test
    void aHeaderThatIsNestedWithoutEndIsRead() {
        String header = "---\na: " + "[".repeat(90_000) + "\n---\n";

        assertEquals("B", Markup.file("a.md", header + "# B").title());
    }

    @Test
    void aHeaderIsReadUpToADepth() {
        String deep = "---\n\"title\": A\nb: " + "[".repeat(2_000) + "]".repeat(2_000) + "\n---\n# B";
        String deeper = deep.replace("\"title\": A\n", "").replace("]\n", "]\n\"title\": A\n");
        String justDeepEnough = deeper.replace("[".repeat(1_501), "").replace("]".repeat(1_501), "");

        assertEquals("A", Markup.file("a.md", deep).title());
        assertEquals("B", Markup.file("a.md", deeper).title());
        assertEquals("A", Markup.file("a.md", justDeepEnough).title());
    }
}
