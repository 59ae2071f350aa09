package org.openguides.processing.internal.engine;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.GuidesProperties;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.WrongStateException;
import org.openguides.processing.internal.engine.coordination.Coordinations;
import org.openguides.processing.internal.engine.coordination.RunAcquirer;
import org.openguides.processing.internal.engine.coordination.RunCoordinator;
import org.openguides.processing.internal.engine.coordination.TakeoverThreads;
import org.openguides.processing.internal.engine.lifecycle.RunLifecycle;
import org.openguides.processing.internal.engine.selection.SelectionServices;
import org.openguides.processing.internal.engine.selection.SelectionWorker;
import org.openguides.processing.internal.engine.supervision.Supervisor;
import org.openguides.processing.internal.engine.supervision.WorkerThreads;
import org.openguides.processing.internal.engine.throttle.Foreground;
import org.openguides.processing.internal.engine.throttle.Pace;
import org.openguides.processing.internal.engine.throttle.Throttle;
import org.openguides.processing.internal.engine.throttle.Throttles;
import org.openguides.processing.internal.engine.work.CrashHistory;
import org.openguides.processing.internal.engine.work.PartitionWorker;
import org.openguides.processing.internal.engine.work.Workbench;
import org.openguides.processing.internal.guides.GuidesSettings;
import org.openguides.processing.internal.runlog.RunLogWriter;
import org.openguides.processing.internal.store.SupersededException;
import org.openguides.processing.internal.walk.ProcessedPaths;
import org.openguides.processing.spi.AssetProcessor;
import org.openguides.processing.spi.ItemResult;
import org.openguides.processing.spi.PropertyChange;
import org.openguides.processing.testing.OakRepository;

/** An engine on a real Oak, with small batches, a manual clock and a programmable processor. */
public final class TestEngine extends TestNode {

    /** An event in the middle of the work. */
    public interface Event {
        void happen() throws RepositoryException;
    }

    /** Paths in the order of their processing, by any thread. */
    public final List<String> processed = Collections.synchronizedList(new ArrayList<>());

    public final Map<String, ItemResult> results = new HashMap<>();
    public List<PropertyChange> changes = List.of();
    /** Which properties of AEM Guides later runs may write. */
    GuidesProperties guidesProperties = GuidesProperties.WRITE;

    /** Assets that are processed at all. */
    ProcessedPaths paths = ProcessedPaths.ALL;

    /** Processors that are called after the first one. */
    List<AssetProcessor> others = List.of();

    /** Whether each asset counts the commits of its outcome. */
    public boolean countsCommits;

    public AssetProcessor processor = this::process;
    public AssetLinks links = (run, session) ->
            (assets, doubtful) -> Collections.nCopies(assets.size(), new AssetLinks.Links(List.of(), List.of()));
    int stopAfter = Integer.MAX_VALUE;
    /** Called each time that a coordinator or worker checks for shutdown. */
    volatile Runnable beforeEachLook = () -> {};

    private boolean jobIsLost;

    /** Number of times that work was dispatched. */
    volatile int sent;
    /** Whether dispatched work waits for a worker. */
    boolean waits;
    /** The nodes excluded from work, each time that there were any. */
    final List<Set<String>> notOn = new ArrayList<>();
    /** Executes work that is excluded from this node. */
    @Nullable
    Elsewhere elsewhere;

    /** Another node of the cluster. */
    interface Elsewhere {
        void work(String run, String partition) throws RepositoryException;
    }

    WorkerThreads threads = new WorkerThreads(1000);
    /** Supervisor of the latest workers. */
    @Nullable
    Supervisor supervisor;

    /** Determines the types of assets; by default from their names only. */
    TypeDetector types = asset -> asset.name().endsWith(".dita") ? FileType.DITA_TOPIC : FileType.OTHERS;

    public CrashHistory suspects = CrashHistory.none("1");
    /** Runs workers of partitions: by default the coordinator's thread, one after the other. */
    volatile Executor workers = Runnable::run;
    /** Runs the selection; by default the coordinator's thread. */
    Executor selectors = Runnable::run;

    /** Takes over from dead owners: by default the coordinator's thread. */
    volatile Executor takeovers = Runnable::run;

    Supplier<Throttle> throttle = () -> Throttles.OPEN;
    Foreground foreground = Foreground.QUIET;

    /** Maximum number of consecutive ticks without a signal of a worker. */
    private static final int MOST_IDLE = 3000;

    private final Map<Integer, Event> events = new HashMap<>();
    private Event dispatched = () -> {};

    public TestEngine() {
        this(new OakRepository(), new TestClock(), "node");
    }

    /** Creates an engine on the given repository. */
    TestEngine(OakRepository oak) {
        this(oak, new TestClock(), "node");
    }

    private TestEngine(OakRepository oak, TestClock clock, String node) {
        super(oak, clock, node);
    }

    /** Runs selection and workers concurrently with the coordinator. */
    void inThreads(Executor threads) {
        workers = threads;
        selectors = threads;
    }

    /** Creates another node of the same cluster. */
    public TestEngine rival(String node) {
        return new TestEngine(oak, clock, node);
    }

    public void whenProcessed(int count, Event event) {
        events.put(count, event);
    }

    void clearEvents() {
        events.clear();
    }

    /** Fires an event once, before the next partition is worked on. */
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
        return RunRequest.of(List.of(paths), "admin").filter(filter).build();
    }

    RunRequest requestBy(String user, String... paths) {
        return RunRequest.of(List.of(paths), user).build();
    }

    RunRequest comparison(String... paths) {
        return RunRequest.of(List.of(paths), "admin").dryRun(true).compare(true).build();
    }

    public String start(RunRequest request) throws Exception {
        return lifecycle().start(request);
    }

    public void resume(String id) throws Exception {
        lifecycle().resume(id, "admin");
    }

    /** Requests the cancellation of a run in progress. */
    void cancel(String id, String user) {
        try {
            lifecycle().cancel(id, user);
        } catch (WrongStateException e) {
            throw new IllegalStateException(e);
        }
    }

    public RunLifecycle lifecycle() {
        return new RunLifecycle(
                oak.sessions(),
                requesters(),
                left::contains,
                clock.time(),
                retry,
                this::logWriter,
                session -> new GuidesSettings.Decision(guidesProperties, "as the test says"),
                () -> paths,
                outbox,
                runId -> true);
    }

    private RunLogWriter logWriter() {
        return new RunLogWriter(clock, "ASSET_PROCESSING");
    }

    /** Loses the next job for a partition after it was accepted. */
    void loseNextJob() {
        jobIsLost = true;
    }

    /**
     * Advances the clock each time that a coordinator or worker checks for shutdown. A test that waits for minutes then
     * takes seconds, and waits for the same number of checks on a busy machine.
     */
    void advanceWithEachLook(Duration step) {
        beforeEachLook = () -> clock.forward(step);
    }

    /** An event that ends the process. */
    static void crash() {
        throw new Crash();
    }

    /** Ticks the coordinator of a run until it ends or the engine shuts down; work is executed by {@link #workers}. */
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
                // perhaps superseded by its own commit
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

    public RunAcquirer acquirer() {
        return acquirer(node());
    }

    RunAcquirer acquirer(NodeServices node) {
        return new RunAcquirer(
                node,
                this::logWriter,
                dispatch(node),
                TakeoverThreads.of(node.wakeups(), task -> takeovers.execute(task)));
    }

    private Dispatch dispatch(NodeServices node) {
        return new Dispatch() {
            @Override
            public boolean send(String runId, String work, Set<String> notOn) {
                if (jobIsLost && !work.equals(SELECTION)) {
                    jobIsLost = false;
                    return true;
                }
                sent++;
                if (!notOn.isEmpty()) {
                    TestEngine.this.notOn.add(notOn);
                }
                if (elsewhere != null && notOn.contains(nodeId())) {
                    workElsewhere(runId, work);
                } else if (!work.equals(SELECTION)) {
                    happenOnce();
                    workers.execute(() -> work(node, runId, work));
                } else {
                    selectors.execute(() -> work(node, runId, work));
                }
                return true;
            }

            @Override
            public boolean isWaiting(String runId, String work) {
                return waits;
            }
        };
    }

    private void workElsewhere(String run, String work) {
        try {
            elsewhere.work(run, work);
            wakeups.signal(run);
        } catch (RepositoryException e) {
            throw new IllegalStateException(e);
        }
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
                node,
                new SelectionServices(types, catalogs, requesters(), () -> paths),
                pace(),
                new Supervisor(node, threads));
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
        supervisor = new Supervisor(node, threads);
        return new PartitionWorker(node, workbench, pace(), supervisor);
    }

    private Pace pace() {
        return new Pace(batchSize, throttle, foreground, metrics);
    }

    private boolean isStopped() {
        beforeEachLook.run();
        return processed.size() >= stopAfter;
    }

    private ItemResult process(Node asset) throws RepositoryException {
        Event event;
        synchronized (processed) {
            event = events.remove(processed.size());
            processed.add(asset.getPath());
        }
        if (event != null) {
            happen(event);
        }
        if (countsCommits) {
            String count = "jcr:content/openguides/commits";
            long before = asset.hasProperty(count) ? asset.getProperty(count).getLong() : 0;
            changes = List.of(new PropertyChange("openguides/commits", before + 1));
        }
        ItemResult result = results.getOrDefault(asset.getPath(), ItemResult.success(FileType.DITA_TOPIC));
        return result.withChanges(changes);
    }
}
