package org.openguides.processing.internal.resolution;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.ElementIds;
import org.openguides.processing.internal.dita.FileUuid;
import org.openguides.processing.internal.dita.ReferenceTarget;
import org.openguides.processing.internal.resolution.ContentTree.Presence;

/** Looks up the target files of references, with a cache of the latest ones. For one thread and short use. */
final class FileLookup {

    /** Provides the ids of files. */
    @FunctionalInterface
    interface Ids {

        /** Returns the ids of the asset at a path; empty if they are unknown. */
        Optional<ElementIds> of(String path) throws IOException;
    }

    /** Finds assets by uuid. */
    @FunctionalInterface
    interface Uuids {

        /**
         * Returns the path of the asset that a reference by uuid means; empty if there is none.
         *
         * @param near path at which the reference expects the asset
         */
        Optional<String> find(String uuid, String near) throws IOException;
    }

    /**
     * Result of looking up a target.
     *
     * @param status one of ok, missing, fragment-missing, invalid
     * @param path   path of the file, or the expected path of a missing one
     */
    record Found(ReferenceStatus status, String path) {}

    private final ContentTree tree;
    private final Ids ids;
    private final Uuids uuids;
    private final Map<String, Presence> seen = new Recent<>();

    FileLookup(ContentTree tree, Ids ids, Uuids uuids) {
        this.tree = tree;
        this.ids = ids;
        this.uuids = uuids;
    }

    /** Looks up a target with status {@code CHECK}. */
    Found find(DitaReference reference, ReferenceTarget target) throws IOException {
        Found file = file(target);
        String fragment = target.fragment();
        if (file.status() != ReferenceStatus.OK || fragment == null) {
            return file;
        }
        Optional<ElementIds> known = ids.of(file.path());
        boolean there = known.isEmpty() || known.get().has(fragment, reference.topicId());
        return there ? file : new Found(ReferenceStatus.FRAGMENT_MISSING, file.path());
    }

    /** Like {@link #find}, regardless of the fragment. */
    Found file(ReferenceTarget target) throws IOException {
        String path = target.path();
        Presence presence = presence(path);
        if (presence == Presence.FILE) {
            return new Found(ReferenceStatus.OK, path);
        }
        Optional<String> named = FileUuid.of(path.substring(path.lastIndexOf('/') + 1));
        Optional<String> found = named.isEmpty() ? named : uuids.find(named.get(), path);
        if (found.isPresent()) {
            return new Found(ReferenceStatus.OK, found.get());
        }
        return new Found(presence == Presence.OTHER ? ReferenceStatus.INVALID : ReferenceStatus.MISSING, path);
    }

    /**
     * Returns the path of an asset that the author may have meant by a reference to a missing file; empty if there is
     * no likely one.
     */
    Optional<String> nearMiss(ReferenceTarget target) throws IOException {
        for (String path : target.paths()) {
            if (presence(path) == Presence.FILE) {
                return Optional.of(path);
            }
        }
        return tree.similar(target.path());
    }

    private Presence presence(String path) throws IOException {
        Presence presence = seen.get(path);
        if (presence == null) {
            presence = tree.presence(path);
            seen.put(path, presence);
        }
        return presence;
    }
}
