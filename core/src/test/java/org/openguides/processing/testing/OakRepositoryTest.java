package org.openguides.processing.testing;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.nodetype.NoSuchNodeTypeException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceUser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class OakRepositoryTest {

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    @Test
    void holdsAssetsOfBothKinds() throws RepositoryException {
        oak.file("/content/dam/a/b.dita", "<topic/>");
        oak.damAsset("/content/dam/a/c.dita", "<concept/>");

        Session session = oak.login();
        Node folder = session.getNode("/content/dam/a");
        assertEquals("sling:Folder", folder.getPrimaryNodeType().getName());
        assertEquals(
                "<topic/>", folder.getProperty("b.dita/jcr:content/jcr:data").getString());
        assertEquals(
                "<concept/>",
                folder.getProperty("c.dita/jcr:content/renditions/original/jcr:content/jcr:data")
                        .getString());
        assertTrue(folder.getNode("c.dita").hasProperty("jcr:created"));
    }

    @Test
    void hasTheFoldersAndTypesOfOurOwn() throws RepositoryException {
        Session session = oak.login();
        assertTrue(session.nodeExists("/var/openguides/runs"));
        assertTrue(session.nodeExists("/var/openguides/claims"));
        assertTrue(session.nodeExists("/var/openguides/status"));
        assertTrue(session.getWorkspace()
                .getNodeTypeManager()
                .getNodeType("openguides:Processed")
                .isMixin());
    }

    @Test
    void countsTheServiceSessionsThatAreOpen() {
        ServiceSession first = oak.sessions().open(ServiceUser.READER);
        try (ServiceSession second = oak.sessions().open(ServiceUser.WORKER)) {
            assertTrue(second.jcr().isLive());
            assertEquals(2, oak.openSessions());
        }
        first.close();
        first.close();
        assertEquals(0, oak.openSessions());
    }

    @Test
    void canBeARepositoryThatDoesNotKnowAssetsOfAem() throws RepositoryException {
        try (OakRepository plain = OakRepository.withoutDam()) {
            var types = plain.login().getWorkspace().getNodeTypeManager();
            assertThrows(NoSuchNodeTypeException.class, () -> types.getNodeType("dam:Asset"));
        }
    }
}
