package org.openguides.processing.internal.engine;

import javax.jcr.Node;
import javax.jcr.Session;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

import com.day.cq.dam.api.Asset;
import io.wcm.testing.mock.aem.junit5.AemContext;
import io.wcm.testing.mock.aem.junit5.AemContextExtension;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.engine.selection.Occupancy;
import org.openguides.processing.internal.store.Deferral;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

/** AEM's own marks on an asset that AEM's API has created. */
@ExtendWith(AemContextExtension.class)
class OccupiedAemAssetsTest {

    private final AemContext aem = new AemContext(ResourceResolverType.JCR_OAK);
    private Session session;
    private Node content;
    private String path;

    @BeforeEach
    void asset() throws Exception {
        OakRepository.of(aem);
        Asset asset = aem.create()
                .asset(
                        "/content/dam/a.dita",
                        new ByteArrayInputStream("<topic id='t'/>".getBytes(StandardCharsets.UTF_8)),
                        "application/xml");
        aem.resourceResolver().commit();
        path = asset.getPath();
        session = aem.resourceResolver().adaptTo(Session.class);
        content = session.getNode(path + "/jcr:content");
    }

    @Test
    void anAssetOfAemIsFree() throws Exception {
        assertNull(occupied());
        content.setProperty("dam:assetState", "processed");
        assertNull(occupied());
    }

    @Test
    void anAssetThatAemProcessesIsOccupied() throws Exception {
        content.setProperty("dam:assetState", "processing");
        assertEquals(Deferral.PROCESSING, occupied());
    }

    @Test
    void aCheckedOutAssetIsOccupied() throws Exception {
        content.setProperty("cq:drivelock", "jane");
        assertEquals(Deferral.CHECKED_OUT, occupied());
        content.setProperty("cq:drivelock", (String) null);
        content.setProperty("cq:driveLock", "jane");
        assertEquals(Deferral.CHECKED_OUT, occupied());
    }

    @Test
    void itsMediaTypeIsWhatAemHasFound() throws Exception {
        assertEquals("application/xml", node().mimeType());
    }

    private Deferral occupied() throws Exception {
        return new Occupancy(session).of(node());
    }

    private AssetNode node() throws Exception {
        return AssetNode.at(session, path).orElseThrow();
    }
}
