package org.openguides.processing.internal.processor;

import javax.jcr.RepositoryException;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.ReferenceResolver;
import org.openguides.processing.internal.dita.ReferenceTarget;

/**
 * Computes what a map references, in the form of AEM Guides: topics, maps, and targets of keys. A reference to a map
 * counts as one even if the topicref does not say so.
 */
final class MapTargets {

    private final Maps maps;

    /** Distinguishes maps from other assets. */
    @FunctionalInterface
    interface Maps {
        /** Returns whether the asset at a path is a map. */
        boolean isMap(String path) throws RepositoryException;
    }

    MapTargets(Maps maps) {
        this.maps = maps;
    }

    /**
     * Returns the lists of a map.
     *
     * @param path       path of the map
     * @param references all its references
     */
    TargetLists of(String path, List<DitaReference> references) throws RepositoryException {
        Set<String> topics = new LinkedHashSet<>();
        Set<String> submaps = new LinkedHashSet<>();
        Set<String> keys = new LinkedHashSet<>();
        for (DitaReference reference : references) {
            ReferenceTarget target = ReferenceResolver.resolve(path, reference);
            if (target.status() == ReferenceTarget.Status.CHECK) {
                switch (reference.role()) {
                    case TOPICREF -> (maps.isMap(target.path()) ? submaps : topics).add(target.path());
                    case MAPREF -> submaps.add(target.path());
                    case KEYDEF -> keys.add(target.path());
                    default -> {
                        // belongs to no list
                    }
                }
            }
        }
        TargetLists lists = new TargetLists();
        lists.add(AssetState.TOPIC_REFS, new ArrayList<>(topics));
        lists.add(AssetState.MAP_REFS, new ArrayList<>(submaps));
        lists.add(AssetState.KEYDEF_REFS, new ArrayList<>(keys));
        return lists;
    }
}
