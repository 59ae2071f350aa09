package org.openguides.processing.internal.processor;

import java.util.ArrayList;
import java.util.List;

import org.openguides.processing.api.Reason;
import org.openguides.processing.spi.Finding;
import org.openguides.processing.spi.PropertyChange;

/**
 * The lists of targets that AEM Guides keeps as properties of a map's content. Where nodes are documents of a database, which on
 * MongoDB hold 16 MB at most with the old revisions of their values, the lists of a very large map do not fit: one that does not is
 * left out as a whole, for a part of it would be a lie, and the run warns of it. Our own state has all of them. For one asset.
 */
final class TargetLists {

    /** Characters of all lists of a map together; about ten to twenty thousand targets. */
    private static final int MOST = 900_000;

    private final List<PropertyChange> changes = new ArrayList<>();
    private final List<Finding> warnings = new ArrayList<>();
    private int left = MOST;

    /** Takes a list; an empty one removes the property. */
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
