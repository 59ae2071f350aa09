package org.openguides.processing.internal.processor;

import java.util.ArrayList;
import java.util.List;

import org.openguides.processing.api.Reason;
import org.openguides.processing.spi.Finding;
import org.openguides.processing.spi.PropertyChange;

/**
 * The lists of targets that AEM Guides stores on the content of a map. In a document database, such as MongoDB with 16
 * MB per document including old revisions, the lists of a very large map do not fit: a list that exceeds the limit is
 * left out completely rather than truncated, and the run warns about it. This bundle's own node has all targets. For
 * one asset.
 */
final class TargetLists {

    /** Maximum number of characters in all lists of a map; about ten to twenty thousand targets. */
    private static final int MOST = 900_000;

    private final List<PropertyChange> changes = new ArrayList<>();
    private final List<Finding> warnings = new ArrayList<>();
    private int left = MOST;

    /** Adds a list; an empty one removes the property. */
    void add(String property, List<String> targets) {
        long length = targets.stream().mapToLong(String::length).sum();
        if (length > left) {
            warnings.add(Finding.of(
                    Reason.LIST_LEFT_OUT,
                    property + " is left out: its " + targets.size() + " targets have " + length
                            + " characters, and all lists of a map may have " + MOST));
            changes.add(new PropertyChange(property, null));
        } else {
            left -= (int) length;
            changes.add(new PropertyChange(property, targets));
        }
    }

    List<PropertyChange> changes() {
        return changes;
    }

    List<Finding> warnings() {
        return warnings;
    }
}
