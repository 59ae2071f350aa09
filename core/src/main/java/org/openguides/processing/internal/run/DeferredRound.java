package org.openguides.processing.internal.run;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.io.IOException;
import java.util.Optional;

import org.openguides.processing.api.FileType;
import org.openguides.processing.internal.asset.ContentUnreachableException;
import org.openguides.processing.internal.store.Deferral;
import org.openguides.processing.internal.store.DeferredAsset;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.SupersededException;
import org.openguides.processing.spi.ItemResult;

/** Tries the deferred assets of a partition again, each in a commit of its own: they are few, and each may be refused. For one thread. */
final class DeferredRound {

    private final Checkpoint checkpoint;
    private final Batches batches;
    private final InHand inHand;

    DeferredRound(Checkpoint checkpoint, Batches batches, InHand inHand) {
        this.checkpoint = checkpoint;
        this.batches = batches;
        this.inHand = inHand;
    }

    /** Tries one of the deferred assets once more, or ends the round if each has been tried. */
    void next(Session session) throws RepositoryException, SupersededException {
        Optional<DeferredAsset> next = checkpoint.deferred().next();
        if (next.isEmpty()) {
            checkpoint.endRound(session);
            return;
        }
        DeferredAsset asset = next.get();
        Deferral later;
        try {
            PartitionNode partition = checkpoint.own(session);
            Batch batch = batches.late(session, asset.index());
            later = batches.add(session, batch, asset.index(), true);
            inHand.layDown();
            if (later == null) {
                checkpoint.save(
                        partition,
                        batch,
                        checkpoint.position(),
                        checkpoint.deferred().without(asset));
                return;
            }
        } catch (RepositoryException e) {
            later = DeferredAssets.reason(e);
            if (later == null) {
                session.refresh(false);
                if (!Refusal.concernsSingleAssets(e) && !checkpoint.isRefusedByStore(session, e)) {
                    throw e;
                }
                settle(session, asset, ItemResult.failure(FileType.OTHERS, Refusal.reason(e, asset.tries() + 1)));
                return;
            }
        }
        session.refresh(false);
        triedInVain(session, asset.again(later));
    }

    private void triedInVain(Session session, DeferredAsset asset) throws RepositoryException, SupersededException {
        if (!checkpoint.deferred().isOver(asset, checkpoint.now())) {
            checkpoint.deferred().tried(asset);
            return;
        }
        if (asset.why() == Deferral.CONTENT_UNREACHABLE
                && !batches.othersCanBeRead(session, checkpoint.deferred().indexes())) {
            throw new ContentUnreachableException(
                    batches.paths().get(asset.index()), new IOException("no other original can be read either"));
        }
        settle(session, asset, checkpoint.deferred().outcome(asset));
    }

    private void settle(Session session, DeferredAsset asset, ItemResult outcome)
            throws RepositoryException, SupersededException {
        PartitionNode partition = checkpoint.own(session);
        Batch batch = batches.late(session, asset.index());
        batch.note(batches.paths().get(asset.index()), outcome);
        checkpoint.save(
                partition, batch, checkpoint.position(), checkpoint.deferred().without(asset));
    }
}
