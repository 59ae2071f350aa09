package org.openguides.processing.internal.engine;

import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Identifies an owner of work: one activation of the engine in one process of a cluster node. Immutable.
 *
 * @param node       id of the node, which survives restarts; without {@code @}
 * @param process    id of the process; without dots
 * @param activation id of the activation of the engine within the process
 * @param name       display name of the node; without spaces and colons
 */
public record Owner(String node, String process, String activation, String name) {

    private static final AtomicLong ACTIVATIONS = new AtomicLong();

    /**
     * Creates an owner for a new activation in this process. A new version of this bundle recognises the process, too.
     */
    public static Owner ofThisProcess(String node, String name) {
        RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
        String process = Long.toString(runtime.getPid(), Character.MAX_RADIX)
                + '-'
                + Long.toString(runtime.getStartTime(), Character.MAX_RADIX);
        // The time makes it unique across class loaders, each of which counts from zero.
        String activation = Long.toString(System.nanoTime(), Character.MAX_RADIX) + '-' + ACTIVATIONS.incrementAndGet();
        return new Owner(node, process, activation, name);
    }

    /** Returns the id that is stored with owned work. */
    public String id() {
        return node + '@' + process + '.' + activation;
    }

    /** Returns the node of an owner's id. */
    public static String nodeOf(String id) {
        int at = id.indexOf('@');
        return at < 0 ? id : id.substring(0, at);
    }

    /** Returns whether the owner with this id belongs to this process. */
    public boolean isOfSameProcess(String id) {
        return id.startsWith(node + '@' + process + '.');
    }
}
