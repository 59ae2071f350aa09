package org.openguides.processing.internal.processor;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.catalog.Identities;
import org.openguides.processing.internal.engine.AssetLinks;
import org.openguides.processing.internal.engine.Visibility;
import org.openguides.processing.internal.resolution.BrokenReferences;
import org.openguides.processing.internal.resolution.Deadline;
import org.openguides.processing.spi.Finding;
import org.openguides.processing.testing.Costs;
import org.openguides.processing.testing.OakRepository;
import org.openguides.processing.testing.ProcessedContent;
import org.openguides.processing.testing.TestCatalogs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Parent maps and late findings, on a real Oak after real processing. */
@Tag(TestCatalogs.TAG)
class LinkProcessorTest {

    private static final String TOPIC = "<topic id='t'><title>T</title><body>%s</body></topic>";
    private static final String GUID = "GUID-00000000-0000-4000-8000-000000000001";

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private final ProcessedContent content = new ProcessedContent(oak);
    private Session session;
    private final LinkProcessor underTest = new LinkProcessor(content.references());

    @Test
    void anAssetKnowsTheMapsThatHaveItAndThoseAboveThem() throws Exception {
        content.files(
                "/content/dam/p/a.dita",
                TOPIC.formatted(""),
                "/content/dam/p/loose.dita",
                TOPIC.formatted(""),
                "/content/dam/p/maps/root.ditamap",
                "<map><topicref href='sub.ditamap' format='ditamap'/></map>",
                "/content/dam/p/maps/sub.ditamap",
                "<map><topicref href='../a.dita'/><mapref href='root.ditamap'/></map>",
                "/content/dam/p/other.ditamap",
                "<map><keydef keys='k' href='a.dita'/><topicref href='a.dita'/><topicref href='gone.dita'/></map>",
                "/content/dam/q/foreign.ditamap",
                "<map><topicref href='b.dita'/></map>");

        String maps = "/content/dam/p/maps/";
        assertEquals(
                List.of(maps + "sub.ditamap", "/content/dam/p/other.ditamap"),
                parents("/content/dam/p/a.dita", AssetState.DIRECT_PARENT_MAPS));
        assertEquals(
                List.of(maps + "root.ditamap", maps + "sub.ditamap", "/content/dam/p/other.ditamap"),
                parents("/content/dam/p/a.dita", AssetState.PARENT_MAPS));
        assertEquals(List.of(maps + "root.ditamap"), parents(maps + "sub.ditamap", AssetState.DIRECT_PARENT_MAPS));
        assertEquals(List.of(), parents("/content/dam/p/loose.dita", AssetState.PARENT_MAPS));
        assertEquals(
                List.of(), parents("/content/dam/q/foreign.ditamap", AssetState.PARENT_MAPS), "of another project");
    }

    @Test
    void aMapTellsWhereItPointsAndWhatIsThereDecidesWhatItIs() throws Exception {
        content.files(
                "/content/dam/p/t.dita",
                TOPIC.formatted(""),
                "/content/dam/p/sub.ditamap",
                "<map/>",
                "/content/dam/p/map.xml",
                "<map/>",
                "/content/dam/q/other.ditamap",
                "<map/>",
                "/content/dam/p/book.bookmap",
                "<bookmap><chapter href='sub.ditamap'/><appendix href='map.xml'/><part href='t.dita'/>"
                        + "<topicref href='t.dita#t'/><topicref href='gone.ditamap'/><topicref href='../q/other.ditamap'/>"
                        + "<mapref href='none.ditamap'/><topicref href='t.dita' format='ditamap'/>"
                        + "<keydef keys='k' href='sub.ditamap'/><keydef keys='l' href='t.dita'/>"
                        + "<topicref href='x.dita' scope='peer'/></bookmap>");

        String book = "/content/dam/p/book.bookmap";
        assertEquals(
                List.of("/content/dam/p/t.dita", "/content/dam/p/gone.ditamap"), parents(book, AssetState.TOPIC_REFS));
        assertEquals(
                List.of(
                        "/content/dam/p/sub.ditamap",
                        "/content/dam/p/map.xml",
                        "/content/dam/q/other.ditamap",
                        "/content/dam/p/none.ditamap",
                        "/content/dam/p/t.dita"),
                parents(book, AssetState.MAP_REFS));
        assertEquals(
                List.of("/content/dam/p/sub.ditamap", "/content/dam/p/t.dita"), parents(book, AssetState.KEYDEF_REFS));
    }

    @Test
    void aKeyThatNoMapDefinesIsToldOnce() throws Exception {
        content.files(
                "/content/dam/p/a.dita",
                TOPIC.formatted("<p keyref='known'/>\n<p keyref='unknown'/><p><xref href='gone.dita'/></p>"),
                "/content/dam/p/root.ditamap",
                "<map><keydef keys='known' href='a.dita'/></map>");

        assertEquals(
                List.of(
                        "broken reference in line 2: <p keyref=\"unknown\">: no map of the project defines the key",
                        "broken reference in line 2: <xref href=\"gone.dita\">: there is no /content/dam/p/gone.dita"),
                warnings("/content/dam/p/a.dita"));
    }

    @Test
    void aFileThatIsNamedByItsUuidMayBeElsewhere() throws Exception {
        content.files(
                "/content/dam/p/a.dita",
                TOPIC.formatted("<xref href='" + GUID + "'/><xref href='GUID-2.dita'/>"),
                "/content/dam/p/deep/" + GUID + ".dita",
                TOPIC.formatted(""));

        assertEquals(
                List.of("broken reference in line 1: <xref href=\"GUID-2.dita\">: there is no"
                        + " /content/dam/p/GUID-2.dita"),
                warnings("/content/dam/p/a.dita"));
    }

    @ParameterizedTest
    @CsvSource({
        "none.dita,                <xref href=\"none.dita\">: there is no /content/dam/p/none.dita",
        "none.dita#x,              <xref href=\"none.dita#x\">: there is no /content/dam/p/none.dita",
        "sub,                      <xref href=\"sub\">: it does not point at a file but at /content/dam/p/sub",
        "SEEN.dita,                '<xref href=\"SEEN.dita\">: there is no /content/dam/p/SEEN.dita, but /content/dam/p/seen.dita'",
        "seen.xml,                 '<xref href=\"seen.xml\">: there is no /content/dam/p/seen.xml, but /content/dam/p/seen.dita'",
        "sight.dita,               <xref href=\"sight.dita\">: there is no /content/dam/p/sight.dita",
        "../../../var/secret.dita, <xref href=\"../../../var/secret.dita\">: there is no /var/secret.dita",
    })
    void aFileThatIsNotThereIsToldWithWhatMayBeMeant(String href, String told) throws Exception {
        oak.file("/var/secret.dita", TOPIC.formatted(""));
        content.files(
                "/content/dam/p/a.dita",
                TOPIC.formatted("<xref href='" + href + "'/><xref href='seen.dita'/>"),
                "/content/dam/p/seen.dita",
                TOPIC.formatted(""),
                "/content/dam/p/sub/b.dita",
                TOPIC.formatted(""));

        assertEquals(List.of("broken reference in line 1: " + told), warnings("/content/dam/p/a.dita"));
    }

    @ParameterizedTest
    @CsvSource({
        "copy.dita,           ''",
        "copy.dita#t,         ''",
        "sub/far.dita,        ''",
        "./sub/../copy.dita,  ''",
        "far.dita,            far.dita",
        "other.dita,          other.dita",
    })
    void aCopyThatPublishingMakesIsNotMissing(String href, String missing) throws Exception {
        content.files(
                "/content/dam/p/a.dita",
                TOPIC.formatted("<xref href='" + href + "'/>"),
                "/content/dam/p/m.ditamap",
                "<map><topicref href='a.dita' copy-to='copy.dita'/><topicref href='a.dita' copy-to='sub/far.dita'/></map>",
                "/content/dam/q/m.ditamap",
                "<map><topicref href='../p/a.dita' copy-to='../p/other.dita'/></map>");

        assertEquals(
                missing.isEmpty()
                        ? List.of()
                        : List.of("broken reference in line 1: <xref href=\"" + href
                                + "\">: there is no /content/dam/p/" + missing),
                warnings("/content/dam/p/a.dita"));
        assertEquals(
                missing.isEmpty(),
                content.references()
                        .in(oak.login(), Deadline.NONE)
                        .broken("/content/dam/p", BrokenReferences.Place.first(0), 10)
                        .references()
                        .isEmpty(),
                "requests agree");
    }

    /** Each of them costs a query. */
    @Test
    void ofVeryManyFilesThatNoUuidLeadsToTheFirstAreTold() throws Exception {
        content.files(
                "/content/dam/p/a.dita",
                TOPIC.formatted(IntStream.range(0, 1000)
                        .mapToObj(i -> "<xref href='GUID-" + i + ".dita'/>")
                        .collect(Collectors.joining())));
        Costs before = oak.costs();

        List<String> warnings = warnings("/content/dam/p/a.dita");

        assertEquals(Warnings.MOST + 1, warnings.size());
        assertEquals(
                "it has more broken references than these 100, which are not listed individually",
                warnings.get(Warnings.MOST));
        long queries = oak.costs().since(before).queries();
        assertTrue(queries < 500, "queries: " + queries);
    }

    @Test
    void anAssetThatIsDoubtedIsToldIfAnotherOneHasItsUuid() throws Exception {
        String first = "/content/dam/p/one/" + GUID + ".dita";
        String second = "/content/dam/p/two/" + GUID + ".dita";
        content.files(
                first, TOPIC.formatted(""), second, TOPIC.formatted(""), "/content/dam/p/x.dita", TOPIC.formatted(""));

        assertEquals(
                List.of("its uuid " + GUID + " is also that of " + first + "; references by this uuid may mean either"),
                messages(links(second, Set.of(second))));
        assertEquals(List.of(), links(second, Set.of(first)).warnings(), "it is not the one that is doubted");
        assertEquals(
                List.of(),
                links("/content/dam/p/x.dita", Set.of("/content/dam/p/x.dita")).warnings());
    }

    private static List<String> messages(AssetLinks.Links links) {
        return links.warnings().stream().map(Finding::message).toList();
    }

    private List<String> warnings(String path) throws RepositoryException {
        return messages(links(path, Set.of()));
    }

    /**
     * Assets that the users of a run cannot read must look as if they did not exist; parent maps are complete, as in
     * AEM Guides.
     */
    @Test
    void findingsTellNothingOfWhatTheUsersOfTheRunCannotRead() throws Exception {
        String own = "/content/dam/p/" + GUID + ".dita";
        content.files(
                own,
                TOPIC.formatted("<p><xref href='closed/there.dita'/><xref href='closed/none.dita'/>"
                        + "<xref href='closed/THERE.dita'/><xref href='closed/there.dita#no'/><xref href='closed'/>"
                        + "<ph keyref='secret'/></p>"),
                "/content/dam/p/closed/there.dita",
                TOPIC.formatted(""),
                "/content/dam/p/closed/keys.ditamap",
                "<map><keydef keys='secret' href='there.dita'/><topicref href='../" + GUID + ".dita'/>"
                        + "<topicref href='there.dita'/></map>",
                "/content/dam/p/closed/" + GUID + ".dita",
                TOPIC.formatted(""));
        session = oak.login();

        String all = messages(own, Visibility.ALL);
        String open = messages(own, path -> !path.contains("/closed"));

        assertTrue(all.contains(", but /content/dam/p/closed/there.dita"), all);
        assertTrue(all.contains("is also that of /content/dam/p/closed/" + GUID), all);
        assertFalse(all.contains("secret"), all);
        assertEquals(
                List.of(
                        "closed/there.dita",
                        "closed/none.dita",
                        "closed/THERE.dita",
                        "closed/there.dita",
                        "closed",
                        "secret"),
                List.of(open.split("\n")).stream()
                        .map(line -> line.replaceAll(".*(?:href|keyref)=\"([^\"#]*).*", "$1"))
                        .toList());
        assertTrue(all.contains("does not point at a file but at /content/dam/p/closed"), all);
        assertTrue(open.contains("there is no /content/dam/p/closed\n"), open);
        assertFalse(open.contains(", but "), open);
        assertTrue(open.contains("<ph keyref=\"secret\">"), open);
        assertEquals(List.of("/content/dam/p/closed/keys.ditamap"), parents(own, AssetState.PARENT_MAPS));
    }

    /** As after a resume by another user. */
    @Test
    void inTheSameRunKeysFollowFromTheMapsThatCanBeReadNow() throws Exception {
        content.files(
                "/content/dam/p/own.dita",
                TOPIC.formatted("<p><ph keyref='one'/><ph keyref='two'/></p>"),
                "/content/dam/p/first/m.ditamap",
                "<map><keydef keys='one' href='../own.dita'/><topicref href='../own.dita'/></map>",
                "/content/dam/p/second/m.ditamap",
                "<map><keydef keys='two' href='../own.dita'/><topicref href='../own.dita'/></map>");
        session = oak.login();

        assertEquals(List.of("two"), undefined("/second"));
        assertEquals(List.of("one"), undefined("/first"));
    }

    private List<String> undefined(String hidden) throws RepositoryException {
        return underTest
                .begin("run", session, Identities.NONE, path -> !path.contains(hidden), () -> {})
                .of(List.of(asset("/content/dam/p/own.dita")), Set.of())
                .get(0)
                .warnings()
                .stream()
                .map(warning -> warning.message().replaceAll(".*keyref=\"([^\"]*).*", "$1"))
                .toList();
    }

    @Test
    void anIdIsLookedForWhereTheUuidLeads() throws Exception {
        content.files(
                "/content/dam/p/a.dita",
                TOPIC.formatted("<xref href='" + GUID + ".dita#t/nope'/><xref href='" + GUID + ".dita#t'/>"),
                "/content/dam/p/deep/" + GUID + ".dita",
                TOPIC.formatted(""));

        assertEquals(1, warnings("/content/dam/p/a.dita").size());
        assertTrue(
                warnings("/content/dam/p/a.dita")
                        .get(0)
                        .contains("there is no such id in /content/dam/p/deep/" + GUID + ".dita"),
                "told by the path that it has");
    }

    private AssetNode asset(String path) throws RepositoryException {
        return AssetNode.of(session.getNode(path)).orElseThrow();
    }

    private String messages(String path, Visibility visible) throws RepositoryException {
        session.refresh(false);
        return underTest
                .begin("run of " + visible, session, Identities.NONE, visible, () -> {})
                .of(List.of(asset(path)), Set.of(path))
                .get(0)
                .warnings()
                .stream()
                .map(Finding::message)
                .collect(Collectors.joining("\n"));
    }

    private List<?> parents(String path, String property) throws RepositoryException {
        return new ArrayList<>(links(path, Set.of()).changes().stream()
                .filter(change -> change.path().equals(property))
                .map(change -> (List<?>) change.value())
                .findFirst()
                .orElseThrow());
    }

    private AssetLinks.Links links(String path, Set<String> doubtful) throws RepositoryException {
        Session session = oak.login();
        AssetNode asset = AssetNode.of(session.getNode(path)).orElseThrow();
        return underTest.begin("run", session).of(List.of(asset), doubtful).get(0);
    }
}
