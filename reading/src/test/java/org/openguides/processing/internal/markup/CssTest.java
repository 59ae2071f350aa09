package org.openguides.processing.internal.markup;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

class CssTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "p { background: url(a.png) }                  | 1 css@url=a.png LINK",
                "p { background: url( 'a b.png' ) }            | 1 css@url=a b.png LINK",
                "p { background: URL(\"a'b.png\") no-repeat }  | 1 css@url=a'b.png LINK",
                "@import 'a.css';                              | 1 css@import=a.css LINK",
                "@import\\n/* no url(c) */\\n\"a.css\" screen; | 3 css@import=a.css LINK",
                "@import url(a.css);\\n@import url('b.css');   | 1 css@import=a.css LINK; 2 css@import=b.css LINK",
                "@font-face { src: url(a.woff2), url(b.woff) } | 1 css@url=a.woff2 LINK; 1 css@url=b.woff LINK",
                "/* url(no.png) */                             | ``",
                "p::before { content: 'url(no.png)' }          | ``",
                "p { background: url(data:image/png;base64,A) }| ``",
                "p { background: url(a\\(b\\).png) }           | 1 css@url=a(b).png LINK",
                "p { background: url('\\67 rün.png') }         | 1 css@url=grün.png LINK",
                "p { background: url() }                       | 1 css@url= LINK",
                "} { ; @ url(a.png) <!-- \"                    | 1 css@url=a.png LINK",
                "@media print { p { background: url(a.png) } } | 1 css@url=a.png LINK",
            })
    void refersByUrlAndImport(String css, String expected) {
        assertEquals(expected, Markup.references("a.css", css.replace("\\n", "\n")));
    }

    @Test
    void hasNoTitle() {
        assertNull(Markup.file("a.css", "p { content: 'x' }").title());
    }
}
