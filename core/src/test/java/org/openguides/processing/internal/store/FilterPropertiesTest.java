package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.Session;

import java.time.Instant;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.FileType;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class FilterPropertiesTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    @Test
    void keepsAllFieldsThatAreSet() throws Exception {
        Session session = oak.login();
        Node run = session.getRootNode().addNode("run", "nt:unstructured");
        AssetFilter filter = AssetFilter.ALL
                .withFileTypes(Set.of(FileType.DITA_MAP, FileType.HTML_CSS))
                .withCreated(NOON, null)
                .withSkipProcessed(true);

        FilterProperties.write(run, filter);

        assertEquals(filter, FilterProperties.read(run));
        session.logout();
    }

    @Test
    void leavesARunAloneOfWhichItDoesNotKnowAFieldOfTheFilter() throws Exception {
        Session session = oak.login();
        Node run = session.getRootNode().addNode("run", "nt:unstructured");
        FilterProperties.write(run, AssetFilter.ALL);
        run.setProperty("filterFields", new String[] {"largerThan"});

        assertThrows(UnknownFormatException.class, () -> FilterProperties.read(run));
        session.logout();
    }
}
