package org.openguides.processing.internal.run;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.Selection;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.CatalogUnavailableException;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.SupersededException;

/**
 * Walks the tree and seals partitions of what it finds. The position of the walk is committed together with each sealed
 * partition, so that a later attempt goes on behind it. For one thread.
 */
final class SelectionPhase {

    /** How long the walk goes on before the coordinator looks after the partitions again. */
    private static final Duration SLICE = Duration.ofSeconds(1);

    /** How many assets are judged together. */
    private static final int JUDGED_AT_ONCE = 100;

    private final Attempt attempt;
    private final RunSettings settings;
    private final AssetSelector selector;
    private final Catalogs catalogs;
    private AssetSource source;
    private final Map<AssetSelector.Verdict, Long> verdicts = new EnumMap<>(AssetSelector.Verdict.class);
    private final List<String> found = new ArrayList<>();
    private @Nullable String cursor;
    private long sealedAssets;
    private int sealedPartitions;
    private boolean complete;

    SelectionPhase(Attempt attempt, RunNode run, RunSettings settings, RunExecution.Surroundings around)
            throws RepositoryException {
        RunRequest request = attempt.request();
        this.attempt = attempt;
        this.settings = settings;
        this.selector = new AssetSelector(request.filter(), around.types());
        this.catalogs = around.catalogs();
        this.cursor = run.cursor();
        this.sealedAssets = run.selection().found();
        this.sealedPartitions = run.partitions().size();
        this.complete = run.selection().state() == Selection.State.COMPLETE;
        this.source = AssetSource.of(request, cursor);
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
        return RunSummary.selection(found(), verdicts);
    }

    /**
     * Walks on until a partition is full, the walk has ended or some time has passed, and seals what has been found.
     *
     * @return the name of the partition that was sealed; null if none was
     * @throws CatalogUnavailableException if the catalog has to be asked and cannot be; the next call goes on
     */
    @Nullable
    String advance(Session session) throws RepositoryException, SupersededException {
        Instant end = attempt.now().plus(SLICE);
        boolean more = true;
        while (more && found.size() < settings.partitionSize() && attempt.now().isBefore(end)) {
            more = step(session);
        }
        return seal(session, !more);
    }

    private boolean step(Session session) throws RepositoryException {
        int count = Math.min(JUDGED_AT_ONCE, settings.partitionSize() - found.size());
        List<AssetNode> assets = source.next(session, count);
        List<AssetSelector.Verdict> judged = judge(session, assets);
        for (int i = 0; i < assets.size(); i++) {
            cursor = assets.get(i).path();
            verdicts.merge(judged.get(i), 1L, Long::sum);
            if (judged.get(i) == AssetSelector.Verdict.SELECTED) {
                found.add(cursor);
            }
        }
        return assets.size() == count;
    }

    private List<AssetSelector.Verdict> judge(Session session, List<AssetNode> assets) throws RepositoryException {
        try {
            return selector.judge(assets, catalogs.in(session));
        } catch (CatalogUnavailableException e) {
            // the walk has passed assets that nobody has judged
            source = AssetSource.of(attempt.request(), cursor);
            throw e;
        }
    }

    private @Nullable String seal(Session session, boolean last) throws RepositoryException, SupersededException {
        Selection selection =
                new Selection(last ? Selection.State.COMPLETE : Selection.State.WALKING, sealedAssets + found.size());
        int number = sealedPartitions + 1;
        String[] name = new String[1];
        attempt.commit(session, run -> {
            run.setSelection(selection, cursor);
            name[0] = found.isEmpty() ? null : run.seal(number, found).name();
        });
        sealedPartitions += found.isEmpty() ? 0 : 1;
        sealedAssets = selection.found();
        found.clear();
        complete = last;
        return name[0];
    }
}
