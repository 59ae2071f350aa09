package org.openguides.processing.internal.processor;

import java.util.ArrayList;
import java.util.List;

import org.openguides.processing.api.Reason;
import org.openguides.processing.internal.resolution.Outgoing;
import org.openguides.processing.spi.Finding;

/**
 * Limits the warnings about one asset in the log of a run. A map whose topics have not been uploaded yet may have a
 * hundred thousand broken references; the first ones are sufficient.
 */
final class Warnings {

    /** Maximum number of warnings of one kind about one asset. */
    static final int MOST = 100;

    private static final String MORE = "it has more %s than these " + MOST + ", which are not listed individually";

    private Warnings() {}

    /**
     * Returns the warnings about one asset.
     *
     * @param said   warnings of reading the file
     * @param broken its broken references
     */
    static List<Finding> of(List<String> said, List<Outgoing> broken) {
        List<Finding> warnings = new ArrayList<>();
        said.stream()
                .limit(MOST)
                .map(text -> Finding.of(Reason.CONTENT_DOUBTFUL, text))
                .forEach(warnings::add);
        if (said.size() > MOST) {
            warnings.add(Finding.of(Reason.MORE, MORE.formatted("faults")));
        }
        broken.stream().limit(MOST).map(Warnings::finding).forEach(warnings::add);
        if (broken.size() > MOST) {
            warnings.add(Finding.of(Reason.MORE, MORE.formatted("broken references")));
        }
        return warnings;
    }

    private static Finding finding(Outgoing broken) {
        Reason reason =
                switch (broken.status()) {
                    case MISSING -> Reason.REFERENCE_MISSING;
                    case FRAGMENT_MISSING -> Reason.FRAGMENT_MISSING;
                    case KEY_UNDEFINED -> Reason.KEY_UNDEFINED;
                    default -> Reason.REFERENCE_INVALID;
                };
        return Finding.of(reason, broken.complaint())
                .at(Math.max(0, broken.reference().line()), 0);
    }
}
