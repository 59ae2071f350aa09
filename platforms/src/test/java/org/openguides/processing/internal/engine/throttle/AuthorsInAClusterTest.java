package org.openguides.processing.internal.engine.throttle;

import javax.jcr.Node;
import javax.jcr.Repository;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.SimpleCredentials;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.jackrabbit.api.JackrabbitRepository;
import org.apache.jackrabbit.oak.jcr.Jcr;
import org.apache.jackrabbit.oak.plugins.document.DocumentNodeStore;
import org.apache.jackrabbit.oak.plugins.document.DocumentNodeStoreBuilder;
import org.apache.jackrabbit.oak.plugins.document.DocumentStore;
import org.apache.jackrabbit.oak.plugins.document.memory.MemoryDocumentStore;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Two nodes on one document store: the commits of an author slow down the node that makes them. */
@EnabledIfSystemProperty(named = "nightly", matches = "true", disabledReason = "needs -Pnightly")
class AuthorsInAClusterTest {

    private static final String AUTHOR = "admin";
    private static final String ASSET = "/content/dam/a";

    private final DocumentStore documents = new MemoryDocumentStore();
    private final ClusterNode east = new ClusterNode(1);
    private final ClusterNode west = new ClusterNode(2);

    /** One of them; the author sends requests to each. */
    private final class ClusterNode {

        private final DocumentNodeStore store;
        private final Repository repository;
        private final AuthorCommits commits;
        private final AtomicInteger observed = new AtomicInteger();

        ClusterNode(int id) {
            store = DocumentNodeStoreBuilder.newDocumentNodeStoreBuilder()
                    .setDocumentStore(documents)
                    .setClusterId(id)
                    .setAsyncDelay(0)
                    .build();
            repository = new Jcr(store).createRepository();
            synchronise(); // or the next node would set up the repository too
            AtomicLong now = new AtomicLong();
            ActiveUsers users = new ActiveUsers(now::get);
            users.note(AUTHOR);
            commits = new AuthorCommits(users, now::get);
        }

        void observe() throws RepositoryException {
            NodeForeground.observe(
                    login().getWorkspace().getObservationManager(),
                    events -> {
                        commits.onEvent(events);
                        observed.incrementAndGet();
                    },
                    List.of("/content/dam"));
        }

        void save(String path, String type) throws RepositoryException {
            Session session = login();
            Node parent = session.getNode(path.substring(0, path.lastIndexOf('/')));
            parent.addNode(path.substring(path.lastIndexOf('/') + 1), type);
            session.save();
            session.logout();
        }

        /** Tells the other node what this one has committed, and learns what that one has told. */
        void synchronise() {
            store.runBackgroundOperations();
        }

        Session login() throws RepositoryException {
            return repository.login(new SimpleCredentials(AUTHOR, AUTHOR.toCharArray()));
        }

        void close() {
            ((JackrabbitRepository) repository).shutdown();
            store.dispose();
        }
    }

    @AfterEach
    void close() {
        west.close();
        east.close();
    }

    @Test
    void whatAnAuthorCommitsThroughTheOtherNodeDoesNotCountHere() throws Exception {
        Session session = east.login();
        session.getRootNode().addNode("content").addNode("dam");
        session.save();
        session.logout();
        east.synchronise();
        west.synchronise();
        east.observe();
        west.observe();

        west.save(ASSET, "nt:unstructured");
        Awaitility.await("west").until(() -> west.observed.get() == 1);
        assertTrue(west.commits.areRecent());

        west.synchronise();
        east.synchronise();
        assertTrue(east.login().nodeExists(ASSET), "east knows of it");
        assertFalse(east.commits.areRecent());

        // events come in the order of the commits, so that this one is not the first if that one has been observed
        east.save(ASSET + "/b", "nt:unstructured");
        Awaitility.await("east").until(() -> east.observed.get() > 0);
        assertEquals(1, east.observed.get());
        assertTrue(east.commits.areRecent());
    }
}
