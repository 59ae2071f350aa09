package org.openguides.processing.internal.resolution;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks up files by uuid, with a cache of the latest ones. If several have a uuid, such as those of two copies of a
 * project, each project means its own. For one thread and short use.
 */
final class UuidLookup implements FileLookup.Uuids {

    private final ContentTree tree;
    /** Files whose uuid no other one has, and uuids that none has: the same for all projects. */
    private final Map<String, Optional<String>> unambiguous = new Recent<>();

    private final Map<Asked, String> ambiguous = new Recent<>();

    /**
     * A uuid that several files have.
     *
     * @param project the project in which it was looked up; empty outside all projects
     */
    private record Asked(String uuid, Optional<String> project) {}

    UuidLookup(ContentTree tree) {
        this.tree = tree;
    }

    /** Returns the file with a uuid; if there are several, one in the project of the given path takes precedence. */
    @Override
    public Optional<String> find(String uuid, String near) throws IOException {
        Optional<String> only = unambiguous.get(uuid);
        if (only != null) {
            return only;
        }
        Asked asked = new Asked(uuid, tree.project(near));
        String known = ambiguous.get(asked);
        return known != null ? Optional.of(known) : search(asked);
    }

    private Optional<String> search(Asked asked) throws IOException {
        List<String> paths = tree.withUuid(asked.uuid());
        Optional<String> first = paths.stream().findFirst();
        if (paths.size() <= 1) {
            unambiguous.put(asked.uuid(), first);
            return first;
        }
        String chosen = paths.get(0);
        for (String path : paths) {
            if (tree.project(path).equals(asked.project())) {
                chosen = path;
                break;
            }
        }
        ambiguous.put(asked, chosen);
        return Optional.of(chosen);
    }
}
