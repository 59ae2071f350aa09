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
 * The content tree of a session. Nodes outside the content roots are never accessed, so that their existence is not
 * revealed. Repository exceptions pass through the resolution of references wrapped in an {@link IOException}, which
 * {@link #ask} unwraps. Bound to the session and its thread.
 */
public final class RepositoryTree implements ContentTree {

    private final Catalog catalog;
    private final Projects projects;
    private final ProjectFolders folders;
    private final Referrers referrers;
    private final Session session;
    private final FileIds ids;

    /** A query that uses the tree. */
    @FunctionalInterface
    public interface Question<T> {

        /** Executes the query. */
        T ask() throws IOException;
    }

    /** Reads the repository. */
    @FunctionalInterface
    interface Read<T> {
        T read() throws RepositoryException;
    }

    /** Wraps a repository exception. */
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
        this.folders = new ProjectFolders(projects, session);
        this.referrers = new Referrers(catalog, projects, folders);
        this.session = session;
        this.ids = ids;
    }

    /** Returns the tree for processing, which does not use the facts of other assets. */
    public static RepositoryTree whileProcessing(Session session, Projects projects, FileIds ids) {
        return new RepositoryTree(new JcrCatalog(session), projects, session, ids);
    }

    /** Executes a query; throws the repository exceptions that it has wrapped. */
    public static <T> T ask(Question<T> question) throws RepositoryException {
        try {
            return question.ask();
        } catch (RepositoryFailure e) {
            throw e.failure;
        } catch (IOException e) {
            throw new RepositoryException(e);
        }
    }

    /** Reads the repository; wraps its exceptions. */
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
