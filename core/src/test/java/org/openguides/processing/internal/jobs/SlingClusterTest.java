package org.openguides.processing.internal.jobs;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.sling.discovery.ClusterView;
import org.apache.sling.discovery.InstanceDescription;
import org.apache.sling.discovery.TopologyEvent;
import org.apache.sling.discovery.TopologyView;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/** Which nodes belong to the cluster if topology connectors join an author cluster and a publish farm. */
class SlingClusterTest {

    private final SlingCluster underTest = new SlingCluster();

    @Test
    void nodesOfAnotherClusterOfTheTopologyDoNotCount() {
        underTest.handleTopologyEvent(topology(List.of("author1"), List.of("publish1", "publish2")));

        assertTrue(underTest.isAlone());
        assertTrue(underTest.hasLeft("publish1"));
        assertFalse(underTest.hasLeft("author1"));
    }

    @Test
    void everyNodeOfTheOwnClusterCounts() {
        underTest.handleTopologyEvent(topology(List.of("author1", "author2"), List.of("publish1")));

        assertFalse(underTest.isAlone());
        assertFalse(underTest.hasLeft("author2"));
        assertTrue(underTest.hasLeft("author3"));
    }

    @Test
    void noNodeHasLeftWhileDiscoveryIsNotSure() {
        TopologyView before = topology(List.of("author1", "author2"), List.of()).getNewView();
        underTest.handleTopologyEvent(topology(List.of("author1"), List.of()));
        underTest.handleTopologyEvent(new TopologyEvent(TopologyEvent.Type.TOPOLOGY_CHANGING, before, null));

        assertFalse(underTest.hasLeft("author2"));
        assertFalse(underTest.isAlone());
    }

    /** As seen by the first node of the first cluster. */
    private static TopologyEvent topology(List<String> own, List<String> other) {
        List<InstanceDescription> near = cluster(own);
        Set<InstanceDescription> all =
                Stream.concat(near.stream(), cluster(other).stream()).collect(Collectors.toSet());
        TopologyView view = mock(TopologyView.class);
        when(view.getInstances()).thenReturn(all);
        when(view.getLocalInstance()).thenReturn(near.get(0));
        return new TopologyEvent(TopologyEvent.Type.TOPOLOGY_INIT, null, view);
    }

    private static List<InstanceDescription> cluster(List<String> slingIds) {
        ClusterView cluster = mock(ClusterView.class);
        List<InstanceDescription> instances =
                slingIds.stream().map(id -> instance(id, cluster)).toList();
        when(cluster.getInstances()).thenReturn(instances);
        return instances;
    }

    private static InstanceDescription instance(String slingId, ClusterView cluster) {
        InstanceDescription instance = mock(InstanceDescription.class);
        when(instance.getSlingId()).thenReturn(slingId);
        when(instance.getClusterView()).thenReturn(cluster);
        return instance;
    }
}
