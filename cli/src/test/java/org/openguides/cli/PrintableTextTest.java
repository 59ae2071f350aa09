package org.openguides.cli;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Untrusted text on a terminal. */
class PrintableTextTest {

    @ParameterizedTest
    @CsvSource({
        "plain text, plain text",
        "'\u001b[1;31mred\u001b[0m', red",
        "'\u009b2Jcleared', cleared",
        "'\u001b]0;title\u0007named', named",
        "'\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\', link",
        "'\u001bPdevice\u001b\\x', x",
        "'\u001bcreset', reset",
        "end\u001b, end",
        "end\u001b[3, end",
        "a\bb\u0000c\u007f, abc",
        "'\u202egnp.exe', gnp.exe",
        "'a\tb', a b",
        "'a\r\nb\u2028c', a b c",
        "\u00e9 e\u0301 \ud83d\udc69\u200d\ud83d\udc67 \u65e5, \u00e9 e\u0301 \ud83d\udc69\u200d\ud83d\udc67 \u65e5",
    })
    void keepsWhatCanBeReadAndNothingElse(String hostile, String printed) {
        assertEquals(printed, PrintableText.line(hostile));
    }
}
