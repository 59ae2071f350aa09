package org.openguides.processing.internal.engine;

/**
 * An asset whose result has been committed.
 *
 * @param path    path of the asset
 * @param created whether the asset has been processed for the first time, so that it got its uuid
 * @param error   why it failed, one sentence; empty if it did not fail
 * @param uuid    uuid of the asset; empty if it has none
 */
public record CommittedAsset(String path, boolean created, String error, String uuid) {

    /** Returns whether the asset failed. */
    public boolean isFailed() {
        return !error.isEmpty();
    }
}
