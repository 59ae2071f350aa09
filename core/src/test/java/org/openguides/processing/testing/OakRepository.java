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
 * A real Oak in memory, with the node types of Sling, AEM's assets and ours, and the folders that repoinit makes. As a
 * field with {@code @RegisterExtension} it lives for one test, as a static one for all tests of the class; it may also
 * be opened and closed by hand.
 */
public final class OakRepository implements AutoCloseable, BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private static final List<String> AEM_TYPES = List.of("/nodetypes/sling.cnd", "/nodetypes/dam.cnd");

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

    /** A repository with what our code relies on of AEM. */
    public OakRepository() {
        this(new QueryEngineSettings(), AEM_TYPES, false);
    }

    /** A repository that ends every query that reads more nodes, as Oak does after 100 000 if nothing else is said. */
    public static OakRepository withQueriesUpTo(long nodes) {
        QueryEngineSettings queries = new QueryEngineSettings();
        queries.setLimitReads(nodes);
        return new OakRepository(queries, AEM_TYPES, false);
    }

    /**
     * The repository of a mock of AEM, with all of AEM's node types. The mock makes assets as AEM does, and ends the
     * repository itself. Costs are not counted, and no commit can be made to fail.
     */
    public static OakRepository of(AemContext aem) {
        return new OakRepository(Objects.requireNonNull(aem.getService(SlingRepository.class)));
    }

    /** A repository on which the scripts of the package have run: {@link #sessions()} are those of its service users. */
    public static OakRepository withServiceUsers() {
        return new OakRepository(new QueryEngineSettings(), AEM_TYPES, true);
    }

    /** A repository as on plain Sling, which has never heard of {@code dam:}. */
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

    /** From now on every commit that changes something below this root folder fails, as on a disk without room. */
    public void fillUp(String rootFolder) {
        refused.below(rootFolder);
    }

    /** Lets so many more commits succeed and then no other, as when the process dies between two of them. */
    public void cutOffAfter(int commits) {
        refused.after(commits);
    }

    /** Lets so many more commits succeed, and makes one more, of which it says that it has failed. */
    public void loseAnswerAfter(int commits) {
        store.loseAfter(commits);
    }

    /** Whether it has come to that. */
    public boolean hasLostAnswer() {
        return store.hasLost();
    }

    /** From now on a commit fails that changes a node to more bytes, as on a database whose documents hold no more. */
    public void limitDocuments(long bytes) {
        refused.ofDocumentsOver(bytes);
    }

    /** The nodes that have more bytes than this, with how many. A document store keeps each node as one document. */
    public Map<String, Long> documentsOver(long bytes) {
        return DocumentSizes.over(bytes, store.getRoot());
    }

    /** The next commits that change content cannot be merged, as on a document store that is busy. */
    public void refuseMerges(int commits) {
        refused.merges(commits);
    }

    /** Takes every commit again. */
    public void makeRoom() {
        refused.none();
    }

    /** A session of the administrator; it ends with the repository. */
    public Session login() {
        try {
            return login(InitialState.ADMIN);
        } catch (RepositoryException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A session of a user that the test has made. */
    public Session login(String user, String password) throws RepositoryException {
        return login(new SimpleCredentials(user, password.toCharArray()));
    }

    /** A session of a service user that scripts have made. */
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

    /** Service sessions, all of them the administrator's unless said otherwise; {@link #openSessions()} counts them. */
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

    /** The catalog of the repository's assets; which kind {@link TestCatalogs} tells. */
    public Catalogs catalogs() {
        return catalog.catalogs();
    }

    /** From now on nobody gets a connection to the database of the catalog, or does again. */
    public void cutDatabase(boolean cut) {
        catalog.away().set(cut);
    }

    /** The database of the catalog, for tests that look into it. */
    public DataSource database() {
        return catalog.database();
    }

    /** How many service sessions nobody has closed yet. */
    public int openSessions() {
        return open.get();
    }

    /** What has been asked of the repository since it was opened. */
    public Costs costs() {
        return meter.costs();
    }

    /** Makes a folder, with those on the way to it, where there is none; returns its path. */
    public String folder(String path) {
        return edit(path, () -> ensure(path, "sling:Folder"));
    }

    /** Makes an {@code nt:file} and the folders on the way to it; an old one of that path goes. Returns the path. */
    public String file(String path, String text) {
        return file(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same of bytes. */
    public String file(String path, byte[] bytes) {
        return edit(path, () -> addFile(fresh(path, "nt:file"), bytes));
    }

    /** Makes a {@code dam:Asset} with metadata and an original; an old one of that path goes. Returns the path. */
    public String damAsset(String path, String text) {
        return damAsset(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Makes a {@code dam:Asset} with metadata and an original; an old one of that path goes. Returns the path. */
    public String damAsset(String path, byte[] bytes) {
        return edit(path, () -> {
            Node assetContent = fresh(path, "dam:Asset").addNode("jcr:content", "dam:AssetContent");
            assetContent.addNode("metadata", "nt:unstructured");
            Node renditions = assetContent.addNode("renditions", "nt:folder");
            addFile(renditions.addNode("original", "nt:file"), bytes);
        });
    }

    /** Removes what is at the path. */
    public void remove(String path) {
        edit(path, () -> content.getNode(path).remove());
    }

    private Node fresh(String path, String type) throws RepositoryException {
        if (content.nodeExists(path)) {
            content.getNode(path).remove();
        }
        return ensure(path, type);
    }

    /** The node at the path; where it is missing it gets the type, and those above it become folders. */
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

    /** Sets a property of an asset, or of what is below it; null removes it. */
    public void set(String path, String property, @Nullable Object value) {
        edit(path, () -> {
            String whole = path + "/" + property;
            Node node = content.getNode(PathUtils.getParentPath(whole));
            int type = value instanceof Boolean ? PropertyType.BOOLEAN : PropertyType.STRING;
            node.setProperty(PathUtils.getName(whole), value == null ? null : value.toString(), type);
        });
    }

    /** The store of the binaries. */
    public FaultyBlobs blobs() {
        return store.blobs();
    }

    /** The originals of assets in that store. */
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

    /** Adds what an image has; assets are found by what it says of them. */
    public void put(RepositoryImage image) {
        image.putInto(store);
        edit("/oak:index", () -> content.getNode("/oak:index/terms").setProperty("reindex", true));
    }

    /** Ends the repository with all of its sessions. */
    @Override
    public void close() {
        // Oak waits seconds for each session that is still there
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
