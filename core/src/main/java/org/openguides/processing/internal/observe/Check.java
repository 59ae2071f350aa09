package org.openguides.processing.internal.observe;

import java.util.List;

/**
 * Looks whether a part of the product works on this node. A check knows nothing of who asks: as a service it is shown by every
 * outlet. Safe for use by many threads.
 */
public interface Check {

    /** What people call it, such as {@code OpenGuides engine}. */
    String name();

    /** The same for JMX, such as {@code openguidesEngine}. */
    String beanName();

    /** What it finds now, within some seconds; it changes nothing. May throw what the platform throws. */
    List<Finding> look();

    /** Whether what it looks at logs each change by itself, at once, so that the log needs no second line about it. */
    default boolean isLoggedAtItsSource() {
        return false;
    }
}
