package org.openguides.processing.internal.status;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** A node with programmable knowledge about other nodes. */
public final class TestOwner implements StatusOwner {

    final Set<String> dead = new HashSet<>();
    private final String id;

    public TestOwner(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public boolean isGone(String jobId, String other, Instant heartbeat) {
        return dead.contains(other);
    }
}
