package org.openguides.processing.internal.observe;

import java.util.List;

/**
 * Checks a part of the product on this node. Checks are services that are independent of how their results are
 * published. Safe for use by multiple threads.
 */
public interface Check {

    /** Returns the display name, such as {@code OpenGuides engine}. */
    String name();

    /** Returns the name for JMX, such as {@code openguidesEngine}. */
    String beanName();

    /**
     * Returns the present findings within some seconds, without changing anything. May throw what the platform throws.
     */
    List<Finding> look();

    /** Returns whether changes are logged where they occur, so that they need not be logged again. */
    default boolean isLoggedAtItsSource() {
        return false;
    }
}
