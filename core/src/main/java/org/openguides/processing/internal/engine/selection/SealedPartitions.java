package org.openguides.processing.internal.engine.selection;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.openguides.processing.internal.engine.RunSettings;
import org.openguides.processing.internal.engine.Time;
import org.openguides.processing.internal.store.Deferral;
import org.openguides.processing.internal.store.DeferredAsset;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.SelectionNode;

/** Seals selected assets in partitions, which workers can acquire immediately. For one thread. */
final class SealedPartitions implements Findings {

    private final RunSettings settings;
    private final Time time;
    private final Map<String, Long> verdictsBefore;
    private final List<String> found = new ArrayList<>();
    /** Assets that cannot be read at the moment. */
    private final List<DeferredAsset> unread = new ArrayList<>();

    private long sealedAssets;
    private int sealedPartitions;

    SealedPartitions(RunNode run, RunSettings settings, Time time) throws RepositoryException {
        this.settings = settings;
        this.time = time;
        this.verdictsBefore = run.selectionWork().verdicts();
        this.sealedAssets = run.selection().found();
        this.sealedPartitions = run.partitions().size();
    }

    @Override
    public int room() {
        return Math.max(0, settings.sizeOfPartition(sealedAssets) - found.size());
    }

    @Override
    public int add(Session session, List<JudgedAssets.Judged> judged) {
        int before = found.size();
        for (JudgedAssets.Judged asset : judged) {
            if (asset.isUnread()) {
                unread.add(new DeferredAsset(found.size(), 1, time.now(), Deferral.CONTENT_UNREACHABLE));
            }
            if (asset.isSelected()) {
                found.add(asset.asset().path());
            }
        }
        return found.size() - before;
    }

    @Override
    public long found() {
        return sealedAssets + found.size();
    }

    @Override
    public void write(RunNode run, SelectionNode selection, Map<Verdict, Long> verdicts) throws RepositoryException {
        if (!found.isEmpty()) {
            PartitionNode partition = run.seal(sealedPartitions + 1, found);
            if (!unread.isEmpty()) {
                partition.setDeferred(unread, null);
            }
        }
        selection.setVerdicts(sum(verdictsBefore, verdicts));
    }

    /** Adds the counts of this worker to those of earlier workers. */
    static Map<String, Long> sum(Map<String, Long> before, Map<? extends Enum<?>, Long> more) {
        Map<String, Long> sum = new TreeMap<>(before);
        more.forEach((key, count) -> sum.merge(key.name(), count, Long::sum));
        return sum;
    }

    @Override
    public void written() {
        sealedPartitions += found.isEmpty() ? 0 : 1;
        sealedAssets += found.size();
        found.clear();
        unread.clear();
    }
}
