package org.openguides.platforms;

import java.util.concurrent.atomic.AtomicInteger;

import org.apache.jackrabbit.oak.api.CommitFailedException;
import org.apache.jackrabbit.oak.api.PropertyState;
import org.apache.jackrabbit.oak.plugins.index.IndexEditorProvider;
import org.apache.jackrabbit.oak.plugins.index.IndexUpdateCallback;
import org.apache.jackrabbit.oak.spi.commit.Editor;
import org.apache.jackrabbit.oak.spi.state.NodeBuilder;
import org.apache.jackrabbit.oak.spi.state.NodeState;

/** Lets an index be filled, and counts the nodes that are looked at for it. */
final class VisitedNodes implements IndexEditorProvider {

    private final IndexEditorProvider indexes;
    private final AtomicInteger count = new AtomicInteger();

    VisitedNodes(IndexEditorProvider indexes) {
        this.indexes = indexes;
    }

    int count() {
        return count.get();
    }

    @Override
    public Editor getIndexEditor(String type, NodeBuilder definition, NodeState root, IndexUpdateCallback callback)
            throws CommitFailedException {
        return counted(indexes.getIndexEditor(type, definition, root, callback));
    }

    private Editor counted(Editor editor) {
        return editor == null ? null : new Counted(editor);
    }

    private final class Counted implements Editor {

        private final Editor editor;

        Counted(Editor editor) {
            this.editor = editor;
        }

        @Override
        public void enter(NodeState before, NodeState after) throws CommitFailedException {
            count.incrementAndGet();
            editor.enter(before, after);
        }

        @Override
        public void leave(NodeState before, NodeState after) throws CommitFailedException {
            editor.leave(before, after);
        }

        @Override
        public void propertyAdded(PropertyState after) throws CommitFailedException {
            editor.propertyAdded(after);
        }

        @Override
        public void propertyChanged(PropertyState before, PropertyState after) throws CommitFailedException {
            editor.propertyChanged(before, after);
        }

        @Override
        public void propertyDeleted(PropertyState before) throws CommitFailedException {
            editor.propertyDeleted(before);
        }

        @Override
        public Editor childNodeAdded(String name, NodeState after) throws CommitFailedException {
            return counted(editor.childNodeAdded(name, after));
        }

        @Override
        public Editor childNodeChanged(String name, NodeState before, NodeState after) throws CommitFailedException {
            return counted(editor.childNodeChanged(name, before, after));
        }

        @Override
        public Editor childNodeDeleted(String name, NodeState before) throws CommitFailedException {
            return counted(editor.childNodeDeleted(name, before));
        }
    }
}
