package org.openguides.processing.internal.resolution;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.DocumentFacts;
import org.openguides.processing.internal.dita.ReferenceResolver;
import org.openguides.processing.internal.dita.ReferenceTarget;

/** Caches facts of files and direct targets of their references; each file is read once. For one request. */
final class Documents {

    private final ContentTree tree;
    private final FileLookup files;
    private final Map<String, DocumentFacts> read = new HashMap<>();

    Documents(ContentTree tree, FileLookup files) {
        this.tree = tree;
        this.files = files;
    }

    DocumentFacts of(String path) throws IOException {
        DocumentFacts known = read.get(path);
        if (known == null) {
            known = tree.document(path);
            read.put(path, known);
        }
        return known;
    }

    /**
     * Returns the path of the file that a reference names directly, regardless of its fragment; empty if it does not
     * exist.
     */
    Optional<String> target(String path, DitaReference reference) throws IOException {
        ReferenceTarget target = ReferenceResolver.resolve(path, reference);
        if (target.status() != ReferenceTarget.Status.CHECK) {
            return Optional.empty();
        }
        FileLookup.Found found = files.file(target);
        return found.status() == ReferenceStatus.OK ? Optional.of(found.path()) : Optional.empty();
    }
}
