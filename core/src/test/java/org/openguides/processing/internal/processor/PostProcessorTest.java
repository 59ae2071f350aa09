package org.openguides.processing.internal.processor;

import javax.jcr.Node;
import javax.jcr.Session;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.Reason;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.dita.Specialisations;
import org.openguides.processing.spi.Finding;
import org.openguides.processing.spi.ItemResult;
import org.openguides.processing.spi.Outcome;
import org.openguides.processing.spi.PropertyChange;
import org.openguides.processing.testing.OakRepository;
import org.openguides.processing.testing.ProcessedContent;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PostProcessorTest {

    private static final String TOPIC = "/content/dam/p/topics/a topic.dita";
    private static final String MAP = "/content/dam/p/m.ditamap";

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private final ContentReader reader =
            new ContentReader(Specialisations.of(List.of("recipe=- topic/topic acme/recipe")));
    private final PostProcessor underTest = ProcessedContent.processor(reader);
    private Session session;

    @BeforeEach
    void login() {
        session = oak.login();
    }

    @Test
    void aTopicGetsItsMetadata() throws Exception {
        ItemResult result = process(TOPIC, "<concept id='c1'><title>On  <b>coffee</b></title></concept>");
        assertEquals(FileType.DITA_TOPIC, result.type());
        assertEquals(Outcome.SUCCEEDED, result.outcome());
        assertEquals("On coffee", change(result, "metadata/dc:title"));
        assertEquals("On coffee", change(result, "openguides/title"));
        assertEquals("c1", change(result, "openguides/id"));
        assertEquals("- topic/topic concept/concept", change(result, "metadata/dita_class"));
        assertEquals("Draft", change(result, "metadata/docstate"));
        assertTrue(String.valueOf(change(result, "fmUuid").orElseThrow()).matches("GUID-[0-9a-f-]{36}"));
    }

    @Test
    void aMapIsReadWithItsReferences() throws Exception {
        oak.file(TOPIC, "<topic id='t'/>");
        oak.file("/content/dam/p/sub.ditamap", "<map/>");
        ItemResult result = process(
                "/content/dam/p/root.ditamap",
                "<map><title>M</title>"
                        + "<topicref href='topics/a%20topic.dita'/><topicref href='topics/a%20topic.dita#t'/>"
                        + "<mapref href='sub.ditamap'/><keydef keys='k' href='topics/a%20topic.dita'/></map>");
        assertEquals(FileType.DITA_MAP, result.type());
        assertEquals(4, ((List<?>) change(result, "openguides/references").orElseThrow()).size());
        assertEquals(List.of(), result.warnings());
    }

    @Test
    void brokenReferencesAreWarningsAndNoFailure() throws Exception {
        ItemResult result = process(
                TOPIC,
                "<topic id='t'><title>T</title><body>\n<p><xref href='nope.dita'/>\n<xref href='#t/none'/>"
                        + "<xref href='./'/><xref href='#t'/><xref href='http://x.org/'/><xref href=''/></p></body></topic>");
        assertEquals(Outcome.SUCCEEDED, result.outcome());
        assertEquals(
                List.of(
                        "broken reference in line 3: <xref href=\"#t/none\">: there is no such id in " + TOPIC,
                        "broken reference in line 3: <xref href=\"./\">: it does not point at a file"),
                messages(result));
    }

    @Test
    void ofVeryManyBrokenReferencesTheFirstAreTold() throws Exception {
        List<String> warnings = messages(process(MAP, mapWith(1200)));
        assertEquals(Warnings.MOST + 1, warnings.size());
        assertTrue(warnings.get(0).contains("#missing-0"), warnings.get(0));
        assertEquals(
                "it has more broken references than these 100, which are not listed individually",
                warnings.get(Warnings.MOST));
        assertEquals(
                Warnings.MOST, process(MAP, mapWith(Warnings.MOST)).warnings().size());
    }

    private static List<String> messages(ItemResult result) {
        return result.warnings().stream().map(Finding::message).toList();
    }

    private static String mapWith(int missing) {
        return IntStream.range(0, missing)
                .mapToObj(i -> "<topicref href='#missing-" + i + "'/>")
                .collect(Collectors.joining("", "<map>", "</map>"));
    }

    /**
     * It may exist under its uuid, or be created by publishing, which is known only after all assets have been
     * processed.
     */
    @ParameterizedTest
    @ValueSource(strings = {"GUID-1234.dita", "none.dita", "none.dita#id"})
    void aFileThatIsNotThereIsNoWarningYet(String href) throws Exception {
        ItemResult result =
                process(TOPIC, "<topic id='t'><title>T</title><body><xref href='" + href + "'/></body></topic>");
        assertEquals(List.of(), result.warnings());
    }

    @Test
    void anIdThatAnotherFileLacksIsAWarningWhetherThatFileWasProcessedOrNot() throws Exception {
        oak.file("/content/dam/p/topics/other.dita", "<topic id='o'><title>O</title></topic>");
        ItemResult result = process(
                TOPIC,
                "<topic id='t'><title>T</title><body><xref href='other.dita#o'/><xref href='other.dita#p'/></body></topic>");
        assertEquals(
                List.of("broken reference in line 1: <xref href=\"other.dita#p\">: there is no such id in"
                        + " /content/dam/p/topics/other.dita"),
                messages(result));
    }

    @Test
    void whatAFileSaidBeforeItBrokeIsForgotten() throws Exception {
        ItemResult result = process(TOPIC, "<topic id='t'><xref href='other.dita'/>");
        assertEquals(List.of(), change(result, "openguides/references"));
        assertEquals(List.of(), change(result, "openguides/mentions"));
        assertEquals(1, ((List<?>) change(result, "openguides/identity").orElseThrow()).size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.md      | # A *title*\\n\\n[x](topics/x.md) | A title | a\thref\ttopics/x.md\t3",
                "a.html    | <title>A</title><img src=topics/x.md>  | A       | img\tsrc\ttopics/x.md\t1",
                "a.css     | p { background: url(topics/x.md) }     |         | css\turl\ttopics/x.md\t1",
                "a.ditaval | <val><prop><startflag imageref='topics/x.md'/></prop></val>"
                        + " |         | startflag\timageref\ttopics/x.md\t1",
            })
    void otherTextsTellTheirTitleAndWhereTheyPoint(String name, String text, String title, String reference)
            throws Exception {
        String path = "/content/dam/p/" + name;
        ItemResult found = process(path, text.replace("\\n", "\n"));
        assertEquals(List.of(), found.warnings());
        List<?> references = (List<?>) change(found, "openguides/references").orElseThrow();
        assertTrue(String.valueOf(references.get(0)).startsWith(reference + "\t"), references::toString);
        assertEquals(List.of("name:x.md"), change(found, "openguides/mentions"));
        org.junit.jupiter.api.Assertions.assertEquals(Optional.ofNullable(title), change(found, "openguides/title"));
        org.junit.jupiter.api.Assertions.assertEquals(Optional.ofNullable(title), change(found, "metadata/dc:title"));
        assertTrue(change(found, "metadata/docstate").isEmpty());
        assertFalse(change(found, "fmUuid").isEmpty());
    }

    @Test
    void fragmentsOfMarkupAreNotChecked() throws Exception {
        assertEquals(
                List.of(),
                process("/content/dam/p/a.html", "<a href='#none'>x</a>").warnings());
    }

    @Test
    void aMarkupFileThatIsTooLargeSucceedsWithAWarning() throws Exception {
        ItemResult result = process("/content/dam/p/a.md", "# T\n" + "x".repeat(1_000_000));
        assertEquals(Outcome.SUCCEEDED, result.outcome());
        assertEquals(1, result.warnings().size());
        assertFalse(change(result, "fmUuid").isEmpty());
    }

    @Test
    void failuresOfTheReaderHaveReasonsOfTheirOwn() throws Exception {
        assertEquals(
                Reason.ENTITY_UNDECLARED.code(),
                process(TOPIC, "<topic id='t'><title>&none;</title></topic>")
                        .reason()
                        .code());
        assertEquals(
                Reason.TOO_LARGE.code(),
                process(TOPIC, "<topic id='t'>" + "<p>".repeat(2_000) + "</p>".repeat(2_000) + "</topic>")
                        .reason()
                        .code());
    }

    @Test
    void whatIsNotWellFormedFailsWithLineAndColumn() throws Exception {
        ItemResult result = process(TOPIC, "<topic id='t'>\n<title>T</topic>");
        assertEquals(Outcome.FAILED, result.outcome());
        assertTrue(result.reason().message().startsWith("line 2, column "), result::toString);
        assertEquals(Reason.NOT_WELL_FORMED.code(), result.reason().code());
        assertEquals(2, result.reason().line());
        assertFalse(change(result, "fmUuid").isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.xml      | <html/>                                     | OTHERS     | SUCCEEDED",
                "a.xml      | <task id='t'><title>T</title></task>        | DITA_TOPIC | SUCCEEDED",
                "a.xml      | <html>                                      | OTHERS     | SUCCEEDED",
                "a.xml      | <topic id='t'>                              | DITA_TOPIC | FAILED",
                "a.bookmap  | <bookmap/>                                  | DITA_MAP   | SUCCEEDED",
                "a.ditaval  | <val/>                                      | DITAVAL    | SUCCEEDED",
                "a.ditaval  | <val>                                       | DITAVAL    | FAILED",
                "a.md       | # Title                                     | MARKDOWN   | SUCCEEDED",
                "a.css      | p {}                                        | HTML_CSS   | SUCCEEDED",
                "a.png      | <topic id='t'/>                             | OTHERS     | SUCCEEDED",
                "a.unknown  | <topic id='t'/>                             | DITA_TOPIC | SUCCEEDED",
                "a.unknown  | text                                        | OTHERS     | SUCCEEDED",
                "noextension| <map/>                                      | DITA_MAP   | SUCCEEDED",
                "b.xml      | <recipe/>                                   | DITA_TOPIC | SUCCEEDED",
            })
    void contentDecidesWhatAnAssetIs(String name, String text, FileType type, Outcome outcome) throws Exception {
        ItemResult result = process("/content/dam/p/" + name, text);
        assertEquals(type, result.type());
        assertEquals(outcome, result.outcome());
        assertEquals(type, new AssetTypes(reader).typeOf(asset("/content/dam/p/" + name)));
    }

    @Test
    void anEditorsTitleIsKept() throws Exception {
        oak.file(TOPIC, "<topic id='t'><title>New</title></topic>");
        Node content = session.getNode(TOPIC + "/jcr:content");
        content.addMixin("openguides:Processed");
        content.addNode("metadata", "nt:unstructured").setProperty("dc:title", "Edited");
        content.addNode("openguides", "nt:unstructured").setProperty("title", "Old");
        session.save();
        ItemResult edited = underTest.process(session.getNode(TOPIC));
        assertTrue(change(edited, "metadata/dc:title").isEmpty());

        content.getNode("metadata").setProperty("dc:title", "Old");
        session.save();
        assertEquals("New", change(underTest.process(session.getNode(TOPIC)), "metadata/dc:title"));
    }

    @Test
    void aUuidIsKeptWhereverTheAssetIsMovedToButACopyGetsItsOwn() throws Exception {
        oak.damAsset("/content/dam/p/a.dita", "<topic id='t'/>");
        Node content = session.getNode("/content/dam/p/a.dita/jcr:content");
        content.setProperty("fmUuid", "GUID-1");
        content.addNode("openguides", "nt:unstructured").setProperty("path", "/content/dam/p/a.dita");
        session.save();
        assertEquals("GUID-1", uuid("/content/dam/p/a.dita"));

        session.getWorkspace().copy("/content/dam/p/a.dita", "/content/dam/p/copy.dita");
        assertNotEquals("GUID-1", uuid("/content/dam/p/copy.dita"));
        assertEquals("GUID-1", uuid("/content/dam/p/a.dita"));

        session.move("/content/dam/p/a.dita", "/content/dam/p/moved.dita");
        session.save();
        assertEquals("GUID-1", uuid("/content/dam/p/moved.dita"));
    }

    @Test
    void aFileNamedByAGuidHasThatOne() throws Exception {
        oak.file("/content/dam/p/GUID-12-ab-en.dita", "<topic id='t'/>");
        assertEquals("GUID-12-ab-en", uuid("/content/dam/p/GUID-12-ab-en.dita"));
    }

    @Test
    void aDocumentStateIsNotTouched() throws Exception {
        oak.damAsset(TOPIC, "<topic id='t'/>");
        session.getNode(TOPIC + "/jcr:content/metadata").setProperty("docstate", "Review");
        session.save();
        assertTrue(change(underTest.process(session.getNode(TOPIC)), "metadata/docstate")
                .isEmpty());
    }

    @Test
    void aTitleOfSeveralValuesIsKept() throws Exception {
        oak.damAsset(TOPIC, "<topic id='t'><title>Ours</title></topic>");
        session.getNode(TOPIC + "/jcr:content/metadata").setProperty("dc:title", new String[] {"Theirs"});
        session.save();
        ItemResult result = underTest.process(session.getNode(TOPIC));
        assertEquals("Ours", change(result, "openguides/title"));
        assertTrue(change(result, "metadata/dc:title").isEmpty());
    }

    @Test
    void anEmptyTitleIsNone() throws Exception {
        ItemResult result = process(TOPIC, "<topic id='t'><title/></topic>");
        assertNull(result.changes().stream()
                .filter(change -> change.path().equals("openguides/title"))
                .findFirst()
                .orElseThrow()
                .value());
    }

    private AssetNode asset(String path) throws Exception {
        return AssetNode.of(session.getNode(path)).orElseThrow();
    }

    private String uuid(String path) throws Exception {
        return String.valueOf(
                change(underTest.process(session.getNode(path)), "fmUuid").orElseThrow());
    }

    private ItemResult process(String path, String text) throws Exception {
        oak.file(path, text.getBytes(StandardCharsets.UTF_8));
        session.refresh(false);
        return underTest.process(session.getNode(path));
    }

    private static void assertEquals(Object expected, Optional<Object> actual) {
        org.junit.jupiter.api.Assertions.assertEquals(Optional.of(expected), actual);
    }

    private static void assertEquals(Object expected, Object actual) {
        org.junit.jupiter.api.Assertions.assertEquals(expected, actual);
    }

    private static Optional<Object> change(ItemResult result, String path) {
        return result.changes().stream()
                .filter(change -> change.path().equals(path))
                .map(PropertyChange::value)
                .filter(Objects::nonNull)
                .findFirst();
    }
}
