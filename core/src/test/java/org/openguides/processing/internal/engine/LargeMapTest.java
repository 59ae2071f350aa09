package org.openguides.processing.internal.engine;

import javax.jcr.Node;
import javax.jcr.Property;
import javax.jcr.PropertyType;
import javax.jcr.Session;
import javax.jcr.Value;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

import org.apache.jackrabbit.api.JackrabbitValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openguides.processing.api.Counts;
import org.openguides.processing.internal.asset.ContentUnreachableException;
import org.openguides.processing.internal.catalog.Catalog;
import org.openguides.processing.internal.catalog.JcrCatalogs;
import org.openguides.processing.internal.catalog.Term;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.Specialisations;
import org.openguides.processing.internal.processor.ContentReader;
import org.openguides.processing.internal.resolution.Mentions;
import org.openguides.processing.testing.FaultyBlobs;
import org.openguides.processing.testing.ProcessedContent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Maps with very many references: no node exceeds the size of a document in a database. */
class LargeMapTest {

    private static final String PROJECT = "/content/dam/project";
    private static final String MAP = PROJECT + "/a.ditamap";
    private static final int MEGABYTE = 1_000_000;
    /** Maximum number of references in a file. */
    private static final int MOST = 200_000;

    private final TestEngine engine = new TestEngine();
    private final Session session = engine.session();

    @BeforeEach
    void realProcessor() {
        engine.catalogs = new JcrCatalogs();
        engine.processor = ProcessedContent.processor(new ContentReader(Specialisations.of(List.of())));
        engine.oak.file(PROJECT + "/topic.dita", "<topic id='t'><title>A topic</title></topic>");
    }

    @AfterEach
    void close() {
        engine.oak.close();
    }

    /**
     * One in twenty references is a key reference, which is not resolved during processing; the others are to a file.
     */
    private static String map(int references) {
        IntFunction<String> reference =
                i -> i % 20 == 19 ? "<topicref keyref='" + key(i) + "'/>" : "<topicref href='topic.dita'/>";
        return IntStream.range(0, references).mapToObj(reference).collect(Collectors.joining("", "<map>", "</map>"));
    }

    private static String key(int number) {
        return "key-with-a-long-name-".repeat(12) + number;
    }

    private Counts run() throws Exception {
        String id = engine.start(engine.request(PROJECT));
        engine.coordinate(id);
        session.refresh(false);
        return engine.run(id).counts();
    }

    private Catalog catalog() {
        return engine.catalogs.in(engine.session());
    }

    private Node state() throws Exception {
        return session.getNode(MAP + "/jcr:content/openguides");
    }

    private static Term mention(int number) {
        return Term.refersToKey(Mentions.indexed(key(number)));
    }

    @Test
    void noNodeOfAMapWithAsManyReferencesAsThereMayBeIsLargerThanAMegabyte() throws Exception {
        engine.oak.file(MAP, map(MOST));
        engine.oak.limitDocuments(MEGABYTE);

        assertEquals(new Counts(2, 0, 0), run());

        assertEquals(Map.of(), engine.oak.documentsOver(MEGABYTE));
        List<DitaReference> references = catalog().document(MAP).references();
        assertEquals(MOST, references.size());
        assertEquals(key(MOST - 1), references.get(MOST - 1).value());
        assertEquals(List.of(MAP), catalog().assetsWith(mention(19), "/content/dam"));
        assertEquals(List.of(MAP), catalog().assetsWith(mention(MOST - 1), PROJECT));
        assertEquals(List.of(), catalog().assetsWith(mention(MOST + 19), PROJECT));

        String before = engine.dump("/content");
        assertEquals(new Counts(2, 0, 0), run());
        assertEquals(before, engine.dump("/content"), "what has not changed is not written again");
    }

    @Test
    void whatBecomesSmallIsKeptAsBefore() throws Exception {
        engine.oak.file(MAP, map(12_000));
        run();
        assertEquals(PropertyType.BINARY, state().getProperty("references").getType());
        assertTrue(state().hasNode("mentioned"));

        engine.oak.file(MAP + ".new", map(20));
        replaceContent(MAP + ".new");
        run();

        assertEquals(20, state().getProperty("references").getValues().length);
        assertFalse(state().hasNode("mentioned"));
        assertEquals(List.of(MAP), catalog().assetsWith(mention(19), PROJECT));
        assertEquals(List.of(), catalog().assetsWith(mention(39), PROJECT));
    }

    @Test
    void whatBecomesEmptyLeavesNothing() throws Exception {
        engine.oak.file(MAP, map(12_000));
        run();
        engine.oak.file(MAP + ".new", "<map/>");
        replaceContent(MAP + ".new");
        run();

        assertFalse(state().hasProperty("references"));
        assertFalse(state().hasProperty(Term.Field.MENTION.property()));
        assertFalse(state().hasNode("mentioned"));
    }

    @Test
    void whatChangesAndStaysLargeIsFoundByItsNewTermsAlone() throws Exception {
        engine.oak.file(MAP, map(12_000));
        run();
        engine.oak.file(MAP + ".new", map(11_000));
        replaceContent(MAP + ".new");
        run();

        assertEquals(11_000, catalog().document(MAP).references().size());
        assertEquals(List.of(MAP), catalog().assetsWith(mention(10_999), PROJECT));
        assertEquals(List.of(), catalog().assetsWith(mention(11_019), PROJECT));
    }

    @Test
    void aListThatAnEarlierBuildKeptAsAPropertyIsReadAndLeftAlone() throws Exception {
        engine.oak.file(MAP, map(12_000));
        run();
        List<DitaReference> references = catalog().document(MAP).references();
        asAnEarlierBuildKeptIt();
        String before = engine.dump("/content");

        assertEquals(references, catalog().document(MAP).references());
        assertEquals(List.of(MAP), catalog().assetsWith(mention(11_999), PROJECT));
        run();
        assertEquals(before, engine.dump("/content"));
    }

    @Test
    void nonsenseInPlaceOfFactsIsNoneUntilTheNextProcessing() throws Exception {
        engine.oak.file(MAP, map(12_000));
        run();
        state().setProperty("references", session.getValueFactory().createValue("nonsense", PropertyType.BINARY));
        state().getNode("mentioned").remove();
        session.save();

        assertEquals(List.of(), catalog().document(MAP).references());
        assertEquals(List.of(), catalog().assetsWith(mention(19), PROJECT));
        run();
        assertEquals(12_000, catalog().document(MAP).references().size());
        assertEquals(List.of(MAP), catalog().assetsWith(mention(19), PROJECT));
    }

    @Test
    void factsThatTheDataStoreHasLostAreWrittenAnewByTheNextProcessing() throws Exception {
        engine.oak.file(MAP, map(12_000));
        run();
        engine.oak.blobs().lose(blobOfFacts());
        assertThrows(
                ContentUnreachableException.class, () -> catalog().document(MAP).references());

        assertEquals(new Counts(2, 0, 0), run());
        assertEquals(12_000, catalog().document(MAP).references().size());
    }

    /** For each way in which a data store fails. */
    @ParameterizedTest
    @EnumSource(FaultyBlobs.Fault.class)
    void factsThatCannotBeReadNowAreNotTakenForNone(FaultyBlobs.Fault fault) throws Exception {
        engine.oak.file(MAP, map(12_000));
        run();
        engine.oak.blobs().failsLike(fault);
        engine.oak.blobs().fail(blobOfFacts()::equals);
        assertThrows(
                ContentUnreachableException.class, () -> catalog().document(MAP).references());

        engine.oak.blobs().cut(false);
        assertEquals(12_000, catalog().document(MAP).references().size());
    }

    private String blobOfFacts() throws Exception {
        return ((JackrabbitValue) state().getProperty("references").getValue()).getContentIdentity();
    }

    private void asAnEarlierBuildKeptIt() throws Exception {
        String mentions = Term.Field.MENTION.property();
        List<String> terms = new ArrayList<>();
        for (var nodes = state().getNode("mentioned").getNodes(); nodes.hasNext(); ) {
            for (Value value : nodes.nextNode().getProperty(mentions).getValues()) {
                terms.add(value.getString());
            }
        }
        state().getNode("mentioned").remove();
        state().setProperty(mentions, terms.toArray(new String[0]));
        Property facts = state().getProperty("references");
        String[] lines = new String(
                        new GZIPInputStream(facts.getBinary().getStream()).readAllBytes(), StandardCharsets.UTF_8)
                .split("\n");
        facts.remove();
        state().setProperty("references", lines);
        session.save();
        assertEquals(12_000, Arrays.asList(lines).size());
    }

    /** Replaces the file of an asset and keeps its properties. */
    private void replaceContent(String from) throws Exception {
        session.refresh(false);
        Node content = session.getNode(MAP + "/jcr:content");
        content.setProperty(
                "jcr:data",
                session.getNode(from + "/jcr:content").getProperty("jcr:data").getBinary());
        session.getNode(from).remove();
        session.save();
    }
}
