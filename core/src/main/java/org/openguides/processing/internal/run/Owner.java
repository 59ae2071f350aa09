package org.openguides.processing.internal.run;

/**
 * Who works: one start of one node of the cluster.
 *
 * @param node identifies the node; stays the same over restarts
 * @param boot identifies this start of it
 * @param name what people call the node; without spaces and colons
 */
public record Owner(String node, String boot, String name) {

    /** As it is written to what is owned. */
    public String id() {
        return node + "@" + boot;
    }

    /** The node in the id of an owner. */
    static String nodeOf(String id) {
        int at = id.indexOf('@');
        return at < 0 ? id : id.substring(0, at);
    }
}
