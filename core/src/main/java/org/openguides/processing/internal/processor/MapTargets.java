package org.openguides.processing.internal.processor;

import javax.jcr.RepositoryException;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.reference.References;
import org.openguides.processing.internal.resolution.ProjectLinks;

/**
 * Computes what a map references, in the form of AEM Guides: topics, maps, and targets of keys. A reference to a map
 * counts as one even if the topicref does not say so. A reference by uuid counts for the asset that has it; a missing
 * asset is expected at the path of the reference.
 */
final class MapTargets {

    private final References tree;
    private final ProjectLinks links;

    /**
     * @param tree  resolves references
     * @param links the maps of the project
     */
    MapTargets(References tree, ProjectLinks links) {
        this.tree = tree;
        this.links = links;
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
            switch (reference.role()) {
                case TOPICREF -> {
                    String target = tree.target(path, reference, links).orElse(null);
                    if (target != null) {
                        (tree.isMap(target, links) ? submaps : topics).add(target);
                    }
                }
                case MAPREF -> tree.target(path, reference, links).ifPresent(submaps::add);
                case KEYDEF -> tree.target(path, reference, links).ifPresent(keys::add);
                default -> {
                    // belongs to no list
                }
            }
        }
        return lists(topics, submaps, keys);
    }

    /** Returns the lists of an asset that is not a map. */
    static TargetLists none() {
        return lists(Set.of(), Set.of(), Set.of());
    }

    private static TargetLists lists(Set<String> topics, Set<String> submaps, Set<String> keys) {
        TargetLists lists = new TargetLists();
        lists.add(AssetState.TOPIC_REFS, new ArrayList<>(topics));
        lists.add(AssetState.MAP_REFS, new ArrayList<>(submaps));
        lists.add(AssetState.KEYDEF_REFS, new ArrayList<>(keys));
        return lists;
    }
}
