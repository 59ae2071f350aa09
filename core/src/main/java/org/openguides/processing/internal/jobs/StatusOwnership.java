package org.openguides.processing.internal.jobs;

import java.time.Duration;
import java.time.Instant;

import org.apache.sling.settings.SlingSettingsService;
import org.openguides.processing.internal.engine.Cluster;
import org.openguides.processing.internal.engine.Owner;
import org.openguides.processing.internal.engine.Ownership;
import org.openguides.processing.internal.engine.Time;
import org.openguides.processing.internal.status.StatusOwner;

/**
 * The owner of status jobs: one start of this node. Safe for use by multiple threads.
 *
 * @param ownership decides which other owners have died
 */
record StatusOwnership(Ownership ownership) implements StatusOwner {

    /**
     * For nodes that are not known to have left. It is long, since a worker passes a large tree without assets in one
     * step, without a heartbeat.
     */
    private static final Duration LEASE = Duration.ofMinutes(5);

    static StatusOwnership of(SlingSettingsService settings, Cluster cluster) {
        Owner owner = Owner.ofThisProcess(settings.getSlingId(), NodeName.of(settings));
        return new StatusOwnership(new Ownership(owner, cluster, LEASE, Time.system()));
    }

    @Override
    public String id() {
        return ownership.owner().id();
    }

    @Override
    public boolean isGone(String jobId, String other, Instant heartbeat) {
        return !other.equals(id()) && ownership.isGone(jobId, other, heartbeat);
    }
}
