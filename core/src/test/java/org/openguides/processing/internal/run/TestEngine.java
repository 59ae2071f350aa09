package org.openguides.processing.internal.run;

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
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.GuidesProperties;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunEvent;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.internal.access.Operators;
import org.openguides.processing.internal.access.Requesters;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.catalog.Standing;
import org.openguides.processing.internal.foreground.Foreground;
import org.openguides.processing.internal.runlog.JcrRunLogReader;
import org.openguides.processing.internal.runlog.RunLogWriter;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.spi.AssetProcessor;
import org.openguides.processing.spi.ItemResult;
import org.openguides.processing.spi.PropertyChange;
import org.openguides.processing.testing.OakRepository;

/** An engine on a real Oak, with small sizes, a clock that stands still and a processor that does as it is told. */
final class TestEngine {

    /** Something that may happen in the middle of the work. */
    interface Event {
        void happen() throws RepositoryException;
    }

    final OakRepository oak;
    final TestClock clock;
    final List<String> processed = new ArrayList<>();
    final Map<String, ItemResult> results = new HashMap<>();
    List<PropertyChange> changes = List.of();
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
    /** Tells the types of assets; by their names alone if nothing else is said. */
    TypeDetector types = asset -> asset.name().endsWith(".dita") ? FileType.DITA_TOPIC : FileType.OTHERS;

    Suspects suspects = Suspects.none("1");
    /** Who works on partitions: the coordinator himself, one after the other, or others while he goes on. */
    Executor workers = Runnable::run;

    Catalogs catalogs;
    Supplier<Throttle> throttle = () -> Throttle.OPEN;
    Foreground foreground = Foreground.QUIET;

    private static final Duration LEASE = Duration.ofSeconds(60);
    private final Wakeups wakeups = new Wakeups();
    private final Map<Integer, Event> events = new HashMap<>();
    private Event dispatched = () -> {};
    private Owner owner;

    TestEngine() {
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
        this.owner = new Owner(node, UUID.randomUUID().toString(), node);
    }

    /** Another node of the same cluster. */
    TestEngine rival(String node) {
        return new TestEngine(oak, clock, node);
    }

    void restartNode() {
        owner = new Owner(owner.node(), UUID.randomUUID().toString(), owner.node());
    }

    void changeNode(String node) {
        owner = new Owner(node, UUID.randomUUID().toString(), node);
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

    void files(int count) {
        for (int i = 0; i < count; i++) {
            oak.file(file(i), "<topic id='t" + i + "'/>");
        }
    }

    static String file(int number) {
        return String.format(Locale.ROOT, "/content/dam/f%03d.dita", number);
    }

    RunRequest request(String... paths) {
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

    String start(RunRequest request) throws Exception {
        String id = UUID.randomUUID().toString();
        Session session = oak.login();
        Claims.take(session, id, request.paths(), request.excludedPaths());
        RunStore.create(session, id, request, clock.instant()).setGuidesProperties(guidesProperties);
        session.save();
        return id;
    }

    void resume(String id) throws Exception {
        Session session = oak.login();
        RunNode run = RunStore.find(session, id).orElseThrow();
        run.apply(RunEvent.RESUME, clock.instant(), "");
        run.forgetStop();
        Claims.take(session, id, run.request().paths(), run.request().excludedPaths());
        session.save();
    }

    /** Asks a running run to stop. */
    void cancel(String id, String user) throws RepositoryException {
        Session session = oak.login();
        RunStore.find(session, id).orElseThrow().requestCancel(user, clock.instant());
        session.save();
    }

    /** The next job for a partition is accepted and forgotten. */
    void loseNextJob() {
        jobIsLost = true;
    }

    /** An event: the process dies. */
    static void crash() {
        throw new Crash();
    }

    Coordinator.Result coordinate(String id) throws RepositoryException {
        return coordinator().coordinate(id, this::isStopped);
    }

    Coordinator coordinator() {
        RunSettings settings = settings();
        PartitionDispatch dispatch = (run, partition) -> {
            if (jobIsLost) {
                jobIsLost = false;
                return true;
            }
            Event event = dispatched;
            dispatched = () -> {};
            try {
                event.happen();
            } catch (RepositoryException e) {
                throw new IllegalStateException(e);
            }
            workers.execute(() -> work(run, partition));
            return true;
        };
        RunExecution.Surroundings around =
                new RunExecution.Surroundings(dispatch, types, catalogs, wakeups, ownership());
        return new Coordinator(oak.sessions(), settings, () -> new RunLogWriter(clock, "ASSET_PROCESSING"), around);
    }

    private void work(String run, String partition) {
        try {
            partitions().work(run, partition, this::isStopped);
        } catch (RepositoryException e) {
            throw new IllegalStateException(e);
        }
    }

    PartitionLoop partitions() {
        return new PartitionLoop(
                oak.sessions(),
                () -> Stream.concat(Stream.of(processor), others.stream()).toList(),
                links,
                types,
                catalogs,
                settings(),
                ownership(),
                wakeups,
                suspects,
                pace());
    }

    private Pace pace() {
        return new Pace(batchSize, throttle, foreground);
    }

    RunSettings settings() {
        RunSettings.Safety safety = new RunSettings.Safety(
                LEASE,
                Duration.ofSeconds(10),
                3,
                assetTime,
                Duration.ofSeconds(2),
                catalogWait,
                storageWait,
                laterWait,
                errorBudget);
        return new RunSettings(
                partitionSize,
                2,
                batchSize,
                Duration.ofSeconds(5),
                pollInterval,
                renewOutdated,
                new Requesters(oak.sessions(), new Operators(Set.of())),
                safety);
    }

    private Ownership ownership() {
        return new Ownership(owner, left::contains, LEASE, clock);
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

    Session session() {
        return oak.login();
    }

    RunNode node(String id) throws RepositoryException {
        return RunStore.find(oak.login(), id).orElseThrow();
    }

    Run run(String id) throws RepositoryException {
        return node(id).snapshot();
    }

    List<String> log(String id) {
        return new JcrRunLogReader(oak.sessions(), RunStore::locate)
                .page(id, 0, 5000)
                .lines();
    }

    String revision(String asset) throws RepositoryException {
        return AssetNode.of(session().getNode(asset)).orElseThrow().revision();
    }

    /** What is known of the last processing of an asset. */
    Standing standing(String path) throws RepositoryException {
        Session session = session();
        AssetNode asset = AssetNode.of(session.getNode(path)).orElseThrow();
        return catalogs.in(session).standings(List.of(asset)).get(0);
    }

    String state(String asset, String name) throws RepositoryException {
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
