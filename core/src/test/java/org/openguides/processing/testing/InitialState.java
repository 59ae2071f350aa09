package org.openguides.processing.testing;

import javax.jcr.Node;
import javax.jcr.PropertyType;
import javax.jcr.Repository;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.SimpleCredentials;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.jackrabbit.api.JackrabbitRepository;
import org.apache.jackrabbit.commons.JcrUtils;
import org.apache.jackrabbit.commons.cnd.CndImporter;
import org.apache.jackrabbit.commons.cnd.ParseException;
import org.apache.jackrabbit.oak.Oak;
import org.apache.jackrabbit.oak.jcr.Jcr;
import org.apache.jackrabbit.oak.plugins.memory.MemoryNodeStore;
import org.apache.jackrabbit.oak.spi.state.NodeState;

/**
 * What a repository has before a test changes it. Node types and service users take a tenth of a second of CPU time, and more
 * than a thousand tests have a repository each: so it is made once in a JVM, and shared. A state is immutable.
 *
 * @param nodeTypes    names of the CND resources, in their order, without that of our bundle
 * @param serviceUsers whether the scripts of the package have run
 */
record InitialState(List<String> nodeTypes, boolean serviceUsers) {

    static final SimpleCredentials ADMIN = new SimpleCredentials("admin", "admin".toCharArray());

    private static final Map<InitialState, NodeState> ROOTS = new ConcurrentHashMap<>();

    /** The root of the repository. */
    NodeState root() {
        return ROOTS.computeIfAbsent(this, InitialState::create);
    }

    private NodeState create() {
        MemoryNodeStore store = new MemoryNodeStore();
        Repository repository =
                new Jcr(new Oak(store)).with(Repoinit.usersAsOnSling()).createRepository();
        try {
            Session session = repository.login(ADMIN);
            prepare(session, nodeTypes);
            if (serviceUsers) {
                Repoinit.run(session);
            }
            session.logout();
            return store.getRoot();
        } catch (RepositoryException e) {
            throw new IllegalStateException(e);
        } finally {
            ((JackrabbitRepository) repository).shutdown();
        }
    }

    /** Adds node types, our index and our folders to a repository that may have more. */
    static void prepare(Session session, List<String> nodeTypes) throws RepositoryException {
        for (String cnd : nodeTypes) {
            register(session, cnd);
        }
        register(session, "/SLING-INF/nodetypes/openguides.cnd");
        index(session);
        for (String path :
                List.of("/content/dam", "/var/openguides/runs", "/var/openguides/claims", "/var/openguides/status")) {
            JcrUtils.getOrCreateByPath(path, "sling:Folder", session);
        }
        session.save();
    }

    /** Finds by the properties of the index that ships, but at once; Lucene is not there for the Oak of these tests. */
    private static void index(Session session) throws RepositoryException {
        Node index = session.getNode("/oak:index").addNode("terms", "oak:QueryIndexDefinition");
        index.setProperty("type", "property");
        index.setProperty("propertyNames", ShippedIndex.properties(), PropertyType.NAME);
        index.setProperty("tags", ShippedIndex.tags());
        index.setProperty("reindex", true);
    }

    private static void register(Session session, String cnd) throws RepositoryException {
        try (InputStream in = Objects.requireNonNull(InitialState.class.getResourceAsStream(cnd), cnd);
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            CndImporter.registerNodeTypes(reader, session);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParseException e) {
            throw new IllegalStateException(cnd, e);
        }
    }
}
