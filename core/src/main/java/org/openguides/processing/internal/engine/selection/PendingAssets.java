package org.openguides.processing.internal.engine.selection;

import javax.jcr.PathNotFoundException;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.catalog.Standing;

/** Decides about single assets as the selection of a run of the system does. Safe for use by multiple threads. */
public final class PendingAssets {

    private final Catalogs catalogs;

    /** What is to be done with an asset. */
    public enum State {
        /** It has to be processed. */
        PENDING,
        /** It has to be processed, but AEM, a user or another program holds it. */
        OCCUPIED,
        /** Nothing: its results are those of its present content, or there is no asset. */
        SETTLED
    }

    public PendingAssets(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    /**
     * Returns the state of what is at some paths.
     *
     * @throws org.openguides.processing.internal.catalog.CatalogUnavailableException if it cannot be determined now
     */
    public Map<String, State> states(Session session, List<String> paths) throws RepositoryException {
        Map<String, State> states = new LinkedHashMap<>();
        List<AssetNode> assets = new ArrayList<>();
        for (String path : paths) {
            states.put(path, State.SETTLED);
            asset(session, path).ifPresent(assets::add);
        }
        List<Standing> standings = catalogs.in(session).standings(assets);
        Occupancy occupancy = new Occupancy(session);
        for (int i = 0; i < assets.size(); i++) {
            if (standings.get(i).outcome() == Standing.Outcome.NONE) {
                AssetNode asset = assets.get(i);
                states.put(asset.path(), occupancy.holds(asset) ? State.OCCUPIED : State.PENDING);
            }
        }
        return states;
    }

    private static Optional<AssetNode> asset(Session session, String path) throws RepositoryException {
        try {
            return AssetNode.of(session.getNode(path));
        } catch (PathNotFoundException gone) {
            return Optional.empty();
        }
    }
}
