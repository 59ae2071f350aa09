package org.openguides.processing.internal.resolution;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.ElementIds;
import org.openguides.processing.internal.dita.ReferenceResolver;
import org.openguides.processing.internal.dita.ReferenceTarget;

/**
 * Checks the references of a document while it is processed: whether files exist and contain the ids. References that
 * depend on the processing of other files are left to {@link TreeReferences#brokenElsewhere}: keys, and missing files,
 * which may exist under their uuid or be created by publishing. For one document.
 */
public final class DocumentCheck {

    private final String path;
    private final FileLookup files;

    /**
     * @param path path of the document
     * @param own  ids of the document itself; null if they are unknown
     */
    public DocumentCheck(ContentTree tree, String path, @Nullable ElementIds own) {
        this.path = path;
        this.files = new FileLookup(
                tree,
                other -> other.equals(path) ? Optional.ofNullable(own) : tree.ids(other),
                (uuid, near) -> Optional.empty());
    }

    /** Returns the references of the document that are known to be broken. */
    public List<Outgoing> broken(List<DitaReference> references) throws IOException {
        List<Outgoing> broken = new ArrayList<>();
        for (DitaReference reference : references) {
            ReferenceTarget target = ReferenceResolver.resolve(path, reference);
            if (target.status() == ReferenceTarget.Status.INVALID) {
                broken.add(new Outgoing(reference, ReferenceStatus.INVALID, ""));
            } else if (target.status() == ReferenceTarget.Status.CHECK && target.fragment() != null) {
                FileLookup.Found found = files.find(reference, target);
                if (found.status() == ReferenceStatus.FRAGMENT_MISSING) {
                    broken.add(new Outgoing(reference, found.status(), found.path()));
                }
            }
        }
        return broken;
    }
}
