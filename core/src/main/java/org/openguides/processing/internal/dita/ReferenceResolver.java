package org.openguides.processing.internal.dita;

import java.util.List;

/** Computes where references point; it looks at nothing but its arguments. */
public final class ReferenceResolver {

    private ReferenceResolver() {}

    /**
     * Where a reference points.
     *
     * @param referrer  path of the file that holds the reference, absolute or relative to any root. A target above that
     *                  root keeps its leading {@code ..}
     * @param reference one of its references
     */
    public static ReferenceTarget resolve(String referrer, DitaReference reference) {
        if (reference.value().isEmpty()) {
            return new ReferenceTarget(ReferenceTarget.Status.EMPTY, List.of(), null);
        }
        throw new UnsupportedOperationException();
    }
}
