package org.openguides.processing.internal.processor;

import java.util.List;

import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.text.TabLine;

/**
 * An outgoing reference and what became of it.
 *
 * @param reference as the file has it
 * @param status    whether its target is there
 * @param target    absolute path of the target; empty if it has none in the repository
 */
record ResolvedReference(DitaReference reference, Status status, String target) {

    /** Whether a target is there. */
    enum Status {
        OK("ok"),
        MISSING("missing"),
        FRAGMENT_MISSING("fragment-missing"),
        EXTERNAL("external"),
        PEER("peer"),
        EMPTY("empty"),
        INVALID("invalid"),
        /** A key, or a file by its uuid: recorded, but not looked up. */
        UNCHECKED("unchecked");

        private final String label;

        Status(String label) {
            this.label = label;
        }

        boolean isBroken() {
            return this == MISSING || this == FRAGMENT_MISSING || this == INVALID;
        }
    }

    /** As it is kept on the asset. */
    String encode() {
        return TabLine.join(List.of(
                reference.element(),
                reference.attribute(),
                reference.value(),
                Integer.toString(reference.line()),
                status.label,
                target));
    }

    /** One sentence for authors. */
    String complaint() {
        String what =
                switch (status) {
                    case MISSING -> "there is no " + target;
                    case FRAGMENT_MISSING -> "there is no such id in " + target;
                    default -> "it does not point at a file";
                };
        return "broken reference in line " + reference.line() + ": <" + reference.element() + " "
                + reference.attribute() + "=\"" + reference.value() + "\">: " + what;
    }
}
