package org.openguides.platforms;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.SimpleCredentials;

import java.io.File;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import org.apache.jackrabbit.api.JackrabbitRepository;
import org.apache.jackrabbit.commons.JcrUtils;
import org.apache.jackrabbit.commons.cnd.CndImporter;
import org.apache.jackrabbit.oak.Oak;
import org.apache.jackrabbit.oak.jcr.Jcr;
import org.apache.jackrabbit.oak.plugins.index.AsyncIndexUpdate;
import org.apache.jackrabbit.oak.plugins.index.CompositeIndexEditorProvider;
import org.apache.jackrabbit.oak.plugins.index.counter.NodeCounterEditorProvider;
import org.apache.jackrabbit.oak.plugins.index.lucene.IndexTracker;
import org.apache.jackrabbit.oak.plugins.index.lucene.LuceneIndexEditorProvider;
import org.apache.jackrabbit.oak.plugins.index.lucene.LuceneIndexProvider;
import org.apache.jackrabbit.oak.plugins.index.lucene.hybrid.DocumentQueue;
import org.apache.jackrabbit.oak.plugins.memory.MemoryNodeStore;
import org.apache.jackrabbit.oak.spi.commit.Observer;
import org.apache.jackrabbit.oak.spi.query.QueryIndexProvider;
import org.apache.jackrabbit.vault.fs.io.ImportOptions;
import org.apache.jackrabbit.vault.packaging.VaultPackage;
import org.apache.jackrabbit.vault.packaging.impl.PackageManagerImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openguides.processing.internal.catalog.JcrCatalog;
import org.openguides.processing.internal.catalog.Term;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The package of the index, installed into an Oak with Lucene that holds much that is none of ours. */
class IndexTest {

    private static final int OTHERS = Integer.parseInt(System.getProperty("openguides.others"));
    private static final int OTHERS_IN_FOLDER = 500;
    private static final String INDEX = "/oak:index/ogbp.terms-1-custom-1";
    private static final SimpleCredentials ADMIN = new SimpleCredentials("admin", "admin".toCharArray());

    private final MemoryNodeStore store = new MemoryNodeStore();
    private final IndexTracker tracker = new IndexTracker();
    private final LuceneIndexProvider lucene = new LuceneIndexProvider(tracker);
    private final VisitedNodes visited = new VisitedNodes(lucene(tracker));
    /** A lane stands still while it lacks a provider: a new repository has an index of the node counter there. */
    private final AsyncIndexUpdate lane = new AsyncIndexUpdate(
            "async", store, new CompositeIndexEditorProvider(visited, new NodeCounterEditorProvider()));

    private JackrabbitRepository repository;
    private Session session;
    private int before;

    @BeforeEach
    void contentOfOthersAndThenTheIndex() throws Exception {
        repository = (JackrabbitRepository) new Jcr(new Oak(store))
                .with((QueryIndexProvider) lucene)
                .with((Observer) lucene)
                .with(visited)
                .createRepository();
        session = repository.login(ADMIN);
        try (InputStream types =
                Objects.requireNonNull(JcrCatalog.class.getResourceAsStream("/SLING-INF/nodetypes/openguides.cnd"))) {
            CndImporter.registerNodeTypes(new InputStreamReader(types, StandardCharsets.UTF_8), session);
        }
        for (int i = 0; i < OTHERS; i++) {
            JcrUtils.getOrCreateByPath("/content/site/f" + i / OTHERS_IN_FOLDER + "/n" + i, "nt:unstructured", session)
                    .setProperty("identity", new String[] {"map"});
            if (i % OTHERS_IN_FOLDER == 0) {
                session.save();
            }
        }
        session.save();
        run();
        before = visited.count();
        install(new File(System.getProperty("openguides.index")));
    }

    /** With the queue of what is indexed at once the provider leaves the rest to the lane, as it does on AEM. */
    private static LuceneIndexEditorProvider lucene(IndexTracker tracker) {
        LuceneIndexEditorProvider provider = new LuceneIndexEditorProvider();
        provider.setIndexingQueue(new DocumentQueue(OTHERS_IN_FOLDER, tracker, Runnable::run));
        return provider;
    }

    private void run() {
        lane.run();
        assertFalse(lane.isFailing(), "the lane");
    }

    private void install(File file) throws Exception {
        try (VaultPackage index = new PackageManagerImpl().open(file)) {
            index.extract(session, new ImportOptions());
        }
        assertTrue(session.nodeExists(INDEX));
    }

    @AfterEach
    void close() {
        session.logout();
        repository.shutdown();
    }

    @Test
    void theIndexVisitsAndHoldsNothingButContent() throws RepositoryException {
        processed("/content/dam/p/m.ditamap", "identity", "map");
        run();
        int visits = visited.count() - before;
        System.out.printf("| index installed beside %d other nodes | %d nodes visited |%n", OTHERS, visits);
        assertTrue(visits > 0 && visits < 20, visits + " nodes visited");
        assertEquals(List.of("/content/dam/p/m.ditamap"), maps("/content/dam"));
    }

    @Test
    void namesOfEarlierBuildsAreFoundToo() throws RepositoryException {
        processed("/content/dam/p/new.ditamap", "identity", "map");
        processed("/content/dam/p/old.ditamap", "openguides:identity", "map");
        processed("/content/dam/q/old.ditamap", "openguides:identity", "map");
        run();
        assertEquals(List.of("/content/dam/p/new.ditamap", "/content/dam/p/old.ditamap"), maps("/content/dam/p"));
    }

    /** Files may say anything. */
    @Test
    void eachKindOfTermIsFoundByTheQueriesOfTheCatalog() throws RepositoryException {
        String name = "it's \"a\" [b] & \u00fc%.dita";
        List<Term> terms = List.of(
                Term.map(),
                Term.uuid("GUID-1"),
                Term.refersToName(name),
                Term.refersToPath("/content/dam/q/" + name),
                Term.refersToUuid("GUID-1"),
                Term.refersToKey("scope.key"));
        for (int i = 0; i < terms.size(); i++) {
            Term.Field field = terms.get(i).field();
            processed("/content/dam/p/new" + i, field.property(), terms.get(i).text());
            processed(
                    "/content/dam/p/old" + i,
                    field.formerProperty(),
                    terms.get(i).text());
            processed("/content/dam/q/new" + i, field.property(), terms.get(i).text());
        }
        run();
        for (int i = 0; i < terms.size(); i++) {
            assertEquals(
                    List.of("/content/dam/p/new" + i, "/content/dam/p/old" + i),
                    assets(terms.get(i), "/content/dam/p"));
        }
    }

    @Test
    void whatASaveHasWrittenIsFoundBeforeTheLaneRuns() throws RepositoryException {
        run();
        processed("/content/dam/p/m.ditamap", "identity", "map");
        assertEquals(List.of("/content/dam/p/m.ditamap"), maps("/content/dam/p"));
    }

    /** Found by a walk, which sees files; the nodes of the other tests only an index can find. */
    @Test
    void contentElsewhereIsFoundWithoutTheIndex() throws RepositoryException {
        run();
        JcrUtils.getOrCreateByPath("/content/manuals", "nt:folder", session);
        Node content = JcrUtils.putFile(
                        session.getNode("/content/manuals"), "m.ditamap", "text/xml", InputStream.nullInputStream())
                .getNode("jcr:content");
        content.addMixin("openguides:Processed");
        content.addNode("openguides", "nt:unstructured").setProperty("identity", new String[] {"map"});
        session.save();
        assertEquals(List.of("/content/manuals/m.ditamap"), maps("/content/manuals"));
    }

    private List<String> maps(String folder) throws RepositoryException {
        return assets(Term.map(), folder);
    }

    private List<String> assets(Term term, String folder) throws RepositoryException {
        Session fresh = repository.login(ADMIN);
        List<String> assets = new JcrCatalog(fresh).assetsWith(term, folder);
        fresh.logout();
        return assets;
    }

    private void processed(String path, String property, String term) throws RepositoryException {
        JcrUtils.getOrCreateByPath(path + "/jcr:content/openguides", "nt:unstructured", session)
                .setProperty(property, new String[] {term});
        session.save();
    }
}
