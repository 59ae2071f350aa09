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
 * What a map points at, told as AEM Guides does: topics, maps, and what keys stand for. A topicref whose target is a map is one to a
 * map, whether or not it says so.
 */
final class MapTargets {

    private final Maps maps;

    /** Tells maps from other assets. */
    @FunctionalInterface
    interface Maps {
        /** Whether a map is at a path. */
        boolean isMap(String path) throws RepositoryException;
    }

    MapTargets(Maps maps) {
        this.maps = maps;
    }

    /**
     * The lists of a map.
     *
     * @param path       of the map
     * @param references all of its references
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
                        // of no list
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
