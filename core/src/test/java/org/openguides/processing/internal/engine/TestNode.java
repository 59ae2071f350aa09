package org.openguides.processing.internal.engine;

import javax.jcr.RepositoryException;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.access.Operators;
import org.openguides.processing.internal.access.Requesters;
import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.testing.OakRepository;

/** A node of a cluster: configuration of its engine, identity and clock. */
class TestNode extends RunLookups {

    private static final Duration LEASE = Duration.ofSeconds(60);

    public final TestClock clock;
    final Wakeups wakeups = new Wakeups();
    int partitionSize = 10;
    int batchSize = 4;
    boolean renewOutdated = true;
    int comparedBytes = 64 * 1024;
    Duration batchTime = Duration.ofSeconds(5);
    Duration pollInterval = Duration.ofMillis(10);

    /** Number of nodes in the cluster. */
    volatile int size = 1;
    /** Nodes that have left the cluster. */
    final Set<String> left = ConcurrentHashMap.newKeySet();

    ErrorBudget.Rule errorBudget = ErrorBudget.Rule.NONE;
    Duration assetTime = Duration.ofSeconds(30);
    Duration catalogWait = Duration.ofMinutes(10);
    Duration storageWait = Duration.ofMinutes(10);
    Duration laterWait = Duration.ofMinutes(5);
    Duration stepTime = Duration.ofMinutes(5);
    Duration commitTime = Duration.ofMinutes(5);
    Duration failing = Duration.ofMinutes(3);
    /** Longer than any test, as the clock does not advance. */
    Duration turn = Duration.ofDays(1);

    /** With real pauses. */
    public Retry retry = new Retry(new Retry.Policy(10, Duration.ofMillis(2), Duration.ofMillis(20)));

    int mostAbandoned = 4;
    /** Receives what the engine measures. */
    EngineMetrics metrics = EngineMetrics.NONE;

    public EngineListener listener = EngineListener.NONE;
    public RunOutbox outbox = RunOutbox.NONE;

    private Owner owner;
    private @Nullable Ownership ownership;

    TestNode(OakRepository oak, TestClock clock, String node) {
        super(oak);
        this.clock = clock;
        this.owner = newOwner(node);
    }

    /** Returns the id of this node. */
    String nodeId() {
        return owner.node();
    }

    private static Owner newOwner(String node) {
        return new Owner(node, UUID.randomUUID().toString(), "1", node);
    }

    /** Creates another activation of the engine in the same process. */
    void reactivate() {
        owner = new Owner(owner.node(), owner.process(), UUID.randomUUID().toString(), owner.name());
    }

    void restartNode() {
        owner = newOwner(owner.node());
    }

    void changeNode(String node) {
        owner = newOwner(node);
    }

    Requesters requesters() {
        return new Requesters(oak.sessions(), new Operators(Set.of()));
    }

    /** Returns the services of this node with the present configuration. */
    NodeServices node() {
        return new NodeServices(
                oak.sessions(), clock.time(), settings(), ownership(), retry, wakeups, metrics, listener, outbox);
    }

    RunSettings settings() {
        return new RunSettings(
                new RunSettings.Sizes(partitionSize, 2, batchSize, batchTime, 2, turn),
                pollInterval,
                renewOutdated,
                comparedBytes,
                new RunSettings.Leases(LEASE, Duration.ofSeconds(10), 3, failing),
                new RunSettings.Limits(assetTime, stepTime, commitTime, Duration.ofSeconds(2), mostAbandoned),
                new RunSettings.Waits(catalogWait, storageWait, laterWait),
                errorBudget);
    }

    private Ownership ownership() {
        Ownership known = ownership;
        if (known == null || !known.owner().equals(owner)) {
            known = new Ownership(owner, cluster(), LEASE, clock.time());
            ownership = known;
        }
        return known;
    }

    private Cluster cluster() {
        return new Cluster() {
            @Override
            public boolean hasLeft(String node) {
                return left.contains(node);
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    /** Lifts the time limits of assets, steps and commits, for clocks that are faster than the engine. */
    void limitNothing() {
        assetTime = Duration.ofHours(1);
        stepTime = assetTime;
        commitTime = assetTime;
    }

    /** Lets a lease expire while this node observes the owner of a run. */
    void awaitLease(String id) throws RepositoryException {
        for (int look = 0; look < 5; look++) {
            RunNode run = node(id);
            ownership().isGone(run.node().getPath(), run.owner(), run.updatedAt());
            clock.forward(LEASE.dividedBy(3));
        }
    }

    /** An error in an event must not be taken for one of the asset. */
    static void happen(TestEngine.Event event) {
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
}
