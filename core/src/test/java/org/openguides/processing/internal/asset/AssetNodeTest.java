package org.openguides.processing.internal.asset;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Calendar;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.testing.OakRepository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class AssetNodeTest {

    private static final String FILE = "/content/dam/a/file.dita";
    private static final String ASSET = "/content/dam/a/asset.dita";

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private Session session;

    @BeforeEach
    void setUp() {
        oak.file(FILE, "<topic/>");
        oak.damAsset(ASSET, "<concept/>");
        session = oak.login();
    }

    private AssetNode asset(String path) throws RepositoryException {
        return AssetNode.of(session.getNode(path)).orElseThrow();
    }

    private boolean isAsset(String path) throws RepositoryException {
        return AssetNode.of(session.getNode(path)).isPresent();
    }

    private static String read(AssetNode asset) throws RepositoryException, IOException {
        return asset.readOriginal(bytes -> new String(bytes.readAllBytes(), UTF_8));
    }

    @Test
    void aFileIsAnAsset() throws RepositoryException, IOException {
        AssetNode file = asset(FILE);
        assertEquals(FILE, file.path());
        assertEquals("file.dita", file.name());
        assertEquals(FILE, file.node().getPath());
        assertEquals(FILE + "/jcr:content", file.content().getPath());
        assertEquals("<topic/>", read(file));
        assertEquals(8, file.size());
    }

    @Test
    void aDamAssetIsAnAssetWhoseBytesAreItsOriginalRendition() throws RepositoryException, IOException {
        AssetNode asset = asset(ASSET);
        assertEquals("asset.dita", asset.name());
        assertEquals(ASSET + "/jcr:content", asset.content().getPath());
        assertEquals("<concept/>", read(asset));
        assertEquals(10, asset.size());
    }

    @Test
    void partsOfAnAssetAreNotAssets() throws RepositoryException {
        Node subassets = session.getNode(ASSET).addNode("subassets", "sling:Folder");
        Node sub = subassets.addNode("page1", "dam:Asset");
        sub.addNode("jcr:content", "dam:AssetContent");
        addFile(subassets, "loose.txt");
        addFile(session.getNode(FILE + "/jcr:content").getParent().getParent(), "next.txt");

        assertFalse(isAsset(ASSET + "/jcr:content/renditions/original"));
        assertFalse(isAsset(ASSET + "/jcr:content"));
        assertFalse(isAsset(ASSET + "/subassets/page1"));
        assertFalse(isAsset(ASSET + "/subassets/loose.txt"));
        assertTrue(isAsset("/content/dam/a/next.txt"));
    }

    private void addFile(Node parent, String name) throws RepositoryException {
        Node resource = parent.addNode(name, "nt:file").addNode("jcr:content", "nt:resource");
        resource.setProperty("jcr:data", "text");
    }

    @Test
    void filesInsideAPageAreNotAssets() throws RepositoryException {
        Node page = session.getNode("/content").addNode("page", "nt:unstructured");
        addFile(page.addNode("jcr:content", "nt:unstructured").addNode("image", "nt:unstructured"), "file");
        assertFalse(isAsset("/content/page/jcr:content/image/file"));
    }

    @Test
    void contentFragmentsAreNotAssets() throws RepositoryException {
        Node content = session.getNode(ASSET + "/jcr:content");
        content.setProperty("contentFragment", true);
        assertFalse(isAsset(ASSET));
        content.setProperty("contentFragment", false);
        assertTrue(isAsset(ASSET));
        content.getProperty("contentFragment").remove();
        content.setProperty("contentFragment", new String[] {"true", "nonsense"});
        assertTrue(isAsset(ASSET));
    }

    @Test
    void aDamAssetWithoutContentIsNotAnAsset() throws RepositoryException {
        session.getNode(ASSET + "/jcr:content").remove();
        assertFalse(isAsset(ASSET));
    }

    @Test
    void foldersAreNotAssetsAndMayContainSome() throws RepositoryException {
        assertFalse(isAsset("/content/dam/a"));
        assertFalse(isAsset("/"));
        assertTrue(AssetNode.mayHoldAssets(session.getNode("/content/dam/a")));
        assertFalse(AssetNode.mayHoldAssets(session.getNode(ASSET)));
        assertFalse(AssetNode.mayHoldAssets(session.getNode(FILE)));
    }

    @Test
    void anAssetWithoutOriginalHasNoBytes() throws RepositoryException {
        session.getNode(ASSET + "/jcr:content/renditions/original").remove();
        AssetNode empty = asset(ASSET);
        assertThrows(FileNotFoundException.class, () -> read(empty));
        assertEquals(-1, empty.size());
        assertEquals("", empty.revision());
    }

    @Test
    void aMultiValuedBinaryIsNotAnOriginal() throws RepositoryException {
        Node file = session.getNode("/content/dam").addNode("odd", "nt:file");
        file.addNode("jcr:content", "nt:unstructured").setProperty("jcr:data", new String[] {"a", "b"});
        AssetNode odd = asset("/content/dam/odd");
        assertThrows(FileNotFoundException.class, () -> read(odd));
        assertEquals(-1, odd.size());
        assertEquals("", odd.revision());
    }

    @Test
    void knowsItsCreationTime() throws RepositoryException {
        Instant made = asset(ASSET).created().orElseThrow();
        assertTrue(Duration.between(made, Instant.now()).abs().toMinutes() < 5);
        assertTrue(asset(FILE).created().isPresent());
    }

    @Test
    void anInvalidDateIsIgnored() throws RepositoryException {
        Node content =
                session.getNode("/content/dam").addNode("odd", "nt:file").addNode("jcr:content", "nt:unstructured");
        content.setProperty("jcr:data", "text");
        content.setProperty("jcr:lastModified", "long ago");
        assertTrue(asset("/content/dam/odd").hasRevision("-4"));
    }

    @Test
    void theRevisionChangesWithTheDateOfTheOriginal() throws RepositoryException {
        for (String original : new String[] {FILE, ASSET + "/jcr:content/renditions/original"}) {
            AssetNode asset = asset(original.startsWith(ASSET) ? ASSET : FILE);
            String before = asset.revision();
            assertEquals(before, asset.revision());

            Calendar later = Calendar.getInstance();
            later.add(Calendar.DATE, 1);
            session.getNode(original + "/jcr:content").setProperty("jcr:lastModified", later);
            assertNotEquals(before, asset.revision());
            assertTrue(asset.revision().startsWith(later.getTimeInMillis() + "-" + asset.size() + "+"));
        }
    }

    @Test
    void theRevisionChangesWithTheSizeOfTheOriginal() throws RepositoryException {
        String before = asset(FILE).revision();
        session.getNode(FILE + "/jcr:content").setProperty("jcr:data", "longer than before");
        assertNotEquals(before, asset(FILE).revision());
    }

    @Test
    void theRevisionChangesWithTheBytesThoughDateAndSizeStay() throws RepositoryException {
        String before = asset(FILE).revision();
        String bytes =
                session.getNode(FILE + "/jcr:content").getProperty("jcr:data").getString();
        session.getNode(FILE + "/jcr:content").setProperty("jcr:data", "x".repeat(bytes.length()));

        assertNotEquals(before, asset(FILE).revision());
        assertFalse(asset(FILE).hasRevision(before));
        assertTrue(asset(FILE).hasRevision(asset(FILE).revision()));
    }

    @Test
    void bytesBeyondALimitAreNotRead() throws RepositoryException {
        // unsaved binaries have no identity
        session.getNode(FILE + "/jcr:content").setProperty("jcr:data", "other bytes than before");
        int size = (int) asset(FILE).size();
        String read = asset(FILE).revision(size);
        String notRead = asset(FILE).revision(size - 1);

        assertEquals(read.substring(0, read.indexOf('+')), notRead);
        assertTrue(asset(FILE).hasRevision(read), "whatever the limit is now");
        assertTrue(asset(FILE).hasRevision(notRead));
    }

    @Test
    void aRevisionOfAnEarlierBuildIsThatOfDateAndSize() throws RepositoryException {
        String revision = asset(FILE).revision();
        String earlier = revision.substring(0, revision.indexOf('+'));

        assertTrue(asset(FILE).hasRevision(earlier));
        assertFalse(asset(FILE).hasRevision(earlier + "0"));
        assertFalse(asset(FILE).hasRevision(earlier + "+0"));
        assertFalse(asset(FILE).hasRevision(""));
    }

    @Test
    void theRevisionDoesNotChangeWithTheMetadata() throws RepositoryException {
        String before = asset(ASSET).revision();
        session.getNode(ASSET + "/jcr:content/metadata").setProperty("title", "new");
        session.getNode(ASSET + "/jcr:content").setProperty("jcr:lastModified", Calendar.getInstance());
        assertEquals(before, asset(ASSET).revision());
    }

    @Test
    void plainSlingHasFilesOnly() throws RepositoryException, IOException {
        try (OakRepository plain = OakRepository.withoutDam()) {
            plain.file(FILE, "<topic/>");
            Session there = plain.login();
            assertEquals("<topic/>", read(AssetNode.of(there.getNode(FILE)).orElseThrow()));
            assertTrue(AssetNode.of(there.getNode("/content/dam/a")).isEmpty());
            assertTrue(AssetNode.mayHoldAssets(there.getNode("/content/dam/a")));
        }
    }
}
