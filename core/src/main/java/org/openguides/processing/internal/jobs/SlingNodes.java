package org.openguides.processing.internal.jobs;

import java.util.Comparator;
import java.util.List;

import org.apache.sling.discovery.InstanceDescription;
import org.apache.sling.discovery.TopologyEvent;
import org.apache.sling.discovery.TopologyEventListener;
import org.apache.sling.discovery.TopologyView;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.observe.Nodes;
import org.osgi.service.component.annotations.Component;

/** The nodes of this cluster as seen by Sling's discovery, without other clusters of the topology. */
@Component(service = {Nodes.class, TopologyEventListener.class})
public final class SlingNodes implements Nodes, TopologyEventListener {

    private volatile List<ClusterNode> present = List.of();

    @Override
    public void handleTopologyEvent(TopologyEvent event) {
        TopologyView view = event.getNewView();
        if (view != null) {
            present = view.getLocalInstance().getClusterView().getInstances().stream()
                    .map(node -> new ClusterNode(node.getSlingId(), name(node), node.isLocal()))
                    .sorted(Comparator.comparing(ClusterNode::name).thenComparing(ClusterNode::id))
                    .toList();
        }
    }

    @Override
    public List<ClusterNode> present() {
        return present;
    }

    private static String name(InstanceDescription node) {
        @Nullable String name = node.getProperty(InstanceDescription.PROPERTY_NAME);
        return NodeName.of(name, node.getSlingId());
    }
}
