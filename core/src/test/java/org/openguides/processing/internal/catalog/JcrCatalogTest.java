package org.openguides.processing.internal.catalog;

import javax.jcr.Session;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.testing.OakRepository;
import org.openguides.processing.testing.ProcessedContent;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What is peculiar to the catalog in the repository. */
class JcrCatalogTest {

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    @Test
    void factsThatSomebodyHasSpoiledCountAsNone() throws Exception {
        new ProcessedContent(oak)
                .files("/content/dam/p/a.dita", "<topic id='a'><title>A</title><body><xref href='x'/></body></topic>");
        Session session = oak.login();
        session.getNode("/content/dam/p/a.dita/jcr:content/openguides")
                .setProperty("references", new String[] {"a\tb\tc\tNaN"});
        session.save();

        assertEquals(DocumentFacts.NONE, new JcrCatalog(session).document("/content/dam/p/a.dita"));
    }

    @Test
    void assetsAreFoundThoughOakEndsTheQuery() throws Exception {
        new ProcessedContent(oak)
                .files(
                        "/content/dam/p/b.ditamap", "<map><topicref href='a.dita'/></map>",
                        "/content/dam/p/a.dita", "<topic id='a'><title>A</title></topic>",
                        "/content/dam/p/a/c.ditamap", "<map/>",
                        "/content/dam/q/d.ditamap", "<map/>");
        JcrCatalog underTest = new JcrCatalog(oak.login());
        List<String> maps = underTest.assetsWith(Term.map(), "/content/dam/p");

        oak.endQueriesAfter(1);

        assertEquals(List.of("/content/dam/p/a/c.ditamap", "/content/dam/p/b.ditamap"), maps);
        assertEquals(maps, underTest.assetsWith(Term.map(), "/content/dam/p"));
        assertEquals(
                List.of("/content/dam/p/b.ditamap"),
                underTest.assetsWith(Term.refersToName("a.dita"), "/content/dam/p"));
    }
}
