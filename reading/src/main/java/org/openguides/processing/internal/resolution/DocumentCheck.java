package org.openguides.processing.internal.resolution;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.ElementIds;
import org.openguides.processing.internal.dita.FileUuid;
import org.openguides.processing.internal.dita.ReferenceResolver;
import org.openguides.processing.internal.dita.ReferenceTarget;

/**
 * Looks up what a document points at, while it is processed. What hangs on other assets' having been processed is left out:
 * keys, and files that can be found by their uuid only. For one document.
 */
public final class DocumentCheck {

    /** Each may list a folder. What is missing in larger numbers has not been mistyped. */
    private static final int SUGGESTIONS = 100;

    private final String path;
    private final FileLookup files;
    private int missing;

    /**
     * @param path of the document
     * @param own  the ids of the document itself; null if nobody can say
     */
    public DocumentCheck(ContentTree tree, String path, @Nullable ElementIds own) {
        this.path = path;
        this.files = new FileLookup(
                tree,
                other -> other.equals(path) ? Optional.ofNullable(own) : tree.ids(other),
                (uuid, near) -> Optional.empty());
    }

    /** The references to files in the tree, with what they come to; suggestions for the first ones that are missing. */
    public List<Outgoing> files(List<DitaReference> references) throws IOException {
        List<Outgoing> checked = new ArrayList<>();
        for (DitaReference reference : references) {
            ReferenceTarget target = ReferenceResolver.resolve(path, reference);
            switch (target.status()) {
                case CHECK -> {
                    FileLookup.Found found = files.find(reference, target);
                    boolean suggest = found.status() == ReferenceStatus.MISSING && missing++ < SUGGESTIONS;
                    String nearMiss = suggest ? files.nearMiss(target).orElse("") : "";
                    checked.add(new Outgoing(reference, found.status(), found.path(), nearMiss));
                }
                case INVALID -> checked.add(new Outgoing(reference, ReferenceStatus.INVALID, ""));
                default -> {
                    // nothing to look for
                }
            }
        }
        return checked;
    }

    /** Whether a missing file may be there by another name, which its uuid leads to. */
    public static boolean mayBeElsewhere(Outgoing missing) {
        return missing.status() == ReferenceStatus.MISSING && isNamedByUuid(missing.target());
    }

    /** Whether a file that is not where a reference points may be there by another name. */
    static boolean mayBeElsewhere(ReferenceTarget target) {
        return isNamedByUuid(target.path());
    }

    private static boolean isNamedByUuid(String path) {
        return FileUuid.of(path.substring(path.lastIndexOf('/') + 1)).isPresent();
    }
}
