package org.openguides.processing.internal.catalog;

import javax.jcr.Property;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.internal.dita.DocumentFacts;
import org.openguides.processing.testing.OakRepository;
import org.openguides.processing.testing.ProcessedContent;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Properties that are specific to the catalog in the repository. */
class JcrCatalogTest {

    /** Oak checks the limit of a query each time it has read this number of nodes. */
    private static final int MANY = 10_000;

    @RegisterExtension
    final OakRepository oak = OakRepository.withQueriesUpTo(MANY / 2);

    @Test
    void corruptFactsCountAsNone() throws Exception {
        new ProcessedContent(oak)
                .files("/content/dam/p/a.dita", "<topic id='a'><title>A</title><body><xref href='x'/></body></topic>");
        Session session = oak.login();
        session.getNode("/content/dam/p/a.dita/jcr:content/openguides")
                .setProperty("references", new String[] {"a\tb\tc\tNaN"});
        session.save();

        assertEquals(DocumentFacts.NONE, new JcrCatalog(session).document("/content/dam/p/a.dita"));
    }

    @Test
    void aReferenceOfAKindThatOnlyALaterVersionKnowsIsLeftOut() throws Exception {
        new ProcessedContent(oak)
                .files(
                        "/content/dam/p/a.dita",
                        "<topic id='a'><title>A</title><body><p><xref href='x'/><xref href='y'/></p></body></topic>");
        Session session = oak.login();
        Property references = session.getProperty("/content/dam/p/a.dita/jcr:content/openguides/references");
        String[] fields = references.getValues()[0].getString().split("\t");
        fields[4] = "HOLOGRAM";
        references.setValue(new String[] {String.join("\t", fields), references.getValues()[1].getString()});
        session.save();

        assertEquals(
                List.of("y"),
                new JcrCatalog(session)
                        .document("/content/dam/p/a.dita").references().stream()
                                .map(reference -> reference.value())
                                .toList());
    }

    @Test
    void assetsAreFoundThoughOakEndsTheQuery() throws Exception {
        new ProcessedContent(oak)
                .files(
                        "/content/dam/p/b.ditamap", "<map><topicref href='a.dita'/></map>",
                        "/content/dam/p/a.dita", "<topic id='a'><title>A</title></topic>",
                        "/content/dam/p/a/c.ditamap", "<map/>");
        Session session = oak.login();
        JcrCatalog underTest = new JcrCatalog(session);
        List<String> maps = underTest.assetsWith(Term.map(), "/content/dam/p");

        manyOthers(session, Term.map());

        assertEquals(List.of("/content/dam/p/a/c.ditamap", "/content/dam/p/b.ditamap"), maps);
        assertEquals(maps, underTest.assetsWith(Term.map(), "/content/dam/p"));
    }

    /** Creates nodes that the query reads and that do not belong to assets. */
    private static void manyOthers(Session session, Term term) throws RepositoryException {
        for (int i = 0; i < MANY; i++) {
            session.getNode("/content/dam/p")
                    .addNode(term.field() + "-" + i, "nt:unstructured")
                    .setProperty(term.field().property(), new String[] {term.text()});
        }
        session.save();
    }
}
