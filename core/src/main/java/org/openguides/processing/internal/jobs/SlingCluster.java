package org.openguides.processing.internal.jobs;

import java.util.Set;
import java.util.stream.Collectors;

import org.apache.sling.discovery.InstanceDescription;
import org.apache.sling.discovery.TopologyEvent;
import org.apache.sling.discovery.TopologyEventListener;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.engine.Cluster;
import org.osgi.service.component.annotations.Component;

/**
 * The nodes of this cluster as seen by Sling's discovery. A topology may contain other clusters, such as publish
 * instances behind topology connectors, which work on other repositories. While the topology is changing, no node
 * counts as having left.
 */
@Component(service = {Cluster.class, TopologyEventListener.class})
public final class SlingCluster implements Cluster, TopologyEventListener {

    private volatile @Nullable Set<String> present;

    @Override
    public void handleTopologyEvent(TopologyEvent event) {
        present = event.getNewView() == null
                ? null
                : event.getNewView().getLocalInstance().getClusterView().getInstances().stream()
                        .map(InstanceDescription::getSlingId)
                        .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean hasLeft(String node) {
        Set<String> now = present;
        return now != null && !now.contains(node);
    }

    @Override
    public int size() {
        Set<String> now = present;
        return now == null ? 0 : now.size();
    }
}
