package org.openguides.processing.internal.catalog.database;

import javax.jcr.Node;
import javax.jcr.Repository;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.SimpleCredentials;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

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
import org.openguides.processing.internal.session.LocalChanges;
import org.openguides.processing.internal.session.ServiceSession;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** Two nodes on one document store: what is removed is seen to by the node that removes it, and by no other. */
@EnabledIfSystemProperty(named = "nightly", matches = "true", disabledReason = "needs -Pnightly")
class RemovalsInAClusterTest {

    private final DocumentStore documents = new MemoryDocumentStore();
    private final ClusterNode east = new ClusterNode(1);
    private final ClusterNode west = new ClusterNode(2);

    private final class ClusterNode {

        private final DocumentNodeStore store;
        private final Repository repository;
        private final ContentChanges changes = new ContentChanges();
        private final LocalChanges listening =
                new LocalChanges(user -> open(), changes, ContentChanges.EVENTS, List.of("/content/dam"));

        ClusterNode(int id) {
            store = DocumentNodeStoreBuilder.newDocumentNodeStoreBuilder()
                    .setDocumentStore(documents)
                    .setClusterId(id)
                    .setAsyncDelay(0)
                    .build();
            repository = new Jcr(store).createRepository();
            synchronise(); // or the next node would set up the repository too
        }

        void observe() throws RepositoryException {
            listening.listen();
        }

        void remove(String path) throws RepositoryException {
            Session session = login();
            session.removeItem(path);
            session.save();
            session.logout();
        }

        String awaitRemoval() {
            AtomicReference<String> removed = new AtomicReference<>("");
            Awaitility.await().until(() -> {
                changes.poll().ifPresent(change -> removed.set(change.path()));
                return !removed.get().isEmpty();
            });
            return removed.get();
        }

        /** Tells the other node what this one has committed, and learns what that one has told. */
        void synchronise() {
            store.runBackgroundOperations();
        }

        private ServiceSession open() {
            try {
                Session session = login();
                return new ServiceSession(session, session::logout);
            } catch (RepositoryException e) {
                throw new IllegalStateException(e);
            }
        }

        Session login() throws RepositoryException {
            return repository.login(new SimpleCredentials("admin", "admin".toCharArray()));
        }

        void close() {
            listening.close();
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
    void aRemovalIsSeenToOnce() throws Exception {
        Session session = east.login();
        Node folder = session.getRootNode().addNode("content").addNode("dam");
        folder.addNode("a");
        folder.addNode("b");
        session.save();
        session.logout();
        east.synchronise();
        west.synchronise();
        east.observe();
        west.observe();

        west.remove("/content/dam/a");
        assertEquals("/content/dam/a", west.awaitRemoval());
        west.synchronise();
        east.synchronise();
        assertFalse(east.login().nodeExists("/content/dam/a"), "east knows of it");

        // events come in the order of the commits, so that this one is not the first if that one has been observed
        east.remove("/content/dam/b");
        assertEquals("/content/dam/b", east.awaitRemoval());
        assertEquals(true, east.changes.poll().isEmpty());
    }
}
