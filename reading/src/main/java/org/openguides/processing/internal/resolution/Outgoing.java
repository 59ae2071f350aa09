package org.openguides.processing.internal.resolution;

import org.openguides.processing.internal.dita.DitaReference;

/**
 * A reference of an asset and its resolution.
 *
 * @param reference the reference in the file
 * @param status    result of the resolution
 * @param target    absolute path of the target, also through a key; the expected path of a missing target. Empty if
 *                  there is none in the repository
 * @param nearMiss  absolute path of an asset that the author of a broken reference may have meant; empty if unknown
 */
public record Outgoing(DitaReference reference, ReferenceStatus status, String target, String nearMiss) {

    Outgoing(DitaReference reference, ReferenceStatus status, String target) {
        this(reference, status, target, "");
    }

    /** Returns a sentence for authors about what is broken. */
    public String complaint() {
        String what =
                switch (status) {
                    case MISSING -> "there is no " + target + (nearMiss.isEmpty() ? "" : ", but " + nearMiss);
                    case FRAGMENT_MISSING -> "there is no such id in " + target;
                    case KEY_UNDEFINED -> "no map of the project defines the key";
                    default -> "it does not point at a file" + (target.isEmpty() ? "" : " but at " + target);
                };
        return "broken reference in line " + reference.line() + ": <" + reference.element() + " "
                + reference.attribute() + "=\"" + reference.value() + "\">: " + what;
    }
}
