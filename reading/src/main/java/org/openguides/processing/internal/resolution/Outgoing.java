package org.openguides.processing.internal.resolution;

import org.openguides.processing.internal.dita.DitaReference;

/**
 * A reference of an asset and what it comes to.
 *
 * @param reference as the file has it
 * @param status    what it comes to
 * @param target    absolute path of the asset that it points at, through a key too; of a missing one where it should be.
 *                  Empty if there is none in the repository
 * @param nearMiss  absolute path of an asset that the author of a broken reference may have meant; empty if nobody knows
 */
public record Outgoing(DitaReference reference, ReferenceStatus status, String target, String nearMiss) {

    Outgoing(DitaReference reference, ReferenceStatus status, String target) {
        this(reference, status, target, "");
    }

    /** One sentence for authors on what is broken. */
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
