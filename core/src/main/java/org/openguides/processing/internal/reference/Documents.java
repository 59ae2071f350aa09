package org.openguides.processing.internal.reference;

import javax.jcr.RepositoryException;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.openguides.processing.internal.catalog.Catalog;
import org.openguides.processing.internal.catalog.DocumentFacts;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.ReferenceResolver;
import org.openguides.processing.internal.dita.ReferenceTarget;

/** What files say and where they point; each is read once. For one request. */
final class Documents {

    private final Catalog catalog;
    private final FileLookup files;
    private final Map<String, DocumentFacts> read = new HashMap<>();

    Documents(Catalog catalog, FileLookup files) {
        this.catalog = catalog;
        this.files = files;
    }

    DocumentFacts of(String path) throws RepositoryException {
        DocumentFacts known = read.get(path);
        if (known == null) {
            known = catalog.document(path);
            read.put(path, known);
        }
        return known;
    }

    /** Path of the file that a reference of the asset points at by itself, whatever its fragment; empty if none is there. */
    Optional<String> target(String path, DitaReference reference) throws RepositoryException {
        ReferenceTarget target = ReferenceResolver.resolve(path, reference);
        if (target.status() != ReferenceTarget.Status.CHECK) {
            return Optional.empty();
        }
        FileLookup.Found found = files.file(target);
        return found.status() == ReferenceStatus.OK ? Optional.of(found.path()) : Optional.empty();
    }
}
