package org.openguides.processing.internal.markup;

import java.nio.charset.Charset;

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
}
