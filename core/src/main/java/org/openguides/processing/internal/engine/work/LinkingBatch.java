package org.openguides.processing.internal.engine.work;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.FileType;
import org.openguides.processing.internal.access.RequesterRights;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.engine.AssetLinks;
import org.openguides.processing.internal.store.Deferral;
import org.openguides.processing.internal.store.ItemReport;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.Tally;
import org.openguides.processing.spi.Finding;
import org.openguides.processing.spi.ItemResult;
import org.openguides.processing.spi.Outcome;

/** Links assets. They already have an outcome, so an error is only a warning. */
final class LinkingBatch implements Batch {

    /** Several assets are read at once, as that may be a query; few enough to notice an open request soon. */
    private static final int AT_ONCE = 50;

    private final Session session;
    private final AssetLinks.Reader links;
    private final Set<String> doubtful;
    private final AssetResults results;
    private final RequesterRights rights;
    private final Clock clock;
    private final Runnable progress;
    private final List<AssetNode> assets = new ArrayList<>();
    private final List<ItemReport> reports = new ArrayList<>();

    /**
     * @param doubtful assets whose uuid may also belong to another asset
     * @param progress called with each step
     */
    LinkingBatch(
            Session session,
            AssetLinks.Reader links,
            Set<String> doubtful,
            AssetResults results,
            RequesterRights rights,
            Clock clock,
            Runnable progress) {
        this.session = session;
        this.links = links;
        this.doubtful = doubtful;
        this.results = results;
        this.rights = rights;
        this.clock = clock;
        this.progress = progress;
    }

    @Override
    public @Nullable Deferral add(String path) throws RepositoryException {
        find(path).ifPresent(assets::add);
        if (assets.size() >= AT_ONCE) {
            link();
        }
        return null;
    }

    @Override
    public void defer() {
        throw new IllegalStateException("what is linked has been processed");
    }

    @Override
    public void note(String path, ItemResult result) {
        throw new IllegalStateException("what is linked has its outcome");
    }

    /** Reports the findings about the asset nevertheless. */
    @Override
    public void addFailure(String path, Finding reason) throws RepositoryException {
        Optional<AssetNode> asset = find(path);
        if (asset.isPresent()) {
            AssetLinks.Links found = links.of(List.of(asset.get()), doubtful).get(0);
            warn(asset.get(), found.warnings());
            noteFailure(path, reason);
        }
    }

    @Override
    public void noteFailure(String path, Finding reason) {
        String message = "its parent maps cannot be written: " + reason.message();
        warn(path, null, List.of(new Finding(reason.code(), message)));
    }

    @Override
    public void complete(PartitionNode partition) throws RepositoryException {
        link();
        results.complete(partition);
    }

    private void link() throws RepositoryException {
        if (assets.isEmpty()) {
            return;
        }
        progress.run();
        List<AssetLinks.Links> found = links.of(assets, doubtful);
        for (int i = 0; i < found.size(); i++) {
            AssetNode asset = assets.get(i);
            results.linked(asset, found.get(i).changes());
            warn(asset, found.get(i).warnings());
        }
        assets.clear();
    }

    @Override
    public Tally tally() {
        return Tally.NONE.plusWarnings(
                reports.stream().mapToLong(report -> report.notes().size()).sum());
    }

    @Override
    public List<ItemReport> reports() {
        return reports;
    }

    private void warn(AssetNode asset, List<Finding> warnings) throws RepositoryException {
        if (!warnings.isEmpty()) {
            warn(asset.path(), AssetState.type(asset.content()), warnings);
        }
    }

    private void warn(String path, @Nullable FileType type, List<Finding> warnings) {
        reports.add(new ItemReport(clock.instant(), path, type, Outcome.SUCCEEDED.name(), Finding.NONE, warnings));
    }

    private Optional<AssetNode> find(String path) throws RepositoryException {
        Optional<AssetNode> asset = AssetNode.at(session, path);
        return asset.isPresent() && rights.mayModify(path) ? asset : Optional.empty();
    }
}
