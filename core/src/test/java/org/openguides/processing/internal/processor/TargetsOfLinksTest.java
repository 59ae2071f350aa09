package org.openguides.processing.internal.processor;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.engine.AssetLinks;
import org.openguides.processing.testing.Costs;
import org.openguides.processing.testing.OakRepository;
import org.openguides.processing.testing.ProcessedContent;
import org.openguides.processing.testing.TestCatalogs;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Which assets the links of maps mean, above all links by uuid, on a real Oak after real processing. */
@Tag(TestCatalogs.TAG)
class TargetsOfLinksTest {

    private static final String TOPIC = "<topic id='t'><title>T</title><body>%s</body></topic>";
    private static final String UUID = "GUID-00000000-0000-4000-8000-000000000001";

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private final ProcessedContent content = new ProcessedContent(oak);
    private final LinkProcessor underTest = new LinkProcessor(content.references());

    /** With links by uuid, as AEM Guides writes them, files are in other folders than the links name, or in other projects. */
    @Test
    void aMapNamesTheFilesThatUuidsLeadTo() throws Exception {
        content.files(
                "/content/dam/p/topics/GUID-1.dita",
                TOPIC.formatted(""),
                "/content/dam/p/maps/deep/GUID-2.ditamap",
                "<map/>",
                "/content/dam/q/GUID-3.xml",
                "<map/>",
                "/content/dam/p/images/GUID-4.png",
                "",
                "/content/dam/p/maps/m.ditamap",
                "<map><topicref href='GUID-1.dita'/><topicref href='../topics/GUID-1.dita#t'/><topicref href='GUID-2'/>"
                        + "<topicref href='GUID-3.dita'/><topicref href='GUID-5.dita'/><mapref href='GUID-2.ditamap'/>"
                        + "<mapref href='GUID-6.ditamap'/><keydef keys='k' href='GUID-4'/><keydef keys='l' href='GUID-1'/>"
                        + "<keydef keys='m' href='GUID-7.dita'/></map>");

        String map = "/content/dam/p/maps/m.ditamap";
        assertEquals(
                List.of("/content/dam/p/topics/GUID-1.dita", "/content/dam/p/maps/GUID-5.dita"),
                value(map, AssetState.TOPIC_REFS),
                "a file that is missing is expected at the path of the link");
        assertEquals(
                List.of(
                        "/content/dam/p/maps/deep/GUID-2.ditamap",
                        "/content/dam/q/GUID-3.xml",
                        "/content/dam/p/maps/GUID-6.ditamap"),
                value(map, AssetState.MAP_REFS));
        assertEquals(
                List.of(
                        "/content/dam/p/images/GUID-4.png",
                        "/content/dam/p/topics/GUID-1.dita",
                        "/content/dam/p/maps/GUID-7.dita"),
                value(map, AssetState.KEYDEF_REFS));
        for (String target : List.of("topics/GUID-1.dita", "maps/deep/GUID-2.ditamap", "images/GUID-4.png")) {
            assertEquals(List.of(map), value("/content/dam/p/" + target, AssetState.DIRECT_PARENT_MAPS), target);
        }
    }

    /** Files of a map have been looked up when the maps of the project were read. */
    @Test
    void theTargetsOfAMapCostNothingOnceItsProjectIsKnown() throws Exception {
        String topicrefs = IntStream.range(0, 100)
                .mapToObj(i -> "<topicref href='t.dita#" + i + "'/><topicref href='topics/t" + i + ".dita'/>")
                .collect(Collectors.joining());
        content.files(
                "/content/dam/p/t.dita",
                TOPIC.formatted(""),
                "/content/dam/p/few.ditamap",
                "<map><topicref href='t.dita'/></map>",
                "/content/dam/p/many.ditamap",
                "<map>" + topicrefs + "</map>");
        content.files(IntStream.range(0, 100)
                .boxed()
                .flatMap(i -> Stream.of("/content/dam/p/topics/t" + i + ".dita", TOPIC.formatted("")))
                .toArray(String[]::new));
        links("/content/dam/p/t.dita");

        Costs before = oak.costs();
        links("/content/dam/p/few.ditamap");
        Costs few = oak.costs().since(before);
        links("/content/dam/p/many.ditamap");
        Costs many = oak.costs().since(before).since(few);

        assertEquals(Costs.NONE, many.beyond(few), () -> "few: " + few + ", many: " + many);
    }

    @Test
    void eachOfTwoCopiesOfAProjectMeansItsOwnFiles() throws Exception {
        String map = "<map><topicref href='GUID-1.dita'/><mapref href='GUID-2'/></map>";
        for (String project : List.of("p", "q", "r")) {
            content.files(
                    "/content/dam/" + project + "/topics/GUID-1.dita",
                    TOPIC.formatted(""),
                    "/content/dam/" + project + "/deep/GUID-2.ditamap",
                    "<map/>",
                    "/content/dam/" + project + "/m.ditamap",
                    map);
        }
        content.files("/content/dam/s/m.ditamap", map);
        Session session = oak.login();
        AssetLinks.Reader reader = underTest.begin("run", session);

        for (String project : List.of("q", "p", "r", "q")) {
            String folder = "/content/dam/" + project;
            for (String target : List.of("/topics/GUID-1.dita", "/deep/GUID-2.ditamap")) {
                assertEquals(
                        List.of(folder + "/m.ditamap"),
                        value(links(reader, session, folder + target), AssetState.PARENT_MAPS),
                        folder + target);
            }
            AssetLinks.Links ofMap = links(reader, session, folder + "/m.ditamap");
            assertEquals(List.of(folder + "/topics/GUID-1.dita"), value(ofMap, AssetState.TOPIC_REFS));
            assertEquals(List.of(folder + "/deep/GUID-2.ditamap"), value(ofMap, AssetState.MAP_REFS));
        }
        assertEquals(
                List.of("/content/dam/p/topics/GUID-1.dita"),
                value(links(reader, session, "/content/dam/s/m.ditamap"), AssetState.TOPIC_REFS),
                "a project without a file of its own means the first one");
    }

    @Test
    void aUuidThatSeveralFilesHaveIsSearchedForOnce() throws Exception {
        String references = IntStream.range(0, 100)
                .mapToObj(i -> "<xref href='" + i + "/" + UUID + ".dita'/>")
                .collect(Collectors.joining());
        content.files(
                "/content/dam/p/topics/" + UUID + ".dita",
                TOPIC.formatted(""),
                "/content/dam/q/topics/" + UUID + ".dita",
                TOPIC.formatted(""),
                "/content/dam/q/few.dita",
                TOPIC.formatted("<xref href='" + UUID + ".dita'/>"),
                "/content/dam/q/many.dita",
                TOPIC.formatted(references));
        links("/content/dam/q/few.dita");

        Costs before = oak.costs();
        assertEquals(List.of(), links("/content/dam/q/few.dita").warnings());
        Costs few = oak.costs().since(before);
        assertEquals(List.of(), links("/content/dam/q/many.dita").warnings());
        Costs many = oak.costs().since(before).since(few);

        assertEquals(few.queries(), many.queries());
    }

    private AssetLinks.Links links(String path) throws RepositoryException {
        Session session = oak.login();
        return links(underTest.begin("run", session), session, path);
    }

    private static AssetLinks.Links links(AssetLinks.Reader reader, Session session, String path)
            throws RepositoryException {
        AssetNode asset = AssetNode.of(session.getNode(path)).orElseThrow();
        return reader.of(List.of(asset), Set.of()).get(0);
    }

    private List<?> value(String path, String property) throws RepositoryException {
        return value(links(path), property);
    }

    private static List<?> value(AssetLinks.Links links, String property) {
        return new ArrayList<>(links.changes().stream()
                .filter(change -> change.path().equals(property))
                .map(change -> (List<?>) change.value())
                .findFirst()
                .orElseThrow());
    }
}
