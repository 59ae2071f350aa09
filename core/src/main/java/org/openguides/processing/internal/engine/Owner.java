package org.openguides.processing.internal.engine;

import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Who works: an activation of the engine in a process of a node of the cluster. Immutable.
 *
 * @param node       identifies the node; stays the same over restarts; without {@code @}
 * @param process    identifies the process; without dots
 * @param activation identifies the activation of the engine in this process
 * @param name       what people call the node; without spaces and colons
 */
public record Owner(String node, String process, String activation, String name) {

    private static final AtomicLong ACTIVATIONS = new AtomicLong();

    /** A new activation in this process, which a new version of this bundle knows as the same process too. */
    public static Owner ofThisProcess(String node, String name) {
        RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
        String process = Long.toString(runtime.getPid(), Character.MAX_RADIX)
                + '-'
                + Long.toString(runtime.getStartTime(), Character.MAX_RADIX);
        // the time, too: another class loader counts from the beginning
        String activation = Long.toString(System.nanoTime(), Character.MAX_RADIX) + '-' + ACTIVATIONS.incrementAndGet();
        return new Owner(node, process, activation, name);
    }

    /** As it is written to what is owned. */
    public String id() {
        return node + '@' + process + '.' + activation;
    }

    /** The node in the id of an owner. */
    public static String nodeOf(String id) {
        int at = id.indexOf('@');
        return at < 0 ? id : id.substring(0, at);
    }

    /** Whether the owner with this id is, or was, an activation in this very process. */
    public boolean isOfSameProcess(String id) {
        return id.startsWith(node + '@' + process + '.');
    }
}
