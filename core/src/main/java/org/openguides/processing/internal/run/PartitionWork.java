package org.openguides.processing.internal.run;

import javax.jcr.InvalidItemStateException;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.ThrottleReason;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.session.Outage;
import org.openguides.processing.internal.store.DeadlyAssets;
import org.openguides.processing.internal.store.Fence;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.SupersededException;
import org.openguides.processing.internal.store.Tally;
import org.openguides.processing.internal.store.UnknownFormatException;
import org.openguides.processing.spi.AssetProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One owner's work on one partition. Each call may come with another session. For one thread. */
final class PartitionWork implements AutoCloseable {

    /** Tells AEM's workflow launchers that they need not start for such a change. */
    static final String USER_DATA = "changedByWorkflowProcess";

    private static final Logger LOG = LoggerFactory.getLogger(PartitionWork.class);

    private static final int ATTEMPTS = 3;
    /** Linking writes one node of an asset and two properties, processing three nodes and about twenty. */
    private static final int LINKED_FOR_ONE = 3;

    /** What the work is done with. */
    record Tools(
            List<AssetProcessor> processors,
            AssetLinks links,
            RunRecords records,
            Catalogs catalogs,
            RunSettings settings,
            Clock clock,
            Suspects suspects,
            Pace pace,
            String node) {}

    private final String run;
    private final String runPath;
    private final String partitionPath;
    private final String requester;
    private final String name;
    private final List<String> paths;
    /** Whether the assets have been processed, and are to be linked. */
    private final boolean processed;

    private final Set<String> doubtful;
    /** The checkpoint before the first of the paths. */
    private final int base;

    private final Fence fence;
    private final Tools tools;
    private final InHand inHand;
    private final PartitionLease lease;
    /** Up to which position a server has died at one of the assets. */
    private final int cautiousTo;

    private volatile boolean hurried;
    private volatile boolean stopped;
    /** Whether the present transaction has come as far as its commit. */
    private boolean saving;

    private volatile int position;
    /** How far the batch came that was last tried. */
    private volatile int tried;

    private Tally tally;
    /** What the partition says holds this owner back. */
    private @Nullable ThrottleReason throttledBy;

    private Instant workingSince;
    private final Looks looks = new Looks();
    /** Looked up once for each session, which lasts for a few batches. */
    private @Nullable RequesterRights rights;

    PartitionWork(
            RunNode run, PartitionNode partition, Fence fence, Map<DeadlyAssets.Content, Long> deaths, Tools tools)
            throws RepositoryException {
        this.run = run.id();
        this.runPath = run.node().getPath();
        this.partitionPath = partition.node().getPath();
        this.requester = run.request().requestedBy();
        this.name = partition.name();
        this.paths = partition.paths();
        this.processed = partition.position() >= paths.size();
        this.base = processed ? paths.size() : 0;
        this.doubtful = partition.doubtful().stream().map(paths::get).collect(Collectors.toSet());
        this.fence = fence;
        this.tools = tools;
        this.lease = new PartitionLease(
                runPath, name, partition.owner(), tools.settings().safety().heartbeat(), tools.clock());
        this.inHand = new InHand(
                tools.suspects(),
                partition.setAside(),
                deaths,
                tools.settings().safety().assetTime(),
                tools.clock());
        this.position = partition.position();
        this.cautiousTo = processed ? 0 : partition.cautiousTo();
        this.tally = partition.tally();
        this.workingSince = tools.clock().instant();
    }

    boolean isDone() {
        return position >= base + paths.size();
    }

    @Override
    public void close() {
        inHand.close();
    }

    InHand inHand() {
        return inHand;
    }

    /** Lets the worker commit what it has as soon as the asset in hand is done. May be called by any thread. */
    void hurry() {
        hurried = true;
    }

    boolean isHurried() {
        return hurried;
    }

    /** Lets the worker commit what it has and give the partition back. May be called by any thread. */
    void stop() {
        stopped = true;
        hurry();
    }

    boolean isStopped() {
        return stopped;
    }

    /** For whoever looks after the worker. */
    PartitionLease lease() {
        return lease;
    }

    /**
     * Whether the run still wants this to be done.
     *
     * @throws UnknownFormatException if a later version has taken the run over
     */
    boolean isWanted(Session session) throws RepositoryException {
        return RunNode.of(session.getNode(runPath)).isWanted();
    }

    /**
     * Tells the coordinator what keeps the work from going on, until the next checkpoint.
     *
     * @param reason  what is waited for
     * @param waiting the same as one sentence for people
     */
    void tellWaiting(Session session, ThrottleReason reason, String waiting)
            throws RepositoryException, SupersededException {
        PartitionNode partition = own(session);
        partition.setWaiting(waiting);
        partition.setThrottledBy(reason);
        partition.beat(tools.clock().instant());
        session.save();
        fence.saved();
        throttledBy = reason;
    }

    /** Tells the coordinator that the run cannot go on, and leaves the partition at its checkpoint. */
    void giveUp(Session session, String reason) throws RepositoryException, SupersededException {
        RunNode.at(session, runPath).setFailure(reason);
        release(session);
    }

    /** Leaves the partition to whoever takes it next, at its checkpoint. */
    void release(Session session) throws RepositoryException, SupersededException {
        PartitionNode partition = own(session);
        partition.setState(PartitionNode.State.READY);
        session.save();
        fence.saved();
    }

    /**
     * Processes or links the next assets and commits them. A conflict or an asset that the repository refuses costs that asset and
     * not the batch: the others are replayed one by one, unless there is something to see to.
     */
    void nextBatch(Session session) throws RepositoryException, SupersededException {
        session.getWorkspace().getObservationManager().setUserData(USER_DATA);
        workingSince = tools.clock().instant();
        int to = Math.min(base + paths.size(), position + batchSize());
        if (isCautious()) {
            oneByOne(session, Math.min(to, cautiousTo));
            return;
        }
        try {
            commit(session, to);
        } catch (RepositoryException e) {
            if (!Refusal.concernsSingleAssets(e) && !isRefusedByStore(session, e)) {
                throw e;
            }
            session.refresh(false);
            tools.pace().conflicted();
            int end = tried;
            do {
                commitOne(session);
            } while (position < end && !hurried);
        }
    }

    private boolean isCautious() {
        return !processed && position < cautiousTo;
    }

    private void oneByOne(Session session, int to) throws RepositoryException, SupersededException {
        Instant end = tools.clock().instant().plus(tools.settings().batchTime());
        do {
            inHand.beginCautiously();
            try {
                noteInHand(session);
                commitOne(session);
            } finally {
                inHand.endCautiously();
            }
        } while (position < to && !hurried && tools.clock().instant().isBefore(end));
    }

    /** The commit of the asset removes it. */
    private void noteInHand(Session session) throws RepositoryException, SupersededException {
        PartitionNode partition = own(session);
        String path = paths.get(position);
        Optional<AssetNode> asset = AssetNode.at(session, path);
        if (asset.isPresent()) {
            partition.noteInHand(
                    tools.suspects().note(new Suspects.Asset(path, asset.get().revision())));
            partition.beat(tools.clock().instant());
            Outage.save(session);
            fence.saved();
        }
    }

    private int batchSize() {
        return tools.pace().batchSize() * (processed ? LINKED_FOR_ONE : 1);
    }

    private void commitOne(Session session) throws RepositoryException, SupersededException {
        for (int attempt = 1; ; attempt++) {
            try {
                commit(session, position + 1);
                return;
            } catch (RepositoryException e) {
                session.refresh(false);
                boolean refused = isRefusedByStore(session, e);
                if (!Refusal.concernsSingleAssets(e) && !refused) {
                    throw e;
                }
                if (attempt == ATTEMPTS || !(refused || e instanceof InvalidItemStateException)) {
                    LOG.warn("Cannot save {}", paths.get(position - base), e);
                    failOne(session, Refusal.reason(e, attempt));
                    return;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(
                        ThreadLocalRandom.current().nextLong(20, 100) * attempt));
            }
        }
    }

    /** The reason is written to the asset too, if anything can be. */
    private void failOne(Session session, String reason) throws RepositoryException, SupersededException {
        try {
            PartitionNode partition = own(session);
            Batch batch = batch(session);
            batch.addFailure(paths.get(position - base), reason);
            save(partition, batch, position + 1);
        } catch (RepositoryException e) {
            session.refresh(false);
            if (!Refusal.concernsSingleAssets(e) && !isRefusedByStore(session, e)) {
                throw e;
            }
            PartitionNode partition = own(session);
            Batch batch = batch(session);
            batch.noteFailure(paths.get(position - base), reason);
            save(partition, batch, position + 1);
        }
    }

    /**
     * Whether the database of the repository refuses this and nothing else: a document that is too large is reported by the same
     * exception as a database that is away. It is alive if it takes a sign of life.
     */
    private boolean isRefusedByStore(Session session, RepositoryException e) throws SupersededException {
        return saving && Outage.isOne(e) && isStoreAlive(session);
    }

    private boolean isStoreAlive(Session session) throws SupersededException {
        try {
            session.refresh(false);
            own(session).beat(tools.clock().instant());
            Outage.save(session);
            fence.saved();
            return true;
        } catch (RepositoryException away) {
            LOG.debug("The database is away", away);
            return false;
        }
    }

    private void commit(Session session, int to) throws RepositoryException, SupersededException {
        PartitionNode partition = own(session);
        Batch batch = batch(session);
        Instant end = tools.clock().instant().plus(tools.settings().batchTime());
        int next = position;
        tried = position;
        do {
            batch.add(paths.get(next++ - base));
            tried = next;
            inHand.layDown();
            stepAside();
        } while (next < to
                && next - position < batchSize()
                && !hurried
                && tools.clock().instant().isBefore(end));
        save(partition, batch, next);
    }

    /** Begins a transaction of the owner: who has been superseded does not even begin. */
    private PartitionNode own(Session session) throws RepositoryException, SupersededException {
        if (!session.nodeExists(partitionPath)) {
            throw new SupersededException(partitionPath);
        }
        saving = false;
        PartitionNode partition = lease.partition(session);
        fence.pass(partition.node());
        return partition;
    }

    private Batch batch(Session session) throws RepositoryException {
        if (rights == null || !rights.areOf(session)) {
            rights = new RequesterRights(session, tools.settings().requesters().find(requester));
        }
        return processed
                ? new LinkingBatch(
                        session,
                        tools.links().begin(run, session, tools.records().of(runPath, session)),
                        doubtful,
                        rights,
                        tools.clock())
                : new ProcessingBatch(
                        session, tools.processors(), tools.catalogs().records(), rights, tools.clock(), inHand);
    }

    /**
     * One commit: the changes of the assets, the checkpoint after them, and the fencing token.
     */
    private void save(PartitionNode partition, Batch batch, int next) throws RepositoryException {
        batch.complete(partition);
        Tally sum = tally.plus(batch.tally());
        if (!processed) {
            sum = sum.plusWorkOf(tools.node(), next - position);
        }
        partition.advance(next, sum, batch.reports());
        if (isCautious()) {
            partition.forgetInHand();
        }
        partition.beat(tools.clock().instant());
        if (next == base + paths.size()) {
            partition.setState(processed ? PartitionNode.State.DONE : PartitionNode.State.PROCESSED);
        }
        stepAside();
        ThrottleReason reason = tools.pace().throttledBy(looks.haveFoundRequests());
        if (reason != throttledBy) {
            partition.setThrottledBy(reason);
        }
        saving = true;
        tools.pace()
                .commit(
                        next - position,
                        this::isHurried,
                        () -> Outage.save(partition.node().getSession()));
        fence.saved();
        throttledBy = reason;
        looks.forget();
        position = next;
        tally = sum;
        workingSince = tools.clock().instant();
    }

    /** For the users of this node, by the work that has been done since the last time. */
    private void stepAside() {
        Duration work = Duration.between(workingSince, tools.clock().instant());
        looks.add(tools.pace().stepAside(work, this::isHurried));
        workingSince = tools.clock().instant();
    }
}
