package org.openguides.processing.internal.processor;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.ElementIds;
import org.openguides.processing.internal.dita.ReferenceResolver;
import org.openguides.processing.internal.dita.ReferenceTarget;
import org.openguides.processing.internal.processor.ResolvedReference.Status;

/** Looks up the targets of one file's references; each path once. For one thread. */
final class ReferenceLookup {

    private static final String GUID_PREFIX = "GUID-";

    private final Session session;
    private final String path;
    private final List<DitaReference> references;
    private final @Nullable ElementIds ids;
    private final Map<String, Status> seen = new HashMap<>();

    /**
     * Of a file.
     *
     * @param ids what fragments of the file itself can point at; null if that is not known
     */
    ReferenceLookup(Session session, String path, List<DitaReference> references, @Nullable ElementIds ids) {
        this.session = session;
        this.path = path;
        this.references = references;
        this.ids = ids;
    }

    List<ResolvedReference> resolve() throws RepositoryException {
        List<ResolvedReference> resolved = new ArrayList<>();
        for (DitaReference reference : references) {
            ReferenceTarget target = ReferenceResolver.resolve(path, reference);
            if (target.status() != ReferenceTarget.Status.COPY_TO) {
                resolved.add(resolve(reference, target));
            }
        }
        return resolved;
    }

    private ResolvedReference resolve(DitaReference reference, ReferenceTarget target) throws RepositoryException {
        return switch (target.status()) {
            case CHECK -> look(reference, target);
            case KEY, COPY_TO -> new ResolvedReference(reference, Status.UNCHECKED, "");
            case EXTERNAL -> new ResolvedReference(reference, Status.EXTERNAL, "");
            case PEER -> new ResolvedReference(reference, Status.PEER, "");
            case EMPTY -> new ResolvedReference(reference, Status.EMPTY, "");
            case INVALID -> new ResolvedReference(reference, Status.INVALID, "");
        };
    }

    private ResolvedReference look(DitaReference reference, ReferenceTarget target) throws RepositoryException {
        for (String candidate : target.paths()) {
            Status status = statusOf(candidate);
            if (status != Status.MISSING) {
                return new ResolvedReference(reference, withFragment(status, candidate, reference, target), candidate);
            }
        }
        String likeliest = target.paths().get(0);
        boolean byUuid = likeliest.startsWith(GUID_PREFIX, likeliest.lastIndexOf('/') + 1);
        return new ResolvedReference(reference, byUuid ? Status.UNCHECKED : Status.MISSING, likeliest);
    }

    private Status statusOf(String candidate) throws RepositoryException {
        if (candidate.equals(path)) {
            return Status.OK;
        }
        Status status = seen.get(candidate);
        if (status == null) {
            status = lookUp(candidate);
            seen.put(candidate, status);
        }
        return status;
    }

    private Status lookUp(String candidate) throws RepositoryException {
        if (!isPath(candidate) || !session.nodeExists(candidate)) {
            return Status.MISSING;
        }
        return AssetNode.ofOutermost(session.getNode(candidate)).isPresent() ? Status.OK : Status.INVALID;
    }

    /** Whether the repository could hold such a path at all; it would complain about others. */
    private static boolean isPath(String candidate) {
        return candidate.startsWith("/")
                && !candidate.contains("..")
                && candidate.chars().noneMatch(c -> c == ':' || c == '[' || c == ']' || c == '|' || c == '*');
    }

    private Status withFragment(Status status, String candidate, DitaReference reference, ReferenceTarget target) {
        String fragment = target.fragment();
        if (ids == null || fragment == null || status != Status.OK || !candidate.equals(path)) {
            return status;
        }
        return ids.has(fragment, reference.topicId()) ? status : Status.FRAGMENT_MISSING;
    }
}
