package org.openguides.processing.internal.reference;

import javax.jcr.RepositoryException;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.openguides.processing.internal.catalog.Catalog;
import org.openguides.processing.internal.catalog.Catalog.Presence;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.ElementIds;
import org.openguides.processing.internal.dita.FileUuid;
import org.openguides.processing.internal.dita.ReferenceTarget;

/** Finds the files that references point at; looks at each path once. For one thread and a short time. */
final class FileLookup {

    /** Tells the ids of files. */
    @FunctionalInterface
    interface Ids {

        /** The ids of the asset at the path; empty if nobody can say. */
        Optional<ElementIds> of(String path) throws RepositoryException;
    }

    /** Finds assets by uuid. */
    @FunctionalInterface
    interface Uuids {

        /** Path of the asset that a reference to a file of this uuid at the near path means; empty if there is none. */
        Optional<String> find(String uuid, String near) throws RepositoryException;
    }

    /**
     * What is where a reference points.
     *
     * @param status one of ok, missing, fragment-missing, invalid
     * @param path   of the file, or where it should be
     */
    record Found(ReferenceStatus status, String path) {}

    private static final int REMEMBERED = 10_000;

    private final Catalog catalog;
    private final Projects projects;
    private final Ids ids;
    private final Uuids uuids;
    private final Map<String, Presence> seen = new HashMap<>();
    private final Map<String, Optional<String>> byUuid = new HashMap<>();

    FileLookup(Catalog catalog, Projects projects, Ids ids, Uuids uuids) {
        this.catalog = catalog;
        this.projects = projects;
        this.ids = ids;
        this.uuids = uuids;
    }

    /** What is where a reference points; the target is one that has to be looked for. */
    Found find(DitaReference reference, ReferenceTarget target) throws RepositoryException {
        Found file = file(target);
        String fragment = target.fragment();
        if (file.status() != ReferenceStatus.OK || fragment == null) {
            return file;
        }
        Optional<ElementIds> known = ids.of(file.path());
        boolean there = known.isEmpty() || known.get().has(fragment, reference.topicId());
        return there ? file : new Found(ReferenceStatus.FRAGMENT_MISSING, file.path());
    }

    /** As {@link #find}, whatever the fragment. */
    Found file(ReferenceTarget target) throws RepositoryException {
        String path = target.path();
        Presence presence = presence(path);
        if (presence == Presence.ASSET) {
            return new Found(ReferenceStatus.OK, path);
        }
        Optional<String> named = FileUuid.of(path.substring(path.lastIndexOf('/') + 1));
        Optional<String> found = named.isEmpty() ? named : withUuid(named.get(), path);
        if (found.isPresent()) {
            return new Found(ReferenceStatus.OK, found.get());
        }
        return new Found(presence == Presence.OTHER ? ReferenceStatus.INVALID : ReferenceStatus.MISSING, path);
    }

    /** Path of an asset that the author may have meant by a reference to a file that is missing; empty if none is likely. */
    Optional<String> nearMiss(ReferenceTarget target) throws RepositoryException {
        for (String path : target.paths()) {
            if (presence(path) == Presence.ASSET) {
                return Optional.of(path);
            }
        }
        return projects.rootOf(target.path()).isPresent() ? catalog.similar(target.path()) : Optional.empty();
    }

    /** What lies outside of the content is never looked at: nobody must learn here what there is. */
    private Presence presence(String path) throws RepositoryException {
        Presence presence = seen.get(path);
        if (presence == null) {
            presence = projects.rootOf(path).isPresent() ? catalog.presence(path) : Presence.NONE;
            if (seen.size() >= REMEMBERED) {
                seen.clear();
            }
            seen.put(path, presence);
        }
        return presence;
    }

    private Optional<String> withUuid(String uuid, String near) throws RepositoryException {
        Optional<String> path = byUuid.get(uuid);
        if (path == null) {
            path = uuids.find(uuid, near);
            byUuid.put(uuid, path);
        }
        return path;
    }
}
