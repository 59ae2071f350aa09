package org.openguides.processing.internal.engine.work;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.Reason;
import org.openguides.processing.internal.access.RequesterRights;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.engine.selection.Occupancy;
import org.openguides.processing.internal.store.Deferral;
import org.openguides.processing.internal.store.ItemReport;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.Tally;
import org.openguides.processing.spi.Finding;
import org.openguides.processing.spi.ItemResult;
import org.openguides.processing.spi.Outcome;

/** Removes the results of earlier processing from assets. */
final class ResetBatch implements Batch {

    private final Session session;
    private final AssetResults results;
    private final RequesterRights rights;
    private final Clock clock;
    private final Occupancy occupancy;
    private final List<ItemReport> reports = new ArrayList<>();
    private Tally tally = Tally.NONE;

    ResetBatch(Session session, AssetResults results, RequesterRights rights, Clock clock) {
        this.session = session;
        this.results = results;
        this.rights = rights;
        this.clock = clock;
        this.occupancy = new Occupancy(session);
    }

    @Override
    public @Nullable Deferral add(String path) throws RepositoryException {
        Optional<AssetNode> asset = AssetNode.at(session, path);
        if (asset.isEmpty()) {
            note(path, skipped(Reason.GONE, "it has been deleted or moved since it was selected"));
            return null;
        }
        Deferral occupied = occupancy.of(asset.get());
        if (occupied != null) {
            return occupied;
        }
        if (!rights.mayModify(path)) {
            note(path, skipped(Reason.NOT_PERMITTED, "the user who started the run may not modify it"));
            return null;
        }
        FileType type = AssetState.type(asset.get().content());
        results.reset(asset.get());
        note(path, ItemResult.success(type == null ? FileType.OTHERS : type));
        return null;
    }

    private static ItemResult skipped(Reason reason, String message) {
        return ItemResult.skipped(FileType.OTHERS, Finding.of(reason, message));
    }

    @Override
    public void defer() {
        // an asset without an outcome has no report
    }

    @Override
    public void note(String path, ItemResult result) {
        Counts one =
                switch (result.outcome()) {
                    case SUCCEEDED -> new Counts(1, 0, 0);
                    case FAILED -> new Counts(0, 1, 0);
                    case SKIPPED -> new Counts(0, 0, 1);
                };
        tally = tally.plus(result.type(), one);
        if (result.outcome() != Outcome.SUCCEEDED) {
            reports.add(new ItemReport(
                    clock.instant(), path, result.type(), result.outcome().name(), result.reason(), List.of()));
        }
    }

    @Override
    public void addFailure(String path, Finding reason) {
        noteFailure(path, reason);
    }

    @Override
    public void noteFailure(String path, Finding reason) {
        note(path, ItemResult.failure(FileType.OTHERS, reason));
    }

    @Override
    public void complete(PartitionNode partition) throws RepositoryException {
        results.complete(partition);
    }

    @Override
    public Tally tally() {
        return tally;
    }

    @Override
    public List<ItemReport> reports() {
        return reports;
    }
}
