package org.openguides.processing.testing;

import javax.jcr.Node;
import javax.jcr.PathNotFoundException;
import javax.jcr.PropertyType;
import javax.jcr.Repository;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.SimpleCredentials;
import javax.jcr.Value;
import javax.sql.DataSource;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.wcm.testing.mock.aem.junit5.AemContext;
import org.apache.jackrabbit.api.JackrabbitRepository;
import org.apache.jackrabbit.oak.Oak;
import org.apache.jackrabbit.oak.commons.PathUtils;
import org.apache.jackrabbit.oak.jcr.Jcr;
import org.apache.jackrabbit.oak.plugins.memory.EmptyNodeState;
import org.apache.jackrabbit.oak.query.QueryEngineSettings;
import org.apache.jackrabbit.oak.spi.commit.Observer;
import org.apache.jackrabbit.oak.spi.query.QueryIndexProvider;
import org.apache.jackrabbit.oak.stats.StatisticsProvider;
import org.apache.sling.jcr.api.SlingRepository;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.testing.earlier.RepositoryImage;

/**
 * A real in-memory Oak with the node types of Sling, AEM's assets and this bundle, and the folders created by repoinit.
 * Used as a field with {@code @RegisterExtension}: an instance field lasts for one test, a static one for all tests of
 * the class. It may also be opened and closed explicitly.
 */
public final class OakRepository implements AutoCloseable, BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private static final List<String> AEM_TYPES = List.of("/nodetypes/sling.cnd", "/nodetypes/dam.cnd");

    static {
        // a busy machine may stop a thread for seconds; a test that fails then takes longer to do so
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
    }

    private final LostAnswers store;
    private final Repository repository;
    private final Session content;
    private final Queue<Session> logins = new ConcurrentLinkedQueue<>();
    private final AtomicInteger open = new AtomicInteger();
    private final CostMeter meter = new CostMeter();
    private final TestCatalogs.OpenCatalog catalog = TestCatalogs.chosen().open();
    private boolean shared;
    private final RefusedCommits refused = new RefusedCommits();
    private final boolean serviceUsers;

    /** Creates a repository with the parts of AEM that the code relies on. */
    public OakRepository() {
        this(new QueryEngineSettings(), AEM_TYPES, false);
    }

    /** Creates a repository with a limit of nodes read by a query, for which Oak's default is 100 000. */
    public static OakRepository withQueriesUpTo(long nodes) {
        QueryEngineSettings queries = new QueryEngineSettings();
        queries.setLimitReads(nodes);
        return new OakRepository(queries, AEM_TYPES, false);
    }

    /**
     * Wraps the repository of an AEM mock, with all node types of AEM. The mock creates assets like AEM does, and
     * closes the repository itself. Costs are not counted, and commits cannot be made to fail.
     */
    public static OakRepository of(AemContext aem) {
        return new OakRepository(Objects.requireNonNull(aem.getService(SlingRepository.class)));
    }

    /**
     * Creates a repository on which the package's scripts have run; {@link #sessions()} are those of its service users.
     */
    public static OakRepository withServiceUsers() {
        return new OakRepository(new QueryEngineSettings(), AEM_TYPES, true);
    }

    /** Creates a repository like that of plain Sling, without the namespace {@code dam:}. */
    public static OakRepository withoutDam() {
        return new OakRepository(new QueryEngineSettings(), List.of("/nodetypes/sling.cnd"), false);
    }

    private OakRepository(QueryEngineSettings queries, List<String> nodeTypes, boolean serviceUsers) {
        this.serviceUsers = serviceUsers;
        store = new LostAnswers(new InitialState(nodeTypes, serviceUsers).root());
        Oak oak = new Oak(store);
        oak.getWhiteboard().register(StatisticsProvider.class, meter.calls(), Map.of());
        repository = new Jcr(oak)
                .with(Repoinit.usersAsOnSling())
                .with(refused)
                .with((Observer) meter)
                .with((QueryIndexProvider) meter)
                .with(queries)
                .createRepository();
        content = login();
    }

    private OakRepository(Repository repository) {
        this.repository = repository;
        serviceUsers = false;
        store = new LostAnswers(EmptyNodeState.EMPTY_NODE); // the mock has its own
        content = login();
        edit("/", () -> InitialState.prepare(content, List.of("/aem.cnd")));
    }

    /** Makes every commit that changes something below this root folder fail, as with a full disk. */
    public void fillUp(String rootFolder) {
        refused.below(rootFolder);
    }

    /** Makes all commits after the given number fail, as if the process had died in between. */
    public void cutOffAfter(int commits) {
        refused.after(commits);
    }

    /** Makes the commit after the given number of further ones, but reports it as failed. */
    public void loseAnswerAfter(int commits) {
        store.loseAfter(commits);
    }

    /** Returns whether that has happened. */
    public boolean hasLostAnswer() {
        return store.hasLost();
    }

    /** Makes commits fail that increase a node beyond a size, as with the document limit of a database. */
    public void limitDocuments(long bytes) {
        refused.ofDocumentsOver(bytes);
    }

    /** Returns the nodes that exceed a size, with their sizes. A document store keeps each node as one document. */
    public Map<String, Long> documentsOver(long bytes) {
        return DocumentSizes.over(bytes, store.getRoot());
    }

    /** Makes the next commits of content fail to merge, as with a busy document store. */
    public void refuseMerges(int commits) {
        refuseMerges(RefusedCommits.CONTENT, commits);
    }

    /** Makes the next commits fail to merge that change something below this root folder. */
    public void refuseMerges(String rootFolder, int commits) {
        refused.merges(rootFolder, commits);
    }

    /** Returns how many merges are still to fail. */
    public int mergesToRefuse() {
        return refused.mergesLeft();
    }

    /** Accepts all commits again. */
    public void makeRoom() {
        refused.none();
    }

    /** Opens an administrative session, which is closed with the repository. */
    public Session login() {
        try {
            return login(InitialState.ADMIN);
        } catch (RepositoryException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Opens a session of a user that the test has created. */
    public Session login(String user, String password) throws RepositoryException {
        return login(new SimpleCredentials(user, password.toCharArray()));
    }

    /** Opens a session of a service user that the scripts have created. */
    public Session loginAs(String serviceUser) {
        try {
            Session session = content.impersonate(new SimpleCredentials(serviceUser, new char[0]));
            logins.add(session);
            return session;
        } catch (RepositoryException e) {
            throw new IllegalStateException(e);
        }
    }

    private Session login(SimpleCredentials credentials) throws RepositoryException {
        Session session = repository.login(credentials);
        logins.add(session);
        return session;
    }

    /** Returns service sessions, which are administrative by default; {@link #openSessions()} counts them. */
    public ServiceSessions sessions() {
        return user -> {
            Session session = serviceUsers ? loginAs(Repoinit.userOf(user)) : login();
            AtomicBoolean closed = new AtomicBoolean();
            open.incrementAndGet();
            meter.sessionOpened();
            return new ServiceSession(session, () -> {
                if (!closed.getAndSet(true)) {
                    session.logout();
                    logins.remove(session);
                    open.decrementAndGet();
                }
            });
        };
    }

    /** Returns the catalog of the repository; its kind is determined by {@link TestCatalogs}. */
    public Catalogs catalogs() {
        return catalog.catalogs();
    }

    /** Cuts or restores the connections to the catalog's database. */
    public void cutDatabase(boolean cut) {
        catalog.away().set(cut);
    }

    /** Returns the database of the catalog, for direct access by tests. */
    public DataSource database() {
        return catalog.database();
    }

    /** Returns the number of service sessions that have not been closed. */
    public int openSessions() {
        return open.get();
    }

    /** Returns the operations since the repository was opened. */
    public Costs costs() {
        return meter.costs();
    }

    /** Creates a folder and its ancestors if missing; returns its path. */
    public String folder(String path) {
        return edit(path, () -> ensure(path, "sling:Folder"));
    }

    /** Creates an {@code nt:file} and its folders, and replaces an existing one. Returns the path. */
    public String file(String path, String text) {
        return file(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Creates a file with the given bytes. */
    public String file(String path, byte[] bytes) {
        return edit(path, () -> addFile(fresh(path, "nt:file"), bytes));
    }

    /** Creates a {@code dam:Asset} with metadata and an original, and replaces an existing one. Returns the path. */
    public String damAsset(String path, String text) {
        return damAsset(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Creates a {@code dam:Asset} with metadata and an original, and replaces an existing one. Returns the path. */
    public String damAsset(String path, byte[] bytes) {
        return edit(path, () -> {
            Node assetContent = fresh(path, "dam:Asset").addNode("jcr:content", "dam:AssetContent");
            assetContent.addNode("metadata", "nt:unstructured");
            Node renditions = assetContent.addNode("renditions", "nt:folder");
            addFile(renditions.addNode("original", "nt:file"), bytes);
        });
    }

    /** Removes the node at the path. */
    public void remove(String path) {
        edit(path, () -> content.getNode(path).remove());
    }

    private Node fresh(String path, String type) throws RepositoryException {
        if (content.nodeExists(path)) {
            content.getNode(path).remove();
        }
        return ensure(path, type);
    }

    /** Returns the node at the path; creates it with the type if missing, and missing ancestors as folders. */
    private Node ensure(String path, String type) throws RepositoryException {
        try {
            return content.getNode(path);
        } catch (PathNotFoundException missing) {
            int slash = path.lastIndexOf('/');
            Node parent = slash == 0 ? content.getRootNode() : ensure(path.substring(0, slash), "sling:Folder");
            return parent.addNode(path.substring(slash + 1), type);
        }
    }

    private void addFile(Node file, byte[] bytes) throws RepositoryException {
        Node resource = file.addNode("jcr:content", "nt:resource");
        Value data = content.getValueFactory()
                .createValue(content.getValueFactory().createBinary(new ByteArrayInputStream(bytes)));
        resource.setProperty("jcr:data", data);
        originals().add(data);
    }

    /** Sets a property on an asset or a descendant; null removes it. */
    public void set(String path, String property, @Nullable Object value) {
        edit(path, () -> {
            String whole = path + "/" + property;
            Node node = content.getNode(PathUtils.getParentPath(whole));
            int type = value instanceof Boolean ? PropertyType.BOOLEAN : PropertyType.STRING;
            node.setProperty(PathUtils.getName(whole), value == null ? null : value.toString(), type);
        });
    }

    /** Returns the store of the binaries. */
    public FaultyBlobs blobs() {
        return store.blobs();
    }

    /** Returns the originals of assets in that store. */
    public Originals originals() {
        return new Originals(content, store.blobs());
    }

    private String edit(String path, Change change) {
        try {
            content.refresh(false);
            change.make();
            content.save();
            return path;
        } catch (RepositoryException e) {
            throw new IllegalStateException(path, e);
        }
    }

    /** Adds the contents of an image; the assets in it are indexed. */
    public void put(RepositoryImage image) {
        image.putInto(store);
        edit("/oak:index", () -> content.getNode("/oak:index/terms").setProperty("reindex", true));
    }

    /** Closes the repository with all its sessions. */
    @Override
    public void close() {
        // Oak waits several seconds for each open session
        logins.forEach(Session::logout);
        if (repository instanceof JackrabbitRepository ours) {
            ours.shutdown();
        }
        catalog.close();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        shared = true;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!shared) {
            close();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    private interface Change {
        void make() throws RepositoryException;
    }
}
