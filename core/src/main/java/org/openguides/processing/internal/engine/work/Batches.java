package org.openguides.processing.internal.engine.work;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.GuidesProperties;
import org.openguides.processing.api.Reason;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunType;
import org.openguides.processing.internal.access.RequesterRights;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.asset.ContentUnreachableException;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.engine.AssetLinks;
import org.openguides.processing.internal.engine.EngineMetrics;
import org.openguides.processing.internal.engine.selection.StoreOutageDetector;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.store.Deferral;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.spi.Finding;
import org.openguides.processing.spi.ItemResult;
import org.slf4j.Logger;

/** Creates the batches of one partition and adds its assets to them. For one thread. */
final class Batches {

    private static final Logger LOG = ServerLog.of(Batches.class);

    private final String run;
    private final String runPath;
    private final List<String> users;
    private final Supplier<AssetResults> results;
    private final Set<FileType> wantedTypes;
    private final List<String> paths;
    private final Set<String> doubtful;
    private final boolean processed;
    private final boolean resets;
    private final boolean makesNews;
    private final WorkServices tools;
    private final CurrentAsset current;
    private final StoreOutageDetector unreachable;
    /** Cached per session, which lasts for a few batches. */
    private @Nullable RequesterRights rights;

    /** @param processed whether the assets have been processed and are to be linked */
    Batches(RunNode run, PartitionNode partition, boolean processed, WorkServices tools, CurrentAsset current)
            throws RepositoryException {
        this.run = run.id();
        this.runPath = run.node().getPath();
        RunRequest request = run.request();
        this.users = run.users().all();
        this.resets = request.type() == RunType.RESET;
        this.results = results(run, tools);
        this.wantedTypes = request.filter().fileTypes();
        this.paths = partition.paths();
        this.doubtful = partition.doubtful().stream().map(paths::get).collect(Collectors.toSet());
        this.processed = processed;
        this.makesNews = tools.node().listener().wantsAssets() && !run.isComparing();
        this.tools = tools;
        this.current = current;
        this.unreachable = new StoreOutageDetector(tools.workbench().types(), current::advance);
    }

    private static Supplier<AssetResults> results(RunNode run, WorkServices tools) throws RepositoryException {
        GuidesProperties guidesProperties = run.guidesProperties();
        Catalogs catalogs = tools.workbench().catalogs();
        return run.isComparing()
                ? () -> new ComparedResults(catalogs.records())
                : () -> new WrittenResults(
                        guidesProperties,
                        catalogs.records(),
                        tools.node().time().wall());
    }

    /** Returns the assets of the partition in the order of the walk. */
    List<String> paths() {
        return paths;
    }

    /** Creates a batch that continues at the checkpoint. */
    Batch next(Session session) throws RepositoryException {
        return late(session, -1);
    }

    /**
     * Creates a batch for one deferred asset.
     *
     * @param late its index among the paths; -1 to continue at the checkpoint
     */
    Batch late(Session session, int late) throws RepositoryException {
        if (rights == null || !rights.areOf(session)) {
            rights = new RequesterRights(session, tools.workbench().requesters().find(users));
        }
        AssetResults next = results.get();
        return processed
                ? new LinkingBatch(
                        session,
                        links(session, rights),
                        doubtful,
                        next,
                        rights,
                        tools.node().time().wall(),
                        current::step)
                : resets
                        ? new ResetBatch(
                                session, next, rights, tools.node().time().wall())
                        : new ProcessingBatch(
                                session,
                                new ProcessingBatch.Tools(
                                        tools.processors(),
                                        tools.node().time(),
                                        tools.node().settings().comparedBytes(),
                                        tools.node().metrics()),
                                next,
                                rights,
                                current,
                                late,
                                unreachable,
                                new AssetNews(makesNews));
    }

    private AssetLinks.Reader links(Session session, RequesterRights visible) throws RepositoryException {
        AssetLinks.Reader reader = tools.workbench()
                .links()
                .begin(
                        run,
                        session,
                        tools.records().of(runPath, session, current::step),
                        visible::mayRead,
                        current::step);
        return (assets, doubtful) -> {
            long began = System.nanoTime();
            List<AssetLinks.Links> found = reader.of(assets, doubtful);
            tools.node().metrics().took(EngineMetrics.Step.LINK, System.nanoTime() - began);
            return found;
        };
    }

    /** Adds an asset to a batch; returns why it has to be retried later, null if it has an outcome. */
    @Nullable
    Deferral add(Session session, Batch batch, int index, boolean again) throws RepositoryException {
        String path = paths.get(index);
        try {
            if (again && isOfAnotherType(session, path)) {
                batch.note(
                        path,
                        ItemResult.skipped(
                                FileType.OTHERS, Finding.of(Reason.OTHER_TYPE, "its type is not selected by the run")));
                return null;
            }
            return batch.add(path);
        } catch (ContentUnreachableException e) {
            if (processed) {
                throw e;
            }
            LOG.warn("{} is tried again later", path, e);
            if (e.path().equals(path) && !again) {
                unreachable.count(e, session, paths, index);
            }
            return Deferral.CONTENT_UNREACHABLE;
        }
    }

    /** The selection could not determine the type of unreadable assets. */
    private boolean isOfAnotherType(Session session, String path) throws RepositoryException {
        Optional<AssetNode> asset = wantedTypes.isEmpty() ? Optional.empty() : AssetNode.at(session, path);
        return asset.isPresent()
                && !wantedTypes.contains(tools.workbench().types().typeOf(asset.get()));
    }

    /** Returns what the originals of other assets indicate about the data store. */
    StoreOutageDetector.Store askOthers(Session session, Set<Integer> except) throws RepositoryException {
        return unreachable.ask(session, paths, except);
    }
}
