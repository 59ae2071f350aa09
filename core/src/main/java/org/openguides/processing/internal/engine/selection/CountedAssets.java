package org.openguides.processing.internal.engine.selection;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.openguides.processing.api.FileType;
import org.openguides.processing.internal.access.Requester;
import org.openguides.processing.internal.access.RequesterRights;
import org.openguides.processing.internal.engine.RunSettings;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.SelectionNode;

/** Counts selected assets by type, for a dry run. For one thread. */
final class CountedAssets implements Findings {

    private final List<Requester> requesters;
    private final int most;
    private final Map<String, Long> verdictsBefore;
    private final Map<String, Long> typesBefore;
    private final Map<FileType, Long> types = new EnumMap<>(FileType.class);
    private long found;
    private long notPermitted;

    CountedAssets(RunNode run, List<Requester> requesters, RunSettings settings) throws RepositoryException {
        this.requesters = requesters;
        this.most = settings.sizes().partition();
        SelectionNode before = run.selectionWork();
        this.verdictsBefore = before.verdicts();
        this.typesBefore = before.types();
        this.notPermitted = before.notPermitted();
        // an earlier build recorded the count of a walk that has to start again
        this.found = run.cursor() == null ? 0 : run.selection().found();
    }

    @Override
    public int room() {
        return most;
    }

    @Override
    public int add(Session session, List<JudgedAssets.Judged> judged) throws RepositoryException {
        RequesterRights rights = new RequesterRights(session, requesters);
        for (JudgedAssets.Judged asset : judged) {
            if (asset.isSelected()) {
                count(asset, rights);
            }
        }
        return judged.size();
    }

    private void count(JudgedAssets.Judged asset, RequesterRights rights) throws RepositoryException {
        found++;
        FileType type = asset.judgement().type();
        if (!rights.mayModify(asset.asset().path())) {
            notPermitted++;
        } else if (type != null) {
            types.merge(type, 1L, Long::sum);
        }
    }

    @Override
    public long found() {
        return found;
    }

    @Override
    public void write(RunNode run, SelectionNode selection, Map<Verdict, Long> verdicts) throws RepositoryException {
        selection.setVerdicts(SealedPartitions.sum(verdictsBefore, verdicts));
        selection.setDryRun(SealedPartitions.sum(typesBefore, types), notPermitted);
    }

    @Override
    public void written() {
        // counting continues in memory
    }
}
