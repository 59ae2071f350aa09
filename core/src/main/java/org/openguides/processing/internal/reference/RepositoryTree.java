package org.openguides.processing.internal.reference;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.FileType;
import org.openguides.processing.internal.catalog.AssetFacts;
import org.openguides.processing.internal.catalog.Catalog;
import org.openguides.processing.internal.catalog.JcrCatalog;
import org.openguides.processing.internal.catalog.Term;
import org.openguides.processing.internal.dita.DocumentFacts;
import org.openguides.processing.internal.dita.ElementIds;
import org.openguides.processing.internal.resolution.ContentTree;
import org.openguides.processing.internal.resolution.TreeFile;
import org.openguides.processing.internal.walk.PathOrder;

/**
 * The assets of the repository as a content tree, as a session sees them. What lies outside of the content is never looked at: no
 * user must learn here what there is. What the repository throws comes through the resolution of references in a wrapping of its own, which
 * {@link #ask} takes off. Lives as long as the session and belongs to its thread.
 */
public final class RepositoryTree implements ContentTree {

    private final Catalog catalog;
    private final Projects projects;
    private final ProjectFolders folders;
    private final Referrers referrers;
    private final Session session;
    private final FileIds ids;

    /** A question whose answer comes from the tree. */
    @FunctionalInterface
    public interface Question<T> {

        /** Asks it. */
        T ask() throws IOException;
    }

    /** The other way round. */
    @FunctionalInterface
    interface Read<T> {
        T read() throws RepositoryException;
    }

    /** What the repository has thrown. */
    private static final class RepositoryFailure extends IOException {

        private static final long serialVersionUID = 1L;

        private final RepositoryException failure;

        RepositoryFailure(RepositoryException failure) {
            super(failure);
            this.failure = failure;
        }
    }

    RepositoryTree(Catalog catalog, Projects projects, Session session, FileIds ids) {
        this.catalog = catalog;
        this.projects = projects;
        this.folders = projects.in(session);
        this.referrers = new Referrers(catalog, projects, folders);
        this.session = session;
        this.ids = ids;
    }

    /** The tree as processing sees it, which does not ask what other assets say. */
    public static RepositoryTree whileProcessing(Session session, Projects projects, FileIds ids) {
        return new RepositoryTree(new JcrCatalog(session), projects, session, ids);
    }

    /** The answer to a question; throws what the repository has thrown. */
    public static <T> T ask(Question<T> question) throws RepositoryException {
        try {
            return question.ask();
        } catch (RepositoryFailure e) {
            throw e.failure;
        } catch (IOException e) {
            throw new RepositoryException(e);
        }
    }

    /** What the repository has; what it throws is wrapped. */
    static <T> T read(Read<T> read) throws IOException {
        try {
            return read.read();
        } catch (RepositoryException e) {
            throw new RepositoryFailure(e);
        }
    }

    @Override
    public Presence presence(String path) throws IOException {
        if (projects.rootOf(path).isEmpty()) {
            return Presence.NONE;
        }
        return switch (read(() -> catalog.presence(path))) {
            case ASSET -> Presence.FILE;
            case OTHER -> Presence.OTHER;
            case NONE -> Presence.NONE;
        };
    }

    @Override
    public Optional<TreeFile> file(String path) throws IOException {
        return read(() -> catalog.asset(path)).map(RepositoryTree::file);
    }

    static TreeFile file(AssetFacts asset) {
        return new TreeFile(asset.path(), asset.uuid(), asset.type() == FileType.DITA_MAP);
    }

    @Override
    public Optional<String> similar(String path) throws IOException {
        return projects.rootOf(path).isPresent() ? read(() -> catalog.similar(path)) : Optional.empty();
    }

    @Override
    public DocumentFacts document(String path) throws IOException {
        return read(() -> catalog.document(path));
    }

    @Override
    public Optional<ElementIds> ids(String path) throws IOException {
        return read(() -> ids.of(session, path));
    }

    @Override
    public Optional<String> project(String path) throws IOException {
        return read(() -> folders.of(path));
    }

    @Override
    public List<String> maps(String folder) throws IOException {
        return read(() -> catalog.assetsWith(Term.map(), folder));
    }

    @Override
    public List<String> withUuid(String uuid) throws IOException {
        Set<String> paths = new LinkedHashSet<>();
        for (String root : projects.contentRoots()) {
            for (String path : read(() -> catalog.assetsWith(Term.uuid(uuid), root))) {
                if (read(() -> catalog.asset(path))
                        .filter(asset -> asset.hasUuid(uuid))
                        .isPresent()) {
                    paths.add(path);
                }
            }
        }
        return List.copyOf(paths);
    }

    @Override
    public Set<String> mayReferTo(TreeFile file) throws IOException {
        return read(() -> referrers.toFile(file.path(), file.uuid()));
    }

    @Override
    public Collection<String> mayReferToKey(String key, String path) throws IOException {
        return read(() -> referrers.toKey(key, path));
    }

    @Override
    public void visit(String folder, @Nullable String after, Visitor visitor) throws IOException {
        read(() -> {
            catalog.visit(folder, after, (path, document) -> ask(() -> visitor.visit(path, document)));
            return folder;
        });
    }

    @Override
    public Comparator<String> order() {
        return PathOrder.INSTANCE;
    }
}
