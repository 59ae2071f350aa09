package org.openguides.processing.internal.reference;

import javax.jcr.RepositoryException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.DocumentFacts;
import org.openguides.processing.internal.dita.ElementIds;
import org.openguides.processing.internal.resolution.ContentTree;
import org.openguides.processing.internal.resolution.TreeFile;

/** A filtered view of a content tree: other nodes seem not to exist. Bound to the tree and its thread. */
public final class VisibleTree implements ContentTree {

    private final ContentTree tree;
    private final Filter filter;

    /** Decides which nodes are visible. */
    @FunctionalInterface
    public interface Filter {

        /** Returns whether the node at an existing path is visible. */
        boolean includes(String path) throws RepositoryException;
    }

    public VisibleTree(ContentTree tree, Filter filter) {
        this.tree = tree;
        this.filter = filter;
    }

    private boolean includes(String path) throws IOException {
        return RepositoryTree.read(() -> filter.includes(path));
    }

    @Override
    public boolean isVisible(String path) throws IOException {
        return includes(path);
    }

    private List<String> visible(Collection<String> paths) throws IOException {
        List<String> visible = new ArrayList<>();
        for (String path : paths) {
            if (includes(path)) {
                visible.add(path);
            }
        }
        return visible;
    }

    @Override
    public Presence presence(String path) throws IOException {
        Presence presence = tree.presence(path);
        return presence == Presence.NONE || includes(path) ? presence : Presence.NONE;
    }

    @Override
    public Optional<TreeFile> file(String path) throws IOException {
        Optional<TreeFile> file = tree.file(path);
        return file.isPresent() && includes(path) ? file : Optional.empty();
    }

    @Override
    public Optional<String> similar(String path) throws IOException {
        Optional<String> similar = tree.similar(path);
        return similar.isPresent() && includes(similar.get()) ? similar : Optional.empty();
    }

    @Override
    public DocumentFacts document(String path) throws IOException {
        return presence(path) == Presence.FILE ? tree.document(path) : DocumentFacts.NONE;
    }

    @Override
    public Optional<ElementIds> ids(String path) throws IOException {
        return presence(path) == Presence.FILE ? tree.ids(path) : Optional.empty();
    }

    @Override
    public Optional<String> project(String path) throws IOException {
        return tree.project(path);
    }

    @Override
    public List<String> maps(String folder) throws IOException {
        return visible(tree.maps(folder));
    }

    @Override
    public List<String> withUuid(String uuid) throws IOException {
        return visible(tree.withUuid(uuid));
    }

    @Override
    public Set<String> mayReferTo(TreeFile file) throws IOException {
        Set<String> visible = new TreeSet<>(tree.order());
        visible.addAll(visible(tree.mayReferTo(file)));
        return visible;
    }

    @Override
    public Collection<String> mayReferToKey(String key, String path) throws IOException {
        return visible(tree.mayReferToKey(key, path));
    }

    @Override
    public void visit(String folder, @Nullable String after, Visitor visitor) throws IOException {
        tree.visit(folder, after, (path, document) -> !includes(path) || visitor.visit(path, document));
    }

    @Override
    public Comparator<String> order() {
        return tree.order();
    }
}
