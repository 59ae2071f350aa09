package org.openguides.processing.internal.processor;

import java.util.ArrayList;
import java.util.List;

import org.openguides.processing.internal.reference.Outgoing;

/**
 * What the log of a run is told of one asset. A map whose topics have not been uploaded yet has a hundred thousand broken
 * references: those at the beginning tell what is wrong.
 */
final class Warnings {

    /** How many of one kind are told of one asset. */
    static final int MOST = 100;

    private static final String MORE = "it has more %s than these " + MOST + ", which are not told one by one";

    private Warnings() {}

    /**
     * Warnings about one asset.
     *
     * @param said   what reading its file has brought to light
     * @param broken its broken references
     */
    static List<String> of(List<String> said, List<Outgoing> broken) {
        List<String> warnings = new ArrayList<>();
        said.stream().limit(MOST).forEach(warnings::add);
        if (said.size() > MOST) {
            warnings.add(MORE.formatted("faults"));
        }
        broken.stream().limit(MOST).map(Outgoing::complaint).forEach(warnings::add);
        if (broken.size() > MOST) {
            warnings.add(MORE.formatted("broken references"));
        }
        return warnings;
    }
}
