package org.openguides.processing.internal.engine;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.observation.Event;
import javax.jcr.observation.EventIterator;
import javax.jcr.observation.ObservationManager;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.wcm.testing.mock.aem.junit5.AemContext;
import io.wcm.testing.mock.aem.junit5.AemContextExtension;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.Run;
import org.openguides.processing.spi.PropertyChange;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Runs over assets created by AEM, in the repository of an AEM mock. */
@ExtendWith(AemContextExtension.class)
class AemAssetsTest {

    private static final String SITE = "/content/dam/site";
    private static final String EN = SITE + "/en/topic.dita";

    private final AemContext aem = new AemContext(ResourceResolverType.JCR_OAK);
    private TestEngine engine;
    private Session session;

    @BeforeEach
    void assets() throws Exception {
        engine = new TestEngine(OakRepository.of(aem));
        session = engine.session();
        Node site = session.getNode("/content/dam").addNode("site", "sling:OrderedFolder");
        site.addNode("jcr:content", "nt:unstructured").setProperty("jcr:title", "Site");
        addFile(site.getNode("jcr:content"), "folderThumbnail");
        site.addNode("en", "sling:OrderedFolder");
        session.save();
        asset(EN);
        engine.changes =
                List.of(new PropertyChange("fmUuid", "GUID-1"), new PropertyChange("metadata/docstate", "Draft"));
    }

    @AfterEach
    void close() {
        engine.oak.close();
    }

    /** Creates an asset in the state in which an upload and AEM's workflows leave it. */
    private Node asset(String path) throws Exception {
        byte[] topic = "<topic id='t'/>".getBytes(StandardCharsets.UTF_8);
        aem.create().asset(path, new ByteArrayInputStream(topic), "application/dita+xml");
        session.refresh(false);
        Node asset = session.getNode(path);
        asset.addMixin("mix:referenceable");
        Node content = asset.getNode("jcr:content");
        content.setProperty("dam:assetState", "processed");
        content.setProperty("cq:lastReplicationAction", "Activate");
        content.addNode("related", "nt:unstructured");
        content.getNode("metadata").setProperty("dc:title", new String[] {"Title"});
        addFile(content.getNode("renditions"), "cq5dam.thumbnail.48.48.png");
        addFile(content.getNode("renditions"), "cq5dam.web.1280.1280.jpeg");
        session.save();
        return asset;
    }

    private static void addFile(Node parent, String name) throws Exception {
        parent.addNode(name, "nt:file").addNode("jcr:content", "nt:resource").setProperty("jcr:data", "bytes");
    }

    private Run run() throws Exception {
        String id = engine.start(engine.request(SITE));
        engine.coordinate(id);
        return engine.run(id);
    }

    @Test
    void anAssetIsProcessedButNotItsParts() throws Exception {
        Node asset = session.getNode(EN);
        Node page = asset.addNode("subassets", "sling:OrderedFolder").addNode("page1.jpeg", "dam:Asset");
        page.addNode("jcr:content", "dam:AssetContent");
        session.save();

        assertEquals(new Counts(1, 0, 0), run().counts());
        assertEquals(List.of(EN), engine.processed);
    }

    @Test
    void metadataIsWrittenWhereAemKeepsItAndNothingElseIsTouched() throws Exception {
        Set<String> before = properties();
        run();

        session.refresh(false);
        Node content = session.getNode(EN + "/jcr:content");
        assertEquals("GUID-1", content.getProperty("fmUuid").getString());
        assertEquals("Draft", content.getProperty("metadata/docstate").getString());
        assertEquals(
                "Title", content.getProperty("metadata/dc:title").getValues()[0].getString());
        Set<String> after = properties();
        assertTrue(after.containsAll(before));
        after.removeAll(before);
        after.removeIf(line -> line.matches("\\Q" + EN + "\\E/jcr:content/"
                + "(fmUuid|metadata/docstate|openguides/[a-zA-Z]+|openguides/jcr:primaryType)=.*"));
        assertEquals(Set.of(), after);
    }

    /** Returns all properties below the site with their values. */
    private Set<String> properties() throws Exception {
        return new TreeSet<>(List.of(engine.dump(SITE).split(", (?=/)")));
    }

    @Test
    void contentFragmentsAndUnfinishedTranslationsAreLeftOut() throws Exception {
        asset(SITE + "/translation_output/topic.dita");
        Node fragment = asset(SITE + "/fragment");
        fragment.getNode("jcr:content").setProperty("contentFragment", true);
        addFile(fragment, "topic-of-an-extension.dita");
        session.save();

        run();
        assertEquals(List.of(EN), engine.processed);
    }

    @Test
    void languageCopiesAreSeparateAssets() throws Exception {
        session.getWorkspace().copy(SITE + "/en", SITE + "/de");

        assertEquals(new Counts(2, 0, 0), run().counts());
        assertEquals(List.of(SITE + "/de/topic.dita", EN), engine.processed);
    }

    @Test
    void anAssetThatAUserHasCheckedOutIsSkippedAndLeftAsItIs() throws Exception {
        asset(SITE + "/en/checked-out.dita");
        Node content = session.getNode(SITE + "/en/checked-out.dita/jcr:content");
        content.setProperty("cq:drivelock", "author");
        session.save();

        Run run = runWhileTimePasses();
        assertEquals(new Counts(1, 0, 1), run.counts());
        assertLogged(run, "Skipped: " + SITE + "/en/checked-out.dita: it is checked out");
        session.refresh(false);
        assertEquals("author", content.getProperty("cq:drivelock").getString());
        assertFalse(content.hasNode("openguides"));
    }

    @Test
    void anAssetThatIsCheckedInIsSkippedAloneAndSaysWhy() throws Exception {
        Node checkedIn = asset(SITE + "/en/frozen.dita");
        checkedIn.addMixin("mix:versionable");
        session.save();
        session.getWorkspace().getVersionManager().checkin(checkedIn.getPath());

        Run run = runWhileTimePasses();
        assertEquals(new Counts(1, 0, 1), run.counts());
        assertLogged(run, "Skipped: " + SITE + "/en/frozen.dita: it is checked in");
    }

    /** Assets in use are retried a few times, for half a minute. */
    private Run runWhileTimePasses() throws Exception {
        engine.advanceWithEachLook(Duration.ofSeconds(1));
        return run();
    }

    private void assertLogged(Run run, String text) {
        List<String> log = engine.log(run.id());
        assertTrue(log.stream().anyMatch(line -> line.contains(text)), log::toString);
    }

    @Test
    void launchersOfAemSeeWhoChangedTheContent() throws Exception {
        Queue<String> data = new ConcurrentLinkedQueue<>();
        ObservationManager observation = session.getWorkspace().getObservationManager();
        int all = Event.NODE_ADDED | Event.PROPERTY_ADDED | Event.PROPERTY_CHANGED;
        observation.addEventListener(events -> collect(events, data), all, SITE, true, null, null, false);
        run();

        Awaitility.await().until(() -> !data.isEmpty());
        assertEquals(Set.of("changedByWorkflowProcess"), Set.copyOf(data));
    }

    private static void collect(EventIterator events, Queue<String> data) {
        while (events.hasNext()) {
            try {
                data.add(String.valueOf(events.nextEvent().getUserData()));
            } catch (RepositoryException e) {
                data.add(e.toString());
            }
        }
    }

    @Test
    void aSecondRunWritesNothing() throws Exception {
        run();
        Set<String> before = properties();
        run();
        assertEquals(before, properties());
        assertFalse(before.isEmpty());
    }
}
