package org.openguides.processing.internal.walk;

import javax.jcr.InvalidItemStateException;
import javax.jcr.Node;
import javax.jcr.PathNotFoundException;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.text.Subtrees;

/**
 * Finds the assets below some paths, each once, in {@link PathOrder}. Between two calls it holds only names and paths,
 * so the caller may refresh or change the session; concurrent additions and removals are seen if the walk has not
 * passed them. Uses no queries, which Oak ends after 100 000 nodes, and no recursion. Holds at most one chunk of names
 * for each level of the current folder. For one thread.
 *
 * <p>An asset costs its share of listing the folder, one look-up of its path and its node type; a folder with more
 * children than a chunk is listed once per chunk.
 */
public final class AssetWalk {

    /** Default number of names of a folder that are read at once. */
    public static final int DEFAULT_CHUNK = 20_000;

    private final Set<String> excluded;
    private final @Nullable String after;
    private final SkippedNames skipped;
    private final FolderFilter filter;
    private final int chunk;
    private final Deque<String> roots = new ArrayDeque<>();
    private final Deque<Folder> folders = new ArrayDeque<>();
    private final FolderNode folderNode = new FolderNode();
    /** Starts with the path of the innermost folder; the root of the repository is the empty string. */
    private final StringBuilder path = new StringBuilder();

    /** Creates a walk with the default chunk size and skipped names. */
    public AssetWalk(Collection<String> roots, Collection<String> excluded, @Nullable String after) {
        this(roots, excluded, after, FolderFilter.ALL);
    }

    /** Creates a walk with the default chunk size and skipped names that does not read some folders. */
    public AssetWalk(
            Collection<String> roots, Collection<String> excluded, @Nullable String after, FolderFilter filter) {
        this(roots, excluded, after, SkippedNames.DEFAULT, DEFAULT_CHUNK, filter);
    }

    /**
     * @param roots    absolute, normalised paths of folders or assets; they may overlap and need not exist
     * @param excluded absolute, normalised paths of subtrees to leave out; they may include roots or their ancestors
     * @param after    path after which to start, which need not exist; null for the beginning
     * @param skipped  names of nodes to leave out with their subtrees, including roots below such a node
     * @param chunk    number of names of a folder to hold at once; at least 1
     * @param filter   folders to read
     */
    AssetWalk(
            Collection<String> roots,
            Collection<String> excluded,
            @Nullable String after,
            SkippedNames skipped,
            int chunk,
            FolderFilter filter) {
        if (chunk < 1) {
            throw new IllegalArgumentException("chunk: " + chunk);
        }
        this.excluded = Set.copyOf(excluded);
        this.after = after;
        this.skipped = skipped;
        this.chunk = chunk;
        this.filter = filter;
        Set<String> inOrder = new TreeSet<>(PathOrder.INSTANCE);
        inOrder.addAll(roots);
        inOrder.forEach(this::addRoot);
    }

    private void addRoot(String root) {
        boolean nested = !roots.isEmpty() && Subtrees.contains(roots.getLast(), root);
        boolean done = after != null && PathOrder.INSTANCE.compare(root, after) < 0 && !Subtrees.contains(root, after);
        if (!nested && !done && !isLeftOut(root)) {
            roots.add(root);
        }
    }

    private boolean isLeftOut(String wanted) {
        for (int start = 0; start < wanted.length(); ) {
            int slash = wanted.indexOf('/', start + 1);
            int end = slash < 0 ? wanted.length() : slash;
            if (isLeftOut(wanted.substring(0, end), wanted.substring(start + 1, end))) {
                return true;
            }
            start = end;
        }
        return excluded.contains("/");
    }

    private boolean isLeftOut(String nodePath, String name) {
        return skipped.test(name) || excluded.contains(nodePath);
    }

    /**
     * Advances to the next asset.
     *
     * @param session reads the present revision; each call may pass another one
     * @return the asset, valid as long as the session; null at the end
     * @throws RepositoryException if the repository fails; continue with a new walk after the last asset, since this
     *                             one may have lost its position
     */
    public @Nullable AssetNode next(Session session) throws RepositoryException {
        while (true) {
            Folder folder = folders.peek();
            if (folder == null && roots.isEmpty()) {
                return null;
            }
            AssetNode asset = folder == null ? enter(session, roots.remove()) : advance(session, folder);
            if (asset != null) {
                return asset;
            }
        }
    }

    private @Nullable AssetNode enter(Session session, String root) throws RepositoryException {
        path.setLength(0);
        path.append(root.equals("/") ? "" : root);
        if (!session.nodeExists(root) || AssetNode.isInsideAsset(session.getNode(root))) {
            return null;
        }
        if (after == null || !Subtrees.contains(root, after)) {
            return visit(session, session.getNode(root));
        }
        seek(session, after);
        return null;
    }

    /** Opens the folders from the root to a path, each positioned after the next path segment. */
    private void seek(Session session, String target) throws RepositoryException {
        while (isFolder(session, currentPath()) && filter.reads(session, currentPath())) {
            int start = path.length() + 1;
            int slash = target.indexOf('/', start);
            String name =
                    start >= target.length() ? null : target.substring(start, slash < 0 ? target.length() : slash);
            folders.push(new Folder(path.length(), name));
            if (name == null) {
                return;
            }
            path.append('/').append(name);
            if (isLeftOut(path.toString(), name)) {
                return;
            }
        }
    }

    private static boolean isFolder(Session session, String candidate) throws RepositoryException {
        return session.nodeExists(candidate) && AssetNode.mayHoldAssets(session.getNode(candidate));
    }

    private @Nullable AssetNode advance(Session session, Folder folder) throws RepositoryException {
        path.setLength(folder.pathLength());
        if (folder.needsNames()) {
            folder.take(childrenOf(session, folder));
        }
        String name = folder.nextName();
        if (name == null) {
            folders.pop();
            return null;
        }
        return visitChild(session, folder, name);
    }

    private ChildNames childrenOf(Session session, Folder folder) throws RepositoryException {
        try {
            return ChildNames.read(folderNode.of(folder, currentPath(), session), folder.lastName(), chunk, skipped);
        } catch (PathNotFoundException | InvalidItemStateException gone) {
            return ChildNames.NONE;
        }
    }

    private @Nullable AssetNode visitChild(Session session, Folder folder, String name) throws RepositoryException {
        String parent = currentPath();
        path.append('/').append(name);
        if (excluded.contains(path.toString())) {
            return null;
        }
        try {
            return visit(session, folderNode.of(folder, parent, session).getNode(name));
        } catch (PathNotFoundException | InvalidItemStateException gone) {
            return null;
        }
    }

    private @Nullable AssetNode visit(Session session, Node node) throws RepositoryException {
        AssetNode asset = AssetNode.ofOutermost(node, currentPath()).orElse(null);
        if (asset == null && AssetNode.mayHoldAssets(node) && filter.reads(session, currentPath())) {
            folders.push(new Folder(path.length(), null));
        }
        return asset;
    }

    private String currentPath() {
        return path.length() == 0 ? "/" : path.toString();
    }
}
