package org.openguides.processing.internal.status;

import java.util.List;
import java.util.TreeSet;

import org.openguides.processing.internal.walk.PathOrder;

/**
 * A request for the status of assets.
 *
 * @param paths         absolute, normalised paths of folders and assets, none of them inside an exclusion; they may
 *                      overlap and need not exist. In path order, without duplicates
 * @param excludedPaths absolute, normalised paths of excluded subtrees
 * @param requestedBy   id of the requesting user
 */
public record StatusRequest(List<String> paths, List<String> excludedPaths, String requestedBy) {

    public StatusRequest {
        TreeSet<String> inOrder = new TreeSet<>(PathOrder.INSTANCE);
        inOrder.addAll(paths);
        paths = List.copyOf(inOrder);
        excludedPaths = List.copyOf(excludedPaths);
    }
}
