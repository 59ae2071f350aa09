package org.openguides.processing.internal.engine;

import javax.jcr.Node;
import javax.jcr.Property;
import javax.jcr.PropertyIterator;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.GuidesProperties;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.WrongStateException;
import org.openguides.processing.internal.access.Operators;
import org.openguides.processing.internal.access.Requesters;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.catalog.Standing;
import org.openguides.processing.internal.engine.coordination.Coordinations;
import org.openguides.processing.internal.engine.coordination.RunAcquirer;
import org.openguides.processing.internal.engine.coordination.RunCoordinator;
import org.openguides.processing.internal.engine.lifecycle.RunLifecycle;
import org.openguides.processing.internal.engine.selection.SelectionWorker;
import org.openguides.processing.internal.engine.supervision.Supervisor;
import org.openguides.processing.internal.engine.supervision.WorkerThreads;
import org.openguides.processing.internal.engine.throttle.Foreground;
import org.openguides.processing.internal.engine.throttle.Pace;
import org.openguides.processing.internal.engine.throttle.Throttle;
import org.openguides.processing.internal.engine.work.PartitionWorker;
import org.openguides.processing.internal.engine.work.Suspects;
import org.openguides.processing.internal.engine.work.Workbench;
import org.openguides.processing.internal.guides.GuidesSettings;
import org.openguides.processing.internal.runlog.JcrRunLogReader;
import org.openguides.processing.internal.runlog.RunLogWriter;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.internal.store.SupersededException;
import org.openguides.processing.spi.AssetProcessor;
import org.openguides.processing.spi.ItemResult;
import org.openguides.processing.spi.PropertyChange;
import org.openguides.processing.testing.OakRepository;

/** An engine on a real Oak, with small sizes, a clock that stands still and a processor that does as it is told. */
public final class TestEngine {

    /** Something that may happen in the middle of the work. */
    interface Event {
        void happen() throws RepositoryException;
    }

    public final OakRepository oak;
    final TestClock clock;
    public final List<String> processed = new ArrayList<>();
    final Map<String, ItemResult> results = new HashMap<>();
    public List<PropertyChange> changes = List.of();
    /** What of AEM Guides runs may write that are started from now on. */
    GuidesProperties guidesProperties = GuidesProperties.WRITE;

    /** Processors that are called after the first one. */
    List<AssetProcessor> others = List.of();

    /** Whether each asset counts how often its outcome is committed. */
    boolean countsCommits;

    AssetProcessor processor = this::process;
    AssetLinks links = (run, session) ->
            (assets, doubtful) -> Collections.nCopies(assets.size(), new AssetLinks.Links(List.of(), List.of()));
    int stopAfter = Integer.MAX_VALUE;
    /** Done each time that the coordinator or a worker looks whether the system stops. */
    Runnable beforeEachLook = () -> {};

    int partitionSize = 10;
    int batchSize = 4;
    boolean renewOutdated = true;
    private boolean jobIsLost;
    Duration pollInterval = Duration.ofMillis(10);

    /** The nodes that have left the cluster. */
    final Set<String> left = ConcurrentHashMap.newKeySet();

    ErrorBudget.Rule errorBudget = ErrorBudget.Rule.NONE;
    Duration assetTime = Duration.ofSeconds(30);
    Duration catalogWait = Duration.ofMinutes(10);
    Duration storageWait = Duration.ofMinutes(10);
    Duration laterWait = Duration.ofMinutes(5);
    Duration stepTime = Duration.ofMinutes(5);
    Duration commitTime = Duration.ofMinutes(5);
    Duration failing = Duration.ofMinutes(3);
    /** Longer than any test, as its clock stands still. */
    Duration turn = Duration.ofDays(1);

    int mostAbandoned = 4;
    WorkerThreads threads = new WorkerThreads(1000);
    /** Tells the types of assets; by their names alone if nothing else is said. */
    TypeDetector types = asset -> asset.name().endsWith(".dita") ? FileType.DITA_TOPIC : FileType.OTHERS;

    public Suspects suspects = Suspects.none("1");
    /** Who works on partitions: the coordinator himself, one after the other, or others while he goes on. */
    Executor workers = Runnable::run;
    /** Who selects; the coordinator's thread, too, if nothing else is said. */
    Executor selectors = Runnable::run;

    Catalogs catalogs;
    Supplier<Throttle> throttle = () -> Throttle.OPEN;
    Foreground foreground = Foreground.QUIET;

    /** Ticks in a row that no worker has asked for. */
    private static final int MOST_IDLE = 3000;

    private static final Duration LEASE = Duration.ofSeconds(60);
    private final Wakeups wakeups = new Wakeups();
    private final Map<Integer, Event> events = new HashMap<>();
    private Event dispatched = () -> {};
    private Owner owner;
    private @Nullable Ownership ownership;

    public TestEngine() {
        this(new OakRepository(), new TestClock(), "node");
    }

    /** An engine on another repository than the usual one. */
    TestEngine(OakRepository oak) {
        this(oak, new TestClock(), "node");
    }

    private TestEngine(OakRepository oak, TestClock clock, String node) {
        this.oak = oak;
        this.clock = clock;
        this.catalogs = oak.catalogs();
        this.owner = newOwner(node);
    }

    /** Another node of the same cluster. */
    TestEngine rival(String node) {
        return new TestEngine(oak, clock, node);
    }

    private static Owner newOwner(String node) {
        return new Owner(node, UUID.randomUUID().toString(), "1", node);
    }

    /** Another activation of the engine in the same process. */
    void reactivate() {
        owner = new Owner(owner.node(), owner.process(), UUID.randomUUID().toString(), owner.name());
    }

    void restartNode() {
        owner = newOwner(owner.node());
    }

    void changeNode(String node) {
        owner = newOwner(node);
    }

    /** Lets something happen once, when so many assets have been looked at and the next one is. */
    void whenProcessed(int count, Event event) {
        events.put(count, event);
    }

    void clearEvents() {
        events.clear();
    }

    /** Lets something happen once, before the next partition is worked on. */
    void whenDispatched(Event event) {
        dispatched = event;
    }

    public void files(int count) {
        for (int i = 0; i < count; i++) {
            oak.file(file(i), "<topic id='t" + i + "'/>");
        }
    }

    static String file(int number) {
        return String.format(Locale.ROOT, "/content/dam/f%03d.dita", number);
    }

    public RunRequest request(String... paths) {
        return request(AssetFilter.ALL, paths);
    }

    RunRequest request(AssetFilter filter, String... paths) {
        return new RunRequest(List.of(paths), List.of(), filter, false, "admin", null);
    }

    RunRequest requestBy(String user, String... paths) {
        return new RunRequest(List.of(paths), List.of(), AssetFilter.ALL, false, user, null);
    }

    RunRequest comparison(String... paths) {
        return new RunRequest(List.of(paths), List.of(), AssetFilter.ALL, true, true, "admin", null, false);
    }

    public String start(RunRequest request) throws Exception {
        return lifecycle().start(request);
    }

    void resume(String id) throws Exception {
        lifecycle().resume(id, "admin");
    }

    /** Asks a running run to stop. */
    void cancel(String id, String user) {
        try {
            lifecycle().cancel(id, user);
        } catch (WrongStateException e) {
            throw new IllegalStateException(e);
        }
    }

    RunLifecycle lifecycle() {
        return new RunLifecycle(
                oak.sessions(),
                left::contains,
                clock.time(),
                this::logWriter,
                session -> new GuidesSettings.Decision(guidesProperties, "as the test says"),
                runId -> true);
    }

    private RunLogWriter logWriter() {
        return new RunLogWriter(clock, "ASSET_PROCESSING");
    }

    /** The next job for a partition is accepted and forgotten. */
    void loseNextJob() {
        jobIsLost = true;
    }

    /** An event: the process dies. */
    static void crash() {
        throw new Crash();
    }

    /** Ticks the coordinator of a run until it ends or the system stops; workers work as {@link #workers} says. */
    public Coordinations.Result coordinate(String id) throws RepositoryException {
        NodeServices node = node();
        for (int superseded = 0; superseded < 4; superseded++) {
            Optional<RunCoordinator> coordinator = acquirer(node).acquire(id);
            if (coordinator.isEmpty()) {
                return Coordinations.Result.NOT_MINE;
            }
            try {
                return tick(coordinator.get(), node);
            } catch (SupersededException e) {
                // by a commit of its own, perhaps
            }
        }
        return Coordinations.Result.NOT_MINE;
    }

    private Coordinations.Result tick(RunCoordinator coordinator, NodeServices node)
            throws RepositoryException, SupersededException {
        int idle = 0;
        while (idle < MOST_IDLE) {
            if (isStopped()) {
                coordinator.release();
                return Coordinations.Result.INTERRUPTED;
            }
            if (coordinator.tick()) {
                return Coordinations.Result.ENDED;
            }
            idle = node.wakeups().await(pollInterval).isEmpty() ? idle + 1 : 0;
        }
        throw new AssertionError("nothing goes on");
    }

    RunAcquirer acquirer() {
        return acquirer(node());
    }

    RunAcquirer acquirer(NodeServices node) {
        return new RunAcquirer(node, this::logWriter, dispatch(node));
    }

    private Dispatch dispatch(NodeServices node) {
        return new Dispatch() {
            @Override
            public boolean send(String runId, String work, Set<String> notOn) {
                if (jobIsLost && !work.equals(SELECTION)) {
                    jobIsLost = false;
                    return true;
                }
                if (!work.equals(SELECTION)) {
                    happenOnce();
                    workers.execute(() -> work(node, runId, work));
                } else {
                    selectors.execute(() -> work(node, runId, work));
                }
                return true;
            }

            @Override
            public boolean isWaiting(String runId, String work) {
                return false;
            }
        };
    }

    private void happenOnce() {
        Event event = dispatched;
        dispatched = () -> {};
        try {
            event.happen();
        } catch (RepositoryException e) {
            throw new IllegalStateException(e);
        }
    }

    private void work(NodeServices node, String run, String work) {
        try {
            if (work.equals(Dispatch.SELECTION)) {
                selections(node).work(run, this::isStopped);
            } else {
                partitions(node).work(run, work, this::isStopped);
            }
        } catch (RepositoryException e) {
            throw new IllegalStateException(e);
        }
    }

    private SelectionWorker selections(NodeServices node) {
        return new SelectionWorker(
                node, new SelectionWorker.Tools(types, catalogs, requesters()), pace(), new Supervisor(node, threads));
    }

    PartitionWorker partitions() {
        return partitions(node());
    }

    private PartitionWorker partitions(NodeServices node) {
        Workbench workbench = new Workbench(
                () -> Stream.concat(Stream.of(processor), others.stream()).toList(),
                links,
                types,
                catalogs,
                requesters(),
                suspects);
        return new PartitionWorker(node, workbench, pace(), new Supervisor(node, threads));
    }

    private Requesters requesters() {
        return new Requesters(oak.sessions(), new Operators(Set.of()));
    }

    private Pace pace() {
        return new Pace(batchSize, throttle, foreground);
    }

    /** What everything on this node needs, as the engine is set up now. */
    NodeServices node() {
        return new NodeServices(oak.sessions(), clock.time(), settings(), ownership(), wakeups);
    }

    RunSettings settings() {
        return new RunSettings(
                new RunSettings.Sizes(partitionSize, 2, batchSize, Duration.ofSeconds(5), 2, turn),
                pollInterval,
                renewOutdated,
                new RunSettings.Leases(LEASE, Duration.ofSeconds(10), 3, failing),
                new RunSettings.Limits(assetTime, stepTime, commitTime, Duration.ofSeconds(2), mostAbandoned),
                new RunSettings.Waits(catalogWait, storageWait, laterWait),
                errorBudget);
    }

    private Ownership ownership() {
        Ownership known = ownership;
        if (known == null || !known.owner().equals(owner)) {
            known = new Ownership(owner, left::contains, LEASE, clock.time());
            ownership = known;
        }
        return known;
    }

    /** Lets a lease pass while this node watches the owner of a run. */
    void awaitLease(String id) throws RepositoryException {
        for (int look = 0; look < 5; look++) {
            RunNode run = node(id);
            ownership().isGone(run.node().getPath(), run.owner(), run.updatedAt());
            clock.forward(LEASE.dividedBy(3));
        }
    }

    private boolean isStopped() {
        beforeEachLook.run();
        return processed.size() >= stopAfter;
    }

    private ItemResult process(Node asset) throws RepositoryException {
        Event event = events.remove(processed.size());
        processed.add(asset.getPath());
        if (event != null) {
            happen(event);
        }
        if (countsCommits) {
            String count = "jcr:content/openguides/commits";
            long before = asset.hasProperty(count) ? asset.getProperty(count).getLong() : 0;
            changes = List.of(new PropertyChange("openguides/commits", before + 1));
        }
        ItemResult result = results.getOrDefault(asset.getPath(), ItemResult.success(FileType.DITA_TOPIC));
        return new ItemResult(result.type(), result.outcome(), result.reason(), result.warnings(), changes);
    }

    /** What goes wrong in an event is no fault of the asset, and must not be taken for one. */
    static void happen(Event event) {
        try {
            event.happen();
        } catch (RepositoryException | AssertionError e) {
            throw new FailedEvent(e);
        }
    }

    private static final class FailedEvent extends Error {

        private static final long serialVersionUID = 1L;

        FailedEvent(Throwable cause) {
            super(cause);
        }
    }

    public Session session() {
        return oak.login();
    }

    RunNode node(String id) throws RepositoryException {
        return RunStore.find(oak.login(), id).orElseThrow();
    }

    public Run run(String id) throws RepositoryException {
        return node(id).snapshot();
    }

    public List<String> log(String id) {
        return new JcrRunLogReader(oak.sessions(), RunStore::locate)
                .page(id, 0, 5000)
                .lines();
    }

    public String revision(String asset) throws RepositoryException {
        return AssetNode.of(session().getNode(asset)).orElseThrow().revision();
    }

    /** What is known of the last processing of an asset. */
    Standing standing(String path) throws RepositoryException {
        Session session = session();
        AssetNode asset = AssetNode.of(session.getNode(path)).orElseThrow();
        return catalogs.in(session).standings(List.of(asset)).get(0);
    }

    public String state(String asset, String name) throws RepositoryException {
        return AssetNode.of(session().getNode(asset))
                .orElseThrow()
                .content()
                .getProperty("openguides/" + name)
                .getString();
    }

    /** Every property below a path, to see whether anything has changed. */
    String dump(String path) throws RepositoryException {
        Map<String, String> all = new TreeMap<>();
        dump(session().getNode(path), all);
        return all.toString();
    }

    private static void dump(Node node, Map<String, String> all) throws RepositoryException {
        for (PropertyIterator properties = node.getProperties(); properties.hasNext(); ) {
            Property property = properties.nextProperty();
            all.put(
                    property.getPath(),
                    property.isMultiple()
                            ? List.of(property.getValues()).toString()
                            : property.getType() == PropertyType.BINARY
                                    ? property.getLength() + " bytes"
                                    : property.getString());
        }
        for (var children = node.getNodes(); children.hasNext(); ) {
            dump(children.nextNode(), all);
        }
    }
}
