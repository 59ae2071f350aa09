package org.openguides.processing.internal.engine.work;

import javax.jcr.InvalidItemStateException;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.lock.LockException;
import javax.jcr.nodetype.ConstraintViolationException;
import javax.jcr.version.VersionException;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.GuidesProperties;
import org.openguides.processing.api.Reason;
import org.openguides.processing.internal.access.RequesterRights;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.asset.ContentUnreachableException;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.catalog.CatalogUnavailableException;
import org.openguides.processing.internal.catalog.ProcessedRevision;
import org.openguides.processing.internal.engine.AssetNodeProcessor;
import org.openguides.processing.internal.engine.CommittedAsset;
import org.openguides.processing.internal.engine.DuplicateUuidFilter;
import org.openguides.processing.internal.engine.EngineMetrics;
import org.openguides.processing.internal.engine.Time;
import org.openguides.processing.internal.engine.selection.Occupancy;
import org.openguides.processing.internal.engine.selection.StoreOutageDetector;
import org.openguides.processing.internal.guides.GuidesOwned;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.session.Outage;
import org.openguides.processing.internal.store.Deferral;
import org.openguides.processing.internal.store.ItemReport;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.Tally;
import org.openguides.processing.spi.AssetProcessor;
import org.openguides.processing.spi.Finding;
import org.openguides.processing.spi.ItemResult;
import org.openguides.processing.spi.Outcome;
import org.openguides.processing.spi.PropertyChange;
import org.slf4j.Logger;

/** Processes assets. */
final class ProcessingBatch implements Batch {

    private static final Logger LOG = ServerLog.of(ProcessingBatch.class);

    private final Session session;
    private final Tools tools;
    private final AssetResults results;
    private final RequesterRights rights;
    private final CurrentAsset current;
    private final Occupancy occupancy;
    /** Index of its only asset if that was deferred; -1 if the batch continues at the checkpoint. */
    private final int deferred;

    private final StoreOutageDetector unreachable;
    private final AssetNews news;

    private final List<ItemReport> reports = new ArrayList<>();
    private final List<String> digests = new ArrayList<>();
    /** Indexes of maps within the batch. */
    private final List<Integer> maps = new ArrayList<>();

    private Tally tally = Tally.NONE;

    /**
     * Services that process assets.
     *
     * @param processors    in their order of execution
     * @param time          the clocks of this process
     * @param comparedBytes maximum size in bytes of originals that are read to detect changes
     * @param metrics       receives the durations
     */
    record Tools(List<AssetProcessor> processors, Time time, int comparedBytes, EngineMetrics metrics) {}

    ProcessingBatch(
            Session session,
            Tools tools,
            AssetResults results,
            RequesterRights rights,
            CurrentAsset current,
            int deferred,
            StoreOutageDetector unreachable,
            AssetNews news) {
        this.session = session;
        this.tools = tools;
        this.results = results;
        this.rights = rights;
        this.current = current;
        this.occupancy = new Occupancy(session);
        this.deferred = deferred;
        this.unreachable = unreachable;
        this.news = news;
    }

    @Override
    public Tally tally() {
        return tally;
    }

    @Override
    public List<ItemReport> reports() {
        return reports;
    }

    @Override
    public List<CommittedAsset> news() {
        return news.all();
    }

    @Override
    public void complete(PartitionNode partition) throws RepositoryException {
        results.complete(partition);
        if (deferred < 0) {
            partition.keepDigests(partition.position(), digests);
        } else {
            partition.keepDigest(deferred, digests.get(0));
        }
        partition.keepMaps(deferred < 0 ? partition.position() : deferred, maps);
    }

    @Override
    public @Nullable Deferral add(String path) throws RepositoryException {
        Optional<AssetNode> asset = AssetNode.at(session, path);
        Deferral occupied = asset.isEmpty() ? null : occupancy.of(asset.get());
        if (occupied != null) {
            return occupied;
        }
        if (asset.isEmpty()) {
            note(path, skipped(Reason.GONE, "it has been deleted or moved since it was selected"));
        } else if (!rights.mayModify(path)) {
            note(path, skipped(Reason.NOT_PERMITTED, "the user who started the run may not modify it"));
        } else {
            long began = tools.time().nanos();
            String revision = asset.get().revision(tools.comparedBytes());
            ItemResult result = processUnlessSuspect(asset.get(), revision);
            unreachable.seen(asset.get());
            apply(asset.get(), revision, result);
            note(path, result, digest(asset.get(), result));
            measure(path, tools.time().since(began));
        }
        return null;
    }

    private void measure(String path, Duration took) {
        tools.metrics().took(EngineMetrics.Step.ASSET, took.toNanos());
        tally = tally.plusSlow(path, took);
    }

    @Override
    public void defer() {
        digests.add(DuplicateUuidFilter.digest(null));
    }

    @Override
    public void addFailure(String path, Finding reason) throws RepositoryException {
        ItemResult failure = ItemResult.failure(FileType.OTHERS, reason);
        Optional<AssetNode> asset = AssetNode.at(session, path);
        if (asset.isPresent()) {
            apply(asset.get(), asset.get().revision(tools.comparedBytes()), failure);
            note(path, failure, digest(asset.get(), failure));
        } else {
            note(path, failure);
        }
    }

    @Override
    public void noteFailure(String path, Finding reason) {
        note(path, ItemResult.failure(FileType.OTHERS, reason));
    }

    /** A processor may request a change that the repository rejects. */
    private void apply(AssetNode asset, String revision, ItemResult result) throws RepositoryException {
        try {
            AssetNews.Before before = news.before(asset);
            boolean changed = results.processed(asset, withState(asset, revision, result));
            news.after(asset, before, changed, result);
        } catch (InvalidItemStateException | LockException | VersionException | CatalogUnavailableException e) {
            throw e;
        } catch (RepositoryException e) {
            throw new ConstraintViolationException(e.getMessage(), e);
        }
    }

    private ItemResult processUnlessSuspect(AssetNode asset, String revision) throws RepositoryException {
        Optional<Finding> objection = current.objection(asset.path(), revision);
        if (objection.isPresent()) {
            return ItemResult.failure(FileType.OTHERS, objection.get());
        }
        current.take(asset.path(), revision);
        return process(asset);
    }

    private ItemResult process(AssetNode asset) throws RepositoryException {
        ItemResult all = null;
        for (AssetProcessor processor : tools.processors()) {
            ItemResult result = process(asset, processor);
            all = all == null ? result : all.and(result);
        }
        return all == null ? ItemResult.success(FileType.OTHERS) : all;
    }

    /**
     * Whatever a processor of another bundle throws must fail one asset and not the run. An unavailable database or
     * data store fails no asset, since it may be available again when the batch is committed.
     */
    @SuppressWarnings("checkstyle:IllegalCatch")
    private ItemResult process(AssetNode asset, AssetProcessor processor) throws RepositoryException {
        try {
            if (processor instanceof AssetNodeProcessor ours) {
                return ours.process(asset, results.guidesProperties(), rights::mayRead);
            }
            return permitted(BoundedResult.of(
                    Objects.requireNonNull(processOfOthers(asset, processor), "a processor must return a result")));
        } catch (ContentUnreachableException e) {
            throw e;
        } catch (IOException | RepositoryException e) {
            failIfAway(e);
            LOG.warn("Cannot read {}", asset.path(), e);
            return failure(Reason.CONTENT_UNREADABLE, "its content cannot be read; see the server's log");
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            failIfAway(e);
            LOG.error("{} failed at {}", processor.getClass().getName(), asset.path(), e);
            return failure(Reason.PROCESSOR_FAILED, "an error in the processor; see the server's log");
        }
    }

    /**
     * An error of another bundle may be caused by the content or by the data store. If the original can be read, the
     * processor is called again, since the store may have become available meanwhile.
     */
    @SuppressWarnings("checkstyle:IllegalCatch") // Oak reports data store failures as unchecked exceptions, too
    private static ItemResult processOfOthers(AssetNode asset, AssetProcessor processor)
            throws RepositoryException, IOException {
        try {
            return processor.process(asset.node());
        } catch (IOException | RepositoryException | RuntimeException e) {
            if (Outage.isDatabaseOutage(e) || asset.size() < 0) {
                throw e;
            }
            asset.readOriginal(InputStream::read);
            return processor.process(asset.node());
        }
    }

    /** Drops changes by other bundles to properties that AEM Guides maintains, where the run must not write these. */
    private ItemResult permitted(ItemResult result) {
        List<String> refused = result.changes().stream()
                .map(PropertyChange::path)
                .filter(path -> results.guidesProperties() == GuidesProperties.OWN && GuidesOwned.includes(path))
                .toList();
        if (refused.isEmpty()) {
            return result;
        }
        List<PropertyChange> changes = result.changes().stream()
                .filter(change -> !GuidesOwned.includes(change.path()))
                .toList();
        return result.withChanges(changes)
                .withWarning(Finding.of(
                        Reason.NOT_WRITTEN,
                        "a processor's change of " + String.join(", ", refused)
                                + " is not written: properties of AEM Guides are not written beside"
                                + " it (guidesProperties: own)"));
    }

    private static void failIfAway(Throwable error) throws RepositoryException {
        if (Outage.isDatabaseOutage(error)) {
            throw new RepositoryException("the database of the repository is unavailable", error);
        }
    }

    private static ItemResult failure(Reason reason, String message) {
        return ItemResult.failure(FileType.OTHERS, Finding.of(reason, message));
    }

    private static ItemResult skipped(Reason reason, String message) {
        return ItemResult.skipped(FileType.OTHERS, Finding.of(reason, message));
    }

    /**
     * Keeps only the last change of each property; otherwise an asset would be written for a value that is overwritten.
     */
    private static List<PropertyChange> withState(AssetNode asset, String revision, ItemResult result) {
        boolean failed = result.outcome() == Outcome.FAILED;
        List<PropertyChange> state = List.of(
                new PropertyChange(AssetState.OUTCOME, result.outcome().name()),
                new PropertyChange(AssetState.ERROR, failed ? result.reason().message() : null),
                new PropertyChange(
                        AssetState.REVISION, ProcessedRevision.now(revision).text()),
                new PropertyChange(AssetState.PATH, asset.path()),
                new PropertyChange(AssetState.TYPE, result.type().name()));
        Map<String, PropertyChange> last = new LinkedHashMap<>();
        result.changes().forEach(change -> last.put(change.path(), change));
        state.forEach(change -> last.put(change.path(), change));
        return List.copyOf(last.values());
    }

    /** Returns the digest of the asset's present uuid. Processors usually return the uuid, which saves a look-up. */
    private static String digest(AssetNode asset, ItemResult result) throws RepositoryException {
        String uuid = null;
        for (PropertyChange change : result.changes()) {
            if (change.path().equals(AssetState.UUID) && change.value() instanceof String said) {
                uuid = said;
            }
        }
        return DuplicateUuidFilter.digest(uuid == null ? AssetState.uuid(asset.content()) : uuid);
    }

    @Override
    public void note(String path, ItemResult result) {
        news.unwritten(path, result);
        note(path, result, DuplicateUuidFilter.digest(null));
    }

    private void note(String path, ItemResult result, String digest) {
        if (result.type() == FileType.DITA_MAP) {
            maps.add(digests.size());
        }
        digests.add(digest);
        Counts one =
                switch (result.outcome()) {
                    case SUCCEEDED -> new Counts(1, 0, 0);
                    case FAILED -> new Counts(0, 1, 0);
                    case SKIPPED -> new Counts(0, 0, 1);
                };
        tally = tally.plus(result.type(), one).plusWarnings(result.warnings().size());
        if (result.outcome() != Outcome.SUCCEEDED || !result.warnings().isEmpty()) {
            reports.add(new ItemReport(
                    tools.time().now(),
                    path,
                    result.type(),
                    result.outcome().name(),
                    result.reason(),
                    result.warnings()));
        }
    }
}
