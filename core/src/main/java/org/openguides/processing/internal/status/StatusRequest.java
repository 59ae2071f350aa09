package org.openguides.processing.internal.status;

import java.util.List;
import java.util.TreeSet;

import org.openguides.processing.internal.walk.PathOrder;

/**
 * A request for the status of assets.
 *
 * @param paths         absolute, normalised paths of folders and assets, none of them inside an exclusion; they may
 *                      overlap and need not exist. In path order, without duplicates
 * @param missingPaths  those of the paths that did not exist, or that the requesting user could not read, at the time of
 *                      the request; in path order. They count as missing, whatever the repository contains, unless
 *                      they are below another requested path that the user could read
 * @param excludedPaths absolute, normalised paths of excluded subtrees
 * @param requestedBy   id of the requesting user
 */
public record StatusRequest(
        List<String> paths, List<String> missingPaths, List<String> excludedPaths, String requestedBy) {

    public StatusRequest {
        paths = inOrder(paths);
        missingPaths = inOrder(missingPaths);
        excludedPaths = List.copyOf(excludedPaths);
    }

    private static List<String> inOrder(List<String> paths) {
        TreeSet<String> inOrder = new TreeSet<>(PathOrder.INSTANCE);
        inOrder.addAll(paths);
        return List.copyOf(inOrder);
    }
}
