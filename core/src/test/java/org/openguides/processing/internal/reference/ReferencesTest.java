package org.openguides.processing.internal.reference;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.jackrabbit.api.JackrabbitSession;
import org.apache.jackrabbit.commons.jackrabbit.authorization.AccessControlUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openguides.processing.internal.catalog.AssetFacts;
import org.openguides.processing.internal.resolution.BrokenReferences.Place;
import org.openguides.processing.internal.resolution.Deadline;
import org.openguides.processing.internal.resolution.ReferenceStatus;
import org.openguides.processing.internal.resolution.TooComplexException;
import org.openguides.processing.testing.Costs;
import org.openguides.processing.testing.OakRepository;
import org.openguides.processing.testing.ProcessedContent;
import org.openguides.processing.testing.TestCatalogs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Resolution of references, on a real Oak after real processing. */
@Tag(TestCatalogs.TAG)
class ReferencesTest {

    private static final String A = "/content/dam/p/a.dita";
    private static final String B = "/content/dam/p/sub/b.dita";
    private static final String MAP = "/content/dam/p/m.ditamap";

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private final ProcessedContent content = new ProcessedContent(oak);

    @ParameterizedTest
    @CsvSource({
        "sub/b.dita, ok, /content/dam/p/sub/b.dita",
        "sub/b.dita#b, ok, /content/dam/p/sub/b.dita",
        "sub/b.dita#b/p1, ok, /content/dam/p/sub/b.dita",
        "sub/b.dita#b/p2, fragment-missing, /content/dam/p/sub/b.dita",
        "sub/%62.dita, ok, /content/dam/p/sub/b.dita",
        "sub/none.dita, missing, /content/dam/p/sub/none.dita",
        "sub, invalid, /content/dam/p/sub",
        "x[1].dita, missing, /content/dam/p/x[1].dita",
        "no:such.dita, external, ''",
        "'', empty, ''",
        "http://example.org/, external, ''",
        "#a, ok, /content/dam/p/a.dita",
        "../../../var/openguides/runs, missing, /var/openguides/runs",
        "../../../../../x.dita, missing, /../../x.dita",
    })
    void aReferenceToAFileHasAStatus(String href, String status, String target) throws Exception {
        content.files(A, topic("a", "<xref href='" + href + "'/>"), B, topic("b", "<p id='p1'/>"));

        assertEquals(List.of(status + " " + target), outgoing(A));
    }

    @Test
    void thatAFileAppearsOrGoesIsSeenWithoutProcessing() throws Exception {
        content.files(A, topic("a", "<xref href='sub/b.dita#b'/>"));
        assertEquals(List.of("missing " + B), outgoing(A));

        oak.file(B, topic("b", ""));
        assertEquals(List.of("ok " + B), outgoing(A));

        oak.file(B, topic("renamed", ""));
        assertEquals(List.of("fragment-missing " + B), outgoing(A));

        oak.remove(B);
        assertEquals(List.of("missing " + B), outgoing(A));
    }

    @Test
    void aProjectThatMovesKeepsItsReferences() throws Exception {
        content.files(A, topic("a", "<xref href='sub/b.dita'/>"), B, topic("b", ""));
        Session session = oak.login();
        session.move("/content/dam/p", "/content/dam/q");
        session.save();

        assertEquals(List.of("ok /content/dam/q/sub/b.dita"), outgoing("/content/dam/q/a.dita"));
        if (TestCatalogs.chosen() != TestCatalogs.JCR) {
            // a database catalog finds references to a file by the path at which it was processed
            content.process(List.of("/content/dam/q/a.dita"));
        }
        assertEquals(List.of("/content/dam/q/a.dita xref@href"), incoming("/content/dam/q/sub/b.dita"));
    }

    @Test
    void aFileIsFoundByItsUuid() throws Exception {
        content.files(
                A,
                topic("a", "<xref href='GUID-b.dita#b'/><xref href='GUID-none'/>"),
                "/content/dam/p/elsewhere/GUID-b.dita",
                topic("b", ""));

        assertEquals(
                List.of("ok /content/dam/p/elsewhere/GUID-b.dita", "missing /content/dam/p/GUID-none"), outgoing(A));
        assertEquals(List.of(A + " xref@href"), incoming("/content/dam/p/elsewhere/GUID-b.dita"));
    }

    @Test
    void aKeyIsDefinedByAnyMapOfTheProject() throws Exception {
        content.files(
                A,
                topic(
                        "a",
                        "<ph keyref='one'/><ph keyref='two'/><ph keyref='s.one'/><ph keyref='t.one'/><ph keyref=''/>"),
                "/content/dam/p/m.ditamap",
                "<map><topicgroup keyscope='s'><keydef keys='one' href='x.html' scope='external'/></topicgroup></map>",
                "/content/dam/other/m.ditamap",
                "<map><keydef keys='two'/></map>");

        assertEquals(
                List.of("key-defined ", "key-undefined ", "key-defined ", "key-undefined ", "empty "), outgoing(A));
        assertEquals(List.of("s.one"), references().keys("/content/dam/p/m.ditamap"));
    }

    @Test
    void theFirstDefinitionInBreadthFirstOrderWins() throws Exception {
        content.files(
                "/content/dam/p/root.ditamap",
                "<map><mapref href='first.ditamap'/><mapref href='second.ditamap'/><topicref href='a.dita'/></map>",
                "/content/dam/p/first.ditamap",
                "<map><mapref href='deep.ditamap'/></map>",
                "/content/dam/p/deep.ditamap",
                "<map><keydef keys='k' href='deep.dita'/></map>",
                "/content/dam/p/second.ditamap",
                "<map><keydef keys='k other' href='second.dita'/><keydef keys='k' href='late.dita'/></map>",
                A,
                topic("a", "<xref keyref='k/x'/>"),
                "/content/dam/p/deep.dita",
                topic("d", ""),
                "/content/dam/p/second.dita",
                topic("s", ""),
                "/content/dam/p/late.dita",
                topic("l", ""));

        assertEquals(List.of("key-defined /content/dam/p/second.dita"), outgoing(A));
        assertEquals(
                List.of(A + " xref@keyref", "/content/dam/p/second.ditamap keydef@href"),
                incoming("/content/dam/p/second.dita"));
        assertEquals(List.of("/content/dam/p/deep.ditamap keydef@href"), incoming("/content/dam/p/deep.dita"));
    }

    @Test
    void aKeyMeansWhatItsScopeSaysUnlessAScopeAroundSaysOtherwise() throws Exception {
        content.files(
                "/content/dam/p/root.ditamap",
                "<map><keydef keys='outer' href='o.dita'/>"
                        + "<topicgroup keyscope='s'><keydef keys='k outer' href='s.dita'/><topicref href='a.dita'/></topicgroup>"
                        + "<topicgroup keyscope='t'><keydef keys='k' href='t.dita'/></topicgroup></map>",
                A,
                topic("a", "<ph keyref='k'/><ph keyref='t.k'/><ph keyref='outer'/><ph keyref='s.outer'/>"),
                "/content/dam/p/o.dita",
                topic("o", ""),
                "/content/dam/p/s.dita",
                topic("s", ""),
                "/content/dam/p/t.dita",
                topic("t", ""));

        assertEquals(
                List.of(
                        "key-defined /content/dam/p/s.dita",
                        "key-defined /content/dam/p/t.dita",
                        "key-defined /content/dam/p/o.dita",
                        "key-defined /content/dam/p/s.dita"),
                outgoing(A));
        assertEquals(
                List.of(A + " ph@keyref", "/content/dam/p/root.ditamap keydef@href"),
                incoming("/content/dam/p/t.dita"));
    }

    @Test
    void twoScopesOfOneNameAreTwo() throws Exception {
        content.files(
                "/content/dam/p/root.ditamap",
                "<map><topicgroup keyscope='s'><keydef keys='k' href='x.dita'/></topicgroup>"
                        + "<topicgroup keyscope='s'><keydef keys='k' href='y.dita'/><topicref href='a.dita'/></topicgroup></map>",
                A,
                topic("a", "<ph keyref='k'/>"),
                "/content/dam/p/x.dita",
                topic("x", ""),
                "/content/dam/p/y.dita",
                topic("y", ""));

        assertEquals(List.of("key-defined /content/dam/p/y.dita"), outgoing(A));
    }

    @Test
    void aKeyMayStandForAKey() throws Exception {
        content.files(
                "/content/dam/p/root.ditamap",
                "<map><keydef keys='one' keyref='two'/><keydef keys='two' href='sub/b.dita'/>"
                        + "<keydef keys='round' keyref='about'/><keydef keys='about' keyref='round'/>"
                        + "<topicref href='a.dita'/></map>",
                A,
                topic("a", "<ph keyref='one'/><ph keyref='round'/>"),
                B,
                topic("b", ""));

        assertEquals(List.of("key-defined " + B, "key-defined "), outgoing(A));
        assertEquals(
                List.of(
                        A + " ph@keyref",
                        "/content/dam/p/root.ditamap keydef@href",
                        "/content/dam/p/root.ditamap keydef@keyref"),
                incoming(B));
    }

    @Test
    void mapsThatHoldEachOtherComeToAnEnd() throws Exception {
        content.files(
                "/content/dam/p/m.ditamap",
                "<map><mapref href='n.ditamap' keyscope='s'/><keydef keys='k' href='sub/b.dita'/><topicref href='a.dita'/></map>",
                "/content/dam/p/n.ditamap",
                "<map><mapref href='m.ditamap' keyscope='t'/></map>",
                A,
                topic("a", "<ph keyref='k'/>"),
                B,
                topic("b", ""));

        assertEquals(1, outgoing(A).size());
        assertTrue(incoming(B).contains("/content/dam/p/m.ditamap keydef@href"));
    }

    @Test
    void whatRefersToAnAssetIsToldOnceForEachElement() throws Exception {
        content.files(
                A,
                topic("a", "<xref href='sub/b.dita'/><xref href='sub/b.dita#b'/><image href='sub/b.dita'/>"),
                B,
                topic("b", "<xref href='b.dita'/><xref href='#b'/>"),
                "/content/dam/p/b.dita",
                topic("b", ""),
                "/content/dam/other/c.dita",
                topic("c", "<p conref='../p/sub/b.dita#b/x'/>"));

        assertEquals(List.of("/content/dam/other/c.dita p@conref", A + " xref@href", A + " image@href"), incoming(B));
        assertEquals(List.of(), incoming("/content/dam/p/b.dita"));
    }

    @Test
    void referencesDoNotRevealUnreadableAssets() throws Exception {
        content.files(
                A, topic("a", "<xref href='sub/b.dita'/>"),
                B, topic("b", "<xref href='../a.dita'/>"));
        JackrabbitSession admin = (JackrabbitSession) oak.login();
        admin.getUserManager().createUser("reader", "reader");
        admin.save();
        AccessControlUtils.allow(admin.getNode("/content"), "reader", "jcr:read");
        AccessControlUtils.deny(admin.getNode("/content/dam/p/sub"), "reader", "jcr:read");
        admin.save();

        References seen = content.references().in(oak.login("reader", "reader"), Deadline.NONE);

        assertEquals(ReferenceStatus.MISSING, seen.outgoing(A).get(0).status());
        assertEquals(List.of(), seen.incoming(seen.asset(A).orElseThrow()));
        assertTrue(seen.asset(B).isEmpty());
        assertEquals(
                1, seen.broken("/content/dam", Place.first(0), 10).references().size());
    }

    @Test
    void theBrokenOnesComeInPathOrderPageByPage() throws Exception {
        content.files(
                A,
                topic("a", "<xref href='x'/><xref href='sub/b.dita'/><ph keyref='k'/>"),
                B,
                topic("b", "<xref href='#none'/>"),
                "/content/dam/p-1/c.dita",
                topic("c", "<xref href='y'/>"));

        assertEquals(
                List.of("missing x", "key-undefined k", "fragment-missing #none", "missing y"),
                broken("/content/dam", 0, 4));
        assertEquals(List.of("key-undefined k", "fragment-missing #none"), broken("/content/dam", 1, 2));
        assertEquals(List.of("fragment-missing #none"), broken("/content/dam/p/sub", 0, 5));
        assertEquals(List.of(), broken("/content/dam", 4, 5));
        assertNotNull(references().broken("/content/dam", Place.first(1), 2).next());
        assertNull(references().broken("/content/dam", Place.first(2), 2).next());
    }

    @Test
    void whatRefersToAnAssetAndWhatItRefersToTakesNoMoreThanItsTime() throws Exception {
        content.files(A, topic("a", "<xref href='x'/><xref href='y'/>"), B, topic("b", "<xref href='../a.dita'/>"));
        AtomicLong time = new AtomicLong();
        References late = content.references().in(oak.login(), Deadline.in(Duration.ofNanos(3), time::incrementAndGet));
        AssetFacts asset = late.asset(A).orElseThrow();

        assertThrows(TooComplexException.class, () -> late.outgoing(A));
        assertThrows(TooComplexException.class, () -> late.incoming(asset));
    }

    @Test
    void theMapsOfAProjectAreReadOnceForManyRequests() throws Exception {
        content.files(A, topic("a", "<ph keyref='k'/>"), MAP, "<map><keydef keys='k' href='a.dita'/></map>");
        ReferenceReader reader = content.references();
        assertEquals("", broken(reader, oak.login()));
        Costs before = oak.costs();
        assertEquals("", broken(reader, oak.login()));
        assertEquals(0, oak.costs().since(before).queries());
    }

    @Test
    void whatOneUserIsToldOfKeysIsNotToldToAnother() throws Exception {
        content.files(A, topic("a", "<ph keyref='k'/>"), MAP, "<map><keydef keys='k' href='a.dita'/></map>");
        Session admin = oak.login();
        ((JackrabbitSession) admin).getUserManager().createUser("jane", "jane");
        AccessControlUtils.allow(admin.getNode("/content"), "everyone", "jcr:read");
        AccessControlUtils.deny(admin.getNode(MAP), "everyone", "jcr:read");
        admin.save();
        ReferenceReader reader = content.references();
        assertEquals("", broken(reader, admin));
        assertEquals("k", broken(reader, oak.login("jane", "jane")));
    }

    private static String broken(ReferenceReader reader, Session session) throws RepositoryException {
        return BrokenReferencesTest.values(
                reader.in(session, Deadline.NONE).broken("/content/dam", Place.first(0), 10));
    }

    private static String topic(String id, String body) {
        return "<topic id='" + id + "'><title>T</title><body>" + body + "</body></topic>";
    }

    private References references() {
        return content.references().in(oak.login(), Deadline.NONE);
    }

    private List<String> outgoing(String path) throws RepositoryException {
        return references().outgoing(path).stream()
                .map(each -> each.status().label() + " " + each.target())
                .toList();
    }

    private List<String> incoming(String path) throws RepositoryException {
        AssetFacts asset = references().asset(path).orElseThrow();
        return references().incoming(asset).stream()
                .map(each -> each.path() + " " + each.element() + "@" + each.attribute())
                .toList();
    }

    private List<String> broken(String folder, long offset, int limit) throws RepositoryException {
        return references().broken(folder, Place.first(offset), limit).references().stream()
                .map(each -> each.reference().status().label() + " "
                        + each.reference().reference().value())
                .toList();
    }
}
