package org.openguides.processing.internal.dita;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class WordsTest {

    private static long words(String name, String xml) throws Exception {
        return new DitaParser()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), DitaHint.of(name))
                .words();
    }

    private static long inParagraph(String xml) throws Exception {
        return words("a.dita", "<topic id='t'><title/><body><p>" + xml + "</p></body></topic>");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "~~ | 0",
                "~ \n\t ~ | 0",
                "one | 1",
                "~ one  two\n three ~ | 3",
                "one-two, three/four | 2",
                "one&#160;two&#8195;three&#x85;four | 4",
                "~one<!-- no words --> two<?no words?>~ | 2",
                "on<!-- -->e t<?x?>wo | 2",
                "~<![CDATA[one two]]>three~ | 2",
                "one &amp; &lt;two&gt; | 3",
                "漢字 かな | 2"
            })
    void whiteSpaceSeparatesWords(String xml, long expected) throws Exception {
        assertEquals(expected, inParagraph(xml));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "un<b>able</b>, H<sub>2</sub>O | 2",
                "~<uicontrol>Save</uicontrol>, then <cmdname>x</cmdname>y~ | 3",
                "<menucascade><uicontrol>File</uicontrol><uicontrol>Save</uicontrol></menucascade> | 2",
                "one<note>two</note>three | 3",
                "one<fn>two</fn> three | 3",
                "<ul><li>one</li><li>two</li></ul> | 2",
                "one<unknown>two</unknown> | 2",
                "a<image href='x.png'><alt>one two</alt></image>b | 4"
            })
    void elementsWithinRunningTextDoNotSeparateWordsAndOthersDo(String xml, long expected) throws Exception {
        assertEquals(expected, inParagraph(xml));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "see <xref href='other.dita#one/two'>the display text</xref> | 4",
                "see <xref href='other.dita'/> | 1",
                "see <xref keyref='some key'/> and <keyword keyref='product'/> | 2",
                "<ph conkeyref='a/b'/><ph conref='a.dita#b/c'>text</ph> | 1"
            })
    void ofReferencesOnlyTheDisplayTextCounts(String xml, long expected) throws Exception {
        assertEquals(expected, inParagraph(xml));
    }

    @Test
    void allTopicsOfAFileCountWithTheirTitlesAndMetadata() throws Exception {
        assertEquals(
                10,
                words(
                        "a.dita",
                        "<dita><topic id='a'><title>One two</title><shortdesc>three</shortdesc><prolog><author>Jane Doe</author>"
                                + "</prolog><body><p>four</p></body><related-links><link href='x.dita'><linktext>five six"
                                + "</linktext></link></related-links></topic><topic id='b'><title>seven</title>"
                                + "<body><draft-comment>eight</draft-comment></body></topic></dita>"));
    }

    @Test
    void thoseOfAMapAreItsTitlesAndMetadata() throws Exception {
        assertEquals(
                6,
                words(
                        "a.ditamap",
                        "<map><title>My <ph>map</ph></title><topicref href='a.dita' navtitle='not counted' keys='not counted'>"
                                + "<topicmeta><navtitle>one two</navtitle><keywords><keyword>three</keyword></keywords>"
                                + "</topicmeta></topicref><keydef keys='k'/><topichead><topicmeta><navtitle>four</navtitle>"
                                + "</topicmeta></topichead></map>"));
    }

    @Test
    void partsOfTheTitleOfABookAndKeywordsAreSeparateTexts() throws Exception {
        assertEquals(
                6,
                words(
                        "a.bookmap",
                        "<bookmap><booktitle><booklibrary>one</booklibrary><mainbooktitle>two <b>t</b>hree</mainbooktitle>"
                                + "<booktitlealt>four</booktitlealt></booktitle><bookmeta><keywords><keyword>five</keyword>"
                                + "<keyword>six</keyword></keywords></bookmeta></bookmap>"));
    }

    @Test
    void otherFilesHaveNone() throws Exception {
        assertEquals(0, words("a.xml", "<html><body>one</body></html>"));
        assertEquals(
                0,
                words(
                        "a.ditaval",
                        "<val><prop action='flag'><startflag><alt-text>one</alt-text></startflag></prop></val>"));
    }

    @Test
    void entitiesOfTheFileCountAsTheirText() throws Exception {
        assertEquals(
                4,
                words(
                        "a.dita",
                        "<!DOCTYPE topic PUBLIC \"-//OASIS//DTD DITA Topic//EN\" \"topic.dtd\" [<!ENTITY two \"one two\">]>"
                                + "<topic id='t'><title>&two;s &two;</title></topic>"));
    }

    @Test
    void aLongTextIsCountedAsAWhole() throws Exception {
        assertEquals(100_001, inParagraph("abcdefgh ".repeat(100_000) + "x".repeat(100_000)));
    }
}
