package org.openguides.processing.internal.processor;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.util.Arrays;

/**
 * Whether the namespace prefix of AEM Guides is registered, as it is once AEM Guides has been installed. Asks the
 * repository at most once a minute, and never again once it is. Safe for use by multiple threads.
 */
final class GuidesPrefix {

    private static final String PREFIX = "guides";
    private static final long AGAIN = Duration.ofMinutes(1).toNanos();

    private volatile boolean registered;
    private volatile long askedAt = System.nanoTime() - AGAIN;

    boolean isRegistered(Session session) throws RepositoryException {
        long now = System.nanoTime();
        if (!registered && now - askedAt >= AGAIN) {
            registered = Arrays.asList(
                            session.getWorkspace().getNamespaceRegistry().getPrefixes())
                    .contains(PREFIX);
            askedAt = now;
        }
        return registered;
    }
}
