package org.openguides.processing.testing;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.jackrabbit.oak.api.PropertyState;
import org.apache.jackrabbit.oak.plugins.memory.EmptyNodeState;
import org.apache.jackrabbit.oak.spi.commit.CommitInfo;
import org.apache.jackrabbit.oak.spi.commit.Observer;
import org.apache.jackrabbit.oak.spi.query.Cursor;
import org.apache.jackrabbit.oak.spi.query.Filter;
import org.apache.jackrabbit.oak.spi.query.QueryIndex;
import org.apache.jackrabbit.oak.spi.query.QueryIndexProvider;
import org.apache.jackrabbit.oak.spi.state.DefaultNodeStateDiff;
import org.apache.jackrabbit.oak.spi.state.NodeState;

/**
 * Counts operations on a repository. It registers as an index provider, which Oak consults for each query, but provides
 * no usable index.
 */
final class CostMeter implements Observer, QueryIndexProvider {

    /** Oak runs such queries at each login and permission check. */
    private static final String OAKS_OWN = "/* oak-internal */";

    private final AtomicLong queries = new AtomicLong();
    private final CountedCalls calls = new CountedCalls();
    private final AtomicLong sessions = new AtomicLong();
    private NodeState seen = EmptyNodeState.EMPTY_NODE;
    private long commits;
    private final Area content = new Area();
    private final Area own = new Area();
    private final Area indexes = new Area();

    @Override
    public synchronized void contentChanged(NodeState root, CommitInfo info) {
        if (!root.equals(seen)) {
            commits++;
            content.add(root.getChildNode("content"), seen.getChildNode("content"));
            own.add(root.getChildNode("var"), seen.getChildNode("var"));
            indexes.add(root.getChildNode("oak:index"), seen.getChildNode("oak:index"));
            seen = root;
        }
    }

    @Override
    public List<QueryIndex> getQueryIndexes(NodeState root) {
        return List.of(new NoIndex());
    }

    /** Oak asks each index for the cost of a query. */
    private final class NoIndex implements QueryIndex {

        @Override
        public double getMinimumCost() {
            return 0;
        }

        @Override
        public double getCost(Filter filter, NodeState root) {
            if (!String.valueOf(filter.getQueryStatement()).contains(OAKS_OWN)) {
                queries.incrementAndGet();
            }
            return Double.POSITIVE_INFINITY;
        }

        @Override
        public Cursor query(Filter filter, NodeState root) {
            throw new IllegalStateException("no index");
        }

        @Override
        public String getPlan(Filter filter, NodeState root) {
            return "none";
        }

        @Override
        public String getIndexName() {
            return "none";
        }
    }

    CountedCalls calls() {
        return calls;
    }

    void sessionOpened() {
        sessions.incrementAndGet();
    }

    synchronized Costs costs() {
        return new Costs(
                commits,
                content.nodes,
                content.properties,
                own.nodes,
                indexes.nodes,
                queries.get(),
                sessions.get(),
                calls.count());
    }

    /** The changes of a subtree. */
    private static final class Area {

        private long nodes;
        private long properties;

        void add(NodeState after, NodeState before) {
            Node node = new Node();
            after.compareAgainstBaseState(before, node);
            boolean comesOrGoes = after.exists() != before.exists();
            nodes += comesOrGoes || node.differs > 0 ? 1 : 0;
            properties += node.differs;
        }

        private final class Node extends DefaultNodeStateDiff {

            private int differs;

            @Override
            public boolean propertyAdded(PropertyState after) {
                differs++;
                return true;
            }

            @Override
            public boolean propertyChanged(PropertyState before, PropertyState after) {
                differs++;
                return true;
            }

            @Override
            public boolean propertyDeleted(PropertyState before) {
                differs++;
                return true;
            }

            @Override
            public boolean childNodeAdded(String name, NodeState after) {
                add(after, EmptyNodeState.MISSING_NODE);
                return true;
            }

            @Override
            public boolean childNodeChanged(String name, NodeState before, NodeState after) {
                add(after, before);
                return true;
            }

            @Override
            public boolean childNodeDeleted(String name, NodeState before) {
                add(EmptyNodeState.MISSING_NODE, before);
                return true;
            }
        }
    }
}
