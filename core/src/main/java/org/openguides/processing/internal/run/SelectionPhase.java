package org.openguides.processing.internal.run;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.Selection;
import org.openguides.processing.internal.asset.ContentUnreachableException;
import org.openguides.processing.internal.catalog.CatalogUnavailableException;
import org.openguides.processing.internal.store.Deferral;
import org.openguides.processing.internal.store.DeferredAsset;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.SupersededException;

/**
 * Walks the tree and seals partitions of what it finds. The position of the walk is committed together with each sealed
 * partition, so that a later attempt goes on behind it. For one thread.
 */
final class SelectionPhase {

    /** How long the walk goes on before the coordinator looks after the partitions again. */
    private static final Duration SLICE = Duration.ofSeconds(1);

    private final Attempt attempt;
    private final RunSettings settings;
    private final JudgedAssets assets;
    private final List<String> found = new ArrayList<>();
    /** Which of them cannot be read now. */
    private final List<DeferredAsset> unread = new ArrayList<>();

    private long sealedAssets;
    private int sealedPartitions;
    private boolean complete;

    SelectionPhase(Attempt attempt, RunNode run, RunSettings settings, RunExecution.Surroundings around)
            throws RepositoryException {
        RunRequest request = attempt.request();
        this.attempt = attempt;
        this.settings = settings;
        this.assets = new JudgedAssets(
                request,
                new AssetSelector(request.filter(), around.types(), attempt.renewsOutdated(), false),
                around.catalogs(),
                run.cursor());
        Selection selection = run.selection();
        this.sealedAssets = selection.found();
        this.sealedPartitions = run.partitions().size();
        this.complete = selection.state() == Selection.State.COMPLETE;
    }

    boolean isComplete() {
        return complete;
    }

    /** The number of assets selected so far. */
    long found() {
        return sealedAssets + found.size();
    }

    /** What this attempt's part of the walk came to, as a sentence for the log. */
    String describe() {
        return RunSummary.selection(found(), assets.verdicts());
    }

    /**
     * Walks on until a partition is full, the walk has ended or some time has passed, and seals what has been found.
     *
     * @return the name of the partition that was sealed; null if none was
     * @throws CatalogUnavailableException if the catalog has to be asked and cannot be; the next call goes on
     * @throws ContentUnreachableException if files have to be read and the data store is away; the next call goes on
     */
    @Nullable
    String advance(Session session) throws RepositoryException, SupersededException {
        Instant end = attempt.now().plus(SLICE);
        int size = settings.sizeOfPartition(sealedAssets);
        while (!assets.isEnded() && found.size() < size && attempt.now().isBefore(end)) {
            assets.next(session, size - found.size()).stream()
                    .filter(JudgedAssets.Judged::isSelected)
                    .forEach(this::add);
        }
        return seal(session, assets.isEnded());
    }

    private void add(JudgedAssets.Judged asset) {
        if (asset.isUnread()) {
            unread.add(new DeferredAsset(found.size(), 1, attempt.now(), Deferral.CONTENT_UNREACHABLE));
        }
        found.add(asset.asset().path());
    }

    private @Nullable String seal(Session session, boolean last) throws RepositoryException, SupersededException {
        Selection selection =
                new Selection(last ? Selection.State.COMPLETE : Selection.State.WALKING, sealedAssets + found.size());
        int number = sealedPartitions + 1;
        String[] name = new String[1];
        attempt.commit(session, run -> {
            run.setSelection(selection, assets.cursor());
            name[0] = found.isEmpty() ? null : seal(run, number).name();
        });
        sealedPartitions += found.isEmpty() ? 0 : 1;
        sealedAssets = selection.found();
        found.clear();
        unread.clear();
        complete = last;
        return name[0];
    }

    private PartitionNode seal(RunNode run, int number) throws RepositoryException {
        PartitionNode partition = run.seal(number, found);
        if (!unread.isEmpty()) {
            partition.setDeferred(unread, null);
        }
        return partition;
    }
}
