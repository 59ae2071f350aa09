package org.openguides.processing.internal.engine.selection;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.internal.access.Requester;
import org.openguides.processing.internal.access.RequesterRights;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.asset.ContentUnreachableException;
import org.openguides.processing.internal.catalog.CatalogUnavailableException;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.walk.ProcessedPaths;

/** The candidates of a request with the verdict on each. For one thread. */
final class JudgedAssets {

    /** Number of assets for one query to the catalog. */
    private static final int AT_ONCE = 100;

    private final RunRequest request;
    private final AssetSelector selector;
    private final Catalogs catalogs;
    private final List<Requester> requesters;
    private final ProcessedPaths paths;
    private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
    private AssetSource source;
    private long unreadFolders;
    private long unreadFoldersBefore;
    private @Nullable String cursor;
    private boolean ended;

    /** An asset and its verdict. The asset belongs to one session. */
    record Judged(AssetNode asset, AssetSelector.Judgement judgement) {

        boolean isSelected() {
            return judgement.verdict().isSelected();
        }

        /** Returns whether the asset is selected although its type could not be determined. */
        boolean isUnread() {
            return judgement.verdict() == Verdict.UNREAD;
        }
    }

    /**
     * @param requesters users of the run; assets that they may not read are left out and not counted
     * @param paths      assets that are processed at all
     * @param after      path after which to start; null for the beginning
     */
    JudgedAssets(
            RunRequest request,
            AssetSelector selector,
            Catalogs catalogs,
            List<Requester> requesters,
            ProcessedPaths paths,
            @Nullable String after) {
        this.request = request;
        this.selector = selector;
        this.catalogs = catalogs;
        this.requesters = List.copyOf(requesters);
        this.paths = paths;
        this.cursor = after;
        this.source = AssetSource.of(request, after, this::reads);
    }

    /** Returns whether all candidates have been returned. */
    boolean isEnded() {
        return ended;
    }

    /** Returns the path of the last candidate; null if there was none. */
    @Nullable
    String cursor() {
        return cursor;
    }

    /** Returns the number of candidates by verdict. */
    Map<Verdict, Long> verdicts() {
        return verdicts;
    }

    /** Returns the number of folders at ignored paths that the walk has not read. */
    long unreadFolders() {
        return unreadFoldersBefore;
    }

    /** Counts a folder that is not read, unless a user may not know that it exists. */
    private boolean reads(Session session, String folder) throws RepositoryException {
        if (paths.mayIncludeBelow(folder)) {
            return true;
        }
        unreadFolders += mayRead(session, folder) ? 1 : 0;
        return false;
    }

    private boolean mayRead(Session session, String path) throws RepositoryException {
        return !requesters.stream().allMatch(Requester::isPresent)
                || new RequesterRights(session, requesters).mayRead(path);
    }

    /**
     * Returns some more candidates.
     *
     * @throws CatalogUnavailableException if the catalog is needed and unavailable; the next call continues at the same
     *                                     place
     * @throws ContentUnreachableException if types have to be read and the data store is unavailable; the next call
     *                                     continues at the same place
     */
    List<Judged> next(Session session, int most) throws RepositoryException {
        int count = Math.min(most, AT_ONCE);
        List<AssetNode> walked = source.next(session, count);
        List<AssetNode> assets = readable(session, walked);
        List<AssetSelector.Judgement> judgements = judge(session, assets);
        List<Judged> judged = new ArrayList<>();
        for (int i = 0; i < assets.size(); i++) {
            verdicts.merge(judgements.get(i).verdict(), 1L, Long::sum);
            judged.add(new Judged(assets.get(i), judgements.get(i)));
        }
        cursor = walked.isEmpty() ? cursor : walked.get(walked.size() - 1).path();
        unreadFoldersBefore = unreadFolders;
        ended = walked.size() < count;
        return judged;
    }

    private List<AssetNode> readable(Session session, List<AssetNode> assets) throws RepositoryException {
        if (!requesters.stream().allMatch(Requester::isPresent)) {
            // if a user no longer exists, the workers skip each asset and report that
            return assets;
        }
        RequesterRights rights = new RequesterRights(session, requesters);
        List<AssetNode> readable = new ArrayList<>();
        for (AssetNode asset : assets) {
            if (rights.mayRead(asset.path())) {
                readable.add(asset);
            }
        }
        return readable;
    }

    private List<AssetSelector.Judgement> judge(Session session, List<AssetNode> assets) throws RepositoryException {
        try {
            return selector.judge(assets, catalogs.in(session));
        } catch (CatalogUnavailableException | ContentUnreachableException e) {
            // the source has advanced beyond assets without a verdict
            source = AssetSource.of(request, cursor, this::reads);
            unreadFolders = unreadFoldersBefore;
            throw e;
        }
    }
}
