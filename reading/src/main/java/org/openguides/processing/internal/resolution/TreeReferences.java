package org.openguides.processing.internal.resolution;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.DocumentFacts;
import org.openguides.processing.internal.dita.KeyDefinition;
import org.openguides.processing.internal.dita.KeyScope;
import org.openguides.processing.internal.dita.ReferenceResolver;
import org.openguides.processing.internal.dita.ReferenceTarget;

/**
 * Resolves references in the present state of a content tree. Caches results; for one request and its thread. All
 * methods throw an {@link IOException} if the tree does.
 */
public final class TreeReferences {

    private final ContentTree tree;
    private final ProjectKeys keys;
    private final String user;
    private final Deadline deadline;
    private final FileLookup files;
    private final Documents documents;
    private final KeySpaces keySpaces;
    private final KeyDefinitions keyDefinitions;
    private final KeyTargets keyTargets;
    private final Effort effort;
    /** The project of the last call, since callers process projects one by one. */
    private String keyProject = "";

    private @Nullable ProjectNames names;

    /**
     * @param tree     tree that the user sees
     * @param user     user whose view it is, since others may see different maps
     * @param keys     caches key definitions of projects across requests
     * @param deadline time after which it fails with a {@link TooComplexException}
     */
    public TreeReferences(ContentTree tree, String user, ProjectKeys keys, Deadline deadline) {
        this.tree = tree;
        this.keys = keys;
        this.user = user;
        this.deadline = deadline;
        this.files = new FileLookup(tree, tree::ids, new UuidLookup(tree));
        this.documents = new Documents(tree, files);
        this.effort = new Effort(deadline);
        MapTree maps = new MapTree(tree, documents);
        MapOutlines outlines = new MapOutlines(tree, documents, effort);
        this.keySpaces = new KeySpaces(outlines, effort);
        this.keyDefinitions = new KeyDefinitions(documents, maps, outlines);
        this.keyTargets = new KeyTargets(maps, documents, tree, keySpaces, keyDefinitions, effort);
    }

    /** Returns the key spaces of the maps. */
    KeySpaces keySpaces() {
        return keySpaces;
    }

    /** Returns the effort of searching for keys so far. */
    Effort effort() {
        return effort;
    }

    /** Returns the references of a file in document order. */
    public List<Outgoing> outgoing(String path) throws IOException {
        List<Outgoing> outgoing = new ArrayList<>();
        for (DitaReference reference : documents.of(path).references()) {
            deadline.check();
            Outgoing checked = check(path, reference);
            outgoing.add(checked.status() == ReferenceStatus.KEY_DEFINED ? withTarget(path, checked) : checked);
        }
        return outgoing;
    }

    /** Returns the references to a file in path order. */
    public List<Incoming> incoming(TreeFile file) throws IOException {
        return new IncomingSearch(file, tree, documents, keyDefinitions, keyTargets).find();
    }

    /** Returns the keys that a file defines, without duplicates, in document order, qualified by its key scopes. */
    public List<String> keys(String path) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        for (KeyDefinition key : documents.of(path).keys()) {
            KeyScope scope = key.keyScope();
            names.addAll(scope == null ? List.of(key.name()) : scope.qualified(key.name()));
        }
        return List.copyOf(names);
    }

    /**
     * Returns the broken references of the files at and below a folder in path order, and in document order within a
     * file.
     *
     * @param from  where to begin; its path is at or below the folder
     * @param limit maximum number of references
     */
    public BrokenReferences.Page broken(String folder, BrokenReferences.Place from, int limit) throws IOException {
        return new BrokenReferences(tree, this::check, from, limit, deadline).below(folder);
    }

    /** Returns what the maps of a project state about its files. */
    public ProjectLinks links(String project, Runnable progress) throws IOException {
        ProjectLinks.Builder links = new ProjectLinks.Builder(project);
        for (String map : tree.maps(project)) {
            // each map separately, since all documents of a large project would not fit into memory
            Documents only = new Documents(tree, files);
            Set<String> targets = new MapTree(tree, only).targets(map);
            links.add(map, only.of(map), targets, tree, files);
            progress.run();
        }
        return links.build();
    }

    /**
     * Returns the path of the file that a reference names directly, by its path or uuid and regardless of its fragment:
     * the expected path if it does not exist, and empty if the reference does not point at a file.
     *
     * @param path  path of the referring file
     * @param links the maps of its project, whose targets need not be looked up again
     */
    public Optional<String> target(String path, DitaReference reference, ProjectLinks links) throws IOException {
        ReferenceTarget target = ReferenceResolver.resolve(path, reference);
        if (target.status() != ReferenceTarget.Status.CHECK) {
            return Optional.empty();
        }
        String expected = target.path();
        return Optional.of(
                links.isUsed(expected) ? expected : files.file(target).path());
    }

    /**
     * Returns whether the file at a path is a map.
     *
     * @param links the maps of a project, which include all its maps
     */
    public boolean isMap(String path, ProjectLinks links) throws IOException {
        return links.isMap(path) || (!links.holds(path) && isMap(path));
    }

    private boolean isMap(String path) throws IOException {
        return tree.file(path).filter(TreeFile::isMap).isPresent();
    }

    /**
     * Returns the broken references of a file that depend on the maps of its project: undefined keys, and files that do
     * not exist under their path or uuid and are not created by publishing.
     *
     * @param document facts of the file
     * @param most     maximum number of references, since each missing file costs a query or the listing of a folder
     */
    public List<Outgoing> brokenElsewhere(String path, DocumentFacts document, ProjectLinks links, int most)
            throws IOException {
        List<Outgoing> broken = new ArrayList<>();
        for (DitaReference reference : document.references()) {
            if (broken.size() >= most) {
                break;
            }
            ReferenceTarget target = ReferenceResolver.resolve(path, reference);
            if (target.status() == ReferenceTarget.Status.KEY && !links.define(reference.keyName(), effort)) {
                broken.add(without(reference, ReferenceStatus.KEY_UNDEFINED));
            } else if (target.status() == ReferenceTarget.Status.CHECK && !isKnownToExist(target, path, links)) {
                FileLookup.Found found = files.file(target);
                // a target that was found by its uuid has not been checked for the id before
                boolean elsewhere = !found.path().equals(target.path());
                Outgoing file =
                        checkFile(reference, target, elsewhere ? files.find(reference, target) : found, links::make);
                if (file.status().isBroken()) {
                    String nearMiss = files.nearMiss(target).orElse("");
                    broken.add(new Outgoing(reference, file.status(), file.target(), nearMiss));
                }
            }
        }
        return broken;
    }

    /** A map of the project may use a file that the user cannot see. */
    private boolean isKnownToExist(ReferenceTarget target, String referrer, ProjectLinks links) throws IOException {
        return target.path().equals(referrer) || (links.isUsed(target.path()) && tree.isVisible(target.path()));
    }

    /** Resolves a reference to a file. */
    private static Outgoing checkFile(
            DitaReference reference, ReferenceTarget target, FileLookup.Found found, Predicate<String> made) {
        boolean missing = found.status() == ReferenceStatus.MISSING;
        return missing && made.test(target.path())
                ? without(reference, ReferenceStatus.OK)
                : new Outgoing(reference, found.status(), found.path());
    }

    private Outgoing check(String path, DitaReference reference) throws IOException {
        ReferenceTarget target = ReferenceResolver.resolve(path, reference);
        return switch (target.status()) {
            case CHECK -> {
                FileLookup.Found found = files.find(reference, target);
                ProjectNames made = found.status() == ReferenceStatus.MISSING ? names(path) : null;
                yield checkFile(reference, target, found, each -> made != null && made.make(each));
            }
            case KEY -> {
                boolean defined = names(path).define(reference.keyName(), effort);
                yield without(reference, defined ? ReferenceStatus.KEY_DEFINED : ReferenceStatus.KEY_UNDEFINED);
            }
            case EXTERNAL -> without(reference, ReferenceStatus.EXTERNAL);
            case PEER -> without(reference, ReferenceStatus.PEER);
            case EMPTY -> without(reference, ReferenceStatus.EMPTY);
            case INVALID, COPY_TO -> without(reference, ReferenceStatus.INVALID);
        };
    }

    private static Outgoing without(DitaReference reference, ReferenceStatus status) {
        return new Outgoing(reference, status, "");
    }

    private Outgoing withTarget(String path, Outgoing byKey) throws IOException {
        String target =
                keyTargets.of(path, byKey.reference()).stream().findFirst().orElse("");
        return new Outgoing(byKey.reference(), byKey.status(), target);
    }

    private ProjectNames names(String path) throws IOException {
        String project = project(path);
        ProjectNames known = names;
        if (known == null || !project.equals(keyProject)) {
            known = keys.of(user, project, tree, files, deadline);
            keyProject = project;
            names = known;
        }
        return known;
    }

    /** Returns the project of a path; the path itself outside all projects. */
    public String project(String path) throws IOException {
        return tree.project(path).orElse(path);
    }
}
