package org.openguides.processing.internal.engine;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.Value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.catalog.JcrCatalog;
import org.openguides.processing.internal.catalog.Term;
import org.openguides.processing.internal.dita.Specialisations;
import org.openguides.processing.internal.processor.ContentReader;
import org.openguides.processing.internal.processor.LinkProcessor;
import org.openguides.processing.testing.OakRepository;
import org.openguides.processing.testing.ProcessedContent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A run must be correct however far the index lags: in AEM as a Cloud Service there are no synchronous indexes. */
class LaggingIndexTest {

    private static final String P = "/content/dam/p/";
    private static final String TWICE = "GUID-00000000-0000-4000-8000-000000000001";
    private static final String MOVED = "GUID-00000000-0000-4000-8000-000000000002";

    /** Results of a run. */
    private record Traces(Map<String, List<String>> parents, List<String> warnings) {}

    @Test
    void parentMapsUuidsAndWarningsAreThoseOfARunWithAnIndexThatIsUpToDate() throws Exception {
        Traces prompt = run(new TestEngine());
        TestEngine lagging = new TestEngine(indexThatLags());
        Traces traces = run(lagging);

        assertEquals(prompt, traces);
        assertEquals(
                List.of(P + "root.ditamap", P + "sub.ditamap"), traces.parents().get(P + "a.dita"));
        assertEquals(1, traces.warnings().size(), traces::toString);
        assertTrue(traces.warnings().get(0).contains("is also that of"), traces::toString);
    }

    /** Creates a repository with an index that is never updated, because its indexing lane does not run. */
    private static OakRepository indexThatLags() throws RepositoryException {
        OakRepository oak = new OakRepository();
        Session session = oak.login();
        // Oak does not use an index without any entry
        session.getNode("/var").addNode("indexed", "nt:unstructured").setProperty("identity", new String[] {"nothing"});
        session.save();
        session.getNode("/oak:index/terms").setProperty("async", "async");
        session.save();
        return oak;
    }

    private static Traces run(TestEngine engine) throws Exception {
        engine.partitionSize = 3;
        engine.batchSize = 2;
        engine.processor = ProcessedContent.processor(new ContentReader(Specialisations.of(List.of())));
        engine.links = new LinkProcessor(new ProcessedContent(engine.oak).references());
        List<String> paths = List.of(
                engine.oak.file(P + "a.dita", "<topic id='a'><title>A</title><body><xref keyref='k'/></body></topic>"),
                engine.oak.file(P + "m/" + MOVED + ".dita", "<topic id='m'><title>M</title></topic>"),
                engine.oak.file(P + "n.dita", topic("<xref href='" + MOVED + ".dita'/>")),
                engine.oak.file(P + "one/" + TWICE + ".dita", topic("")),
                engine.oak.file(
                        P + "root.ditamap", "<map><mapref href='sub.ditamap'/><keydef keys='k' href='a.dita'/></map>"),
                engine.oak.file(P + "sub.ditamap", "<map><topicref href='a.dita'/></map>"),
                engine.oak.file(P + "two/" + TWICE + ".dita", topic("")));
        giveUuids(engine.session(), "a.dita", "n.dita", "root.ditamap", "sub.ditamap");
        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);
        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        Traces traces = new Traces(
                parents(engine.session(), paths),
                engine.log(id).stream()
                        .filter(line -> line.contains("WARN"))
                        .map(line -> line.substring(line.indexOf("WARN")))
                        .toList());
        boolean lags = new JcrCatalog(engine.session())
                .assetsWith(Term.map(), "/content/dam")
                .isEmpty();
        assertEquals(lags, engine.session().getNode("/oak:index/terms").hasProperty("async"));
        engine.oak.close();
        return traces;
    }

    /** Random ones would sometimes have a bit in common in the filter for duplicates, which may then report both. */
    private static void giveUuids(Session session, String... names) throws RepositoryException {
        for (String name : names) {
            Node content = session.getNode(P + name + "/jcr:content");
            content.addMixin(AssetState.MIXIN);
            content.setProperty("fmUuid", "GUID-of-" + name);
        }
        session.save();
    }

    private static String topic(String body) {
        return "<topic id='t'><title>T</title><body>" + body + "</body></topic>";
    }

    private static Map<String, List<String>> parents(Session session, List<String> paths) throws RepositoryException {
        Map<String, List<String>> parents = new TreeMap<>();
        for (String path : paths) {
            Node content = session.getNode(path + "/jcr:content");
            List<String> maps = new ArrayList<>();
            if (content.hasProperty("guidesParentMaps")) {
                for (Value value :
                        Arrays.asList(content.getProperty("guidesParentMaps").getValues())) {
                    maps.add(value.getString());
                }
            }
            parents.put(path, maps);
        }
        return parents;
    }
}
