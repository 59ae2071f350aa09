package org.openguides.processing.internal.engine.work;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import org.openguides.processing.api.FileType;
import org.openguides.processing.internal.asset.ContentUnreachableException;
import org.openguides.processing.internal.catalog.CatalogUnavailableException;
import org.openguides.processing.internal.engine.selection.StoreOutageDetector;
import org.openguides.processing.internal.store.Deferral;
import org.openguides.processing.internal.store.DeferredAsset;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.SupersededException;
import org.openguides.processing.spi.ItemResult;

/**
 * Retries the deferred assets of a partition, each in its own commit: they are few, and each may be rejected. For one
 * thread.
 */
final class DeferredRound {

    private final Checkpoint checkpoint;
    private final Batches batches;
    private final CurrentAsset current;
    /** Indexes of assets whose originals are lost. */
    private final Set<Integer> lost = new HashSet<>();
    /** Indexes of assets that are due to fail, but that are tried once more after other originals could be read. */
    private final Set<Integer> lastTries = new HashSet<>();

    DeferredRound(Checkpoint checkpoint, Batches batches, CurrentAsset current) {
        this.checkpoint = checkpoint;
        this.batches = batches;
        this.current = current;
    }

    /** Retries one deferred asset, or ends the round if each has been tried. */
    void next(Session session) throws RepositoryException, SupersededException {
        Optional<DeferredAsset> next = checkpoint.deferred().next();
        if (next.isEmpty()) {
            checkpoint.endRound(session);
            return;
        }
        if (checkpoint.isCautious()) {
            current.beginCautiously();
            try {
                checkpoint.recordCurrentAsset(
                        session, batches.paths().get(next.get().index()));
                retry(session, next.get());
            } catch (ContentUnreachableException | CatalogUnavailableException e) {
                checkpoint.clearCurrentAsset(session);
                throw e;
            } finally {
                current.endCautiously();
            }
        } else {
            retry(session, next.get());
        }
    }

    private void retry(Session session, DeferredAsset asset) throws RepositoryException, SupersededException {
        Deferral later;
        try {
            PartitionNode partition = checkpoint.own(session);
            Batch batch = batches.late(session, asset.index());
            later = batches.add(session, batch, asset.index(), true);
            current.clear();
            if (later == null) {
                checkpoint.save(
                        partition,
                        batch,
                        checkpoint.position(),
                        checkpoint.deferred().without(asset.index()));
                return;
            }
        } catch (RepositoryException e) {
            later = DeferredAssets.reason(e);
            if (later == null) {
                session.refresh(false);
                if (!CommitRejection.concernsSingleAssets(e) && !checkpoint.isRefusedByStore(session, e)) {
                    throw e;
                }
                settle(
                        session,
                        asset,
                        ItemResult.failure(FileType.OTHERS, CommitRejection.reason(e, asset.tries() + 1)));
                return;
            }
        }
        session.refresh(false);
        triedInVain(session, asset.again(later));
    }

    private void triedInVain(Session session, DeferredAsset asset) throws RepositoryException, SupersededException {
        if (!checkpoint.deferred().isOver(asset, checkpoint.now())) {
            checkpoint.deferred().tried(asset);
            clearCurrentAsset(session);
            return;
        }
        if (asset.why() == Deferral.CONTENT_UNREACHABLE) {
            if (isStoreAway(session)) {
                lastTries.remove(asset.index());
                throw new ContentUnreachableException(
                        batches.paths().get(asset.index()), new IOException("other originals cannot be read either"));
            }
            // the store may have come back since this asset was tried
            if (lastTries.add(asset.index())) {
                clearCurrentAsset(session);
                return;
            }
        }
        settle(session, asset, checkpoint.deferred().outcome(asset));
        if (asset.why() == Deferral.CONTENT_UNREACHABLE) {
            lost.add(asset.index());
        }
    }

    private void clearCurrentAsset(Session session) throws RepositoryException, SupersededException {
        if (checkpoint.isCautious()) {
            checkpoint.clearCurrentAsset(session);
        }
    }

    /** Without other assets to test, a few unreadable ones do not indicate an outage, but many do. */
    private boolean isStoreAway(Session session) throws RepositoryException {
        DeferredAssets deferred = checkpoint.deferred();
        Set<Integer> except = new HashSet<>(lost);
        except.addAll(deferred.indexes());
        return switch (batches.askOthers(session, except)) {
            case THERE -> false;
            case AWAY -> true;
            case UNKNOWN -> deferred.unreachable() + lost.size() >= StoreOutageDetector.AWAY;
        };
    }

    private void settle(Session session, DeferredAsset asset, ItemResult outcome)
            throws RepositoryException, SupersededException {
        PartitionNode partition = checkpoint.own(session);
        Batch batch = batches.late(session, asset.index());
        batch.note(batches.paths().get(asset.index()), outcome);
        checkpoint.save(
                partition, batch, checkpoint.position(), checkpoint.deferred().without(asset.index()));
    }
}
