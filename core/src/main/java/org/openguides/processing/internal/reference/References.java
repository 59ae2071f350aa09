package org.openguides.processing.internal.reference;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.FileType;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.AssetFacts;
import org.openguides.processing.internal.catalog.Catalog;
import org.openguides.processing.internal.catalog.Deadline;
import org.openguides.processing.internal.catalog.DocumentFacts;
import org.openguides.processing.internal.catalog.Term;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.KeyDefinition;
import org.openguides.processing.internal.dita.KeyScope;
import org.openguides.processing.internal.dita.ReferenceResolver;
import org.openguides.processing.internal.dita.ReferenceTarget;

/**
 * Tells what references come to, as the catalog and the files are now. What was asked once is remembered: for one request
 * and its thread.
 */
public final class References {

    private final Catalog catalog;
    private final Projects content;
    private final ProjectFolders projects;
    private final ProjectKeys keys;
    private final String user;
    private final Deadline deadline;
    private final FileLookup files;
    private final Documents documents;
    private final Referrers referrers;
    private final KeySpaces keySpaces;
    private final KeyDefinitions keyDefinitions;
    private final KeyTargets keyTargets;
    private final Effort effort;
    /** Of the project that was asked for last: whoever looks at many goes through them one by one. */
    private String keyProject = "";

    private @Nullable ProjectNames names;

    /**
     * @param ids      tells the ids of files
     * @param keys     remembers what the maps of projects define, from one request to the next
     * @param deadline when to give up
     */
    References(
            Catalog catalog,
            Projects projects,
            Session session,
            FileLookup.Ids ids,
            ProjectKeys keys,
            Deadline deadline) {
        this.catalog = catalog;
        this.content = projects;
        this.projects = projects.in(session);
        this.keys = keys;
        this.user = String.valueOf(session.getUserID());
        this.deadline = deadline;
        this.files = new FileLookup(catalog, projects, ids, this::withUuid);
        this.documents = new Documents(catalog, files);
        this.referrers = new Referrers(catalog, projects, this.projects);
        MapTree maps = new MapTree(catalog, documents, referrers);
        MapOutlines outlines = new MapOutlines(catalog, documents);
        this.effort = new Effort(deadline);
        this.keySpaces = new KeySpaces(outlines, effort);
        this.keyDefinitions = new KeyDefinitions(documents, maps, outlines);
        this.keyTargets = new KeyTargets(maps, documents, referrers, keySpaces, keyDefinitions, effort);
    }

    /** The key spaces of the maps. */
    KeySpaces keySpaces() {
        return keySpaces;
    }

    /** How many steps the search for keys has made. */
    Effort effort() {
        return effort;
    }

    /** The asset at the path; empty if there is none. */
    public Optional<AssetFacts> asset(String path) throws RepositoryException {
        return catalog.asset(path);
    }

    /** The assets with a uuid, in path order: one, unless something is wrong. */
    public List<String> withUuid(String uuid) throws RepositoryException {
        Set<String> paths = new LinkedHashSet<>();
        for (String root : content.contentRoots()) {
            for (String path : catalog.assetsWith(Term.uuid(uuid), root)) {
                if (catalog.asset(path).filter(asset -> asset.hasUuid(uuid)).isPresent()) {
                    paths.add(path);
                }
            }
        }
        return List.copyOf(paths);
    }

    /** What the files of the assets say, in their order. */
    public List<DocumentFacts> documents(List<AssetNode> assets) throws RepositoryException {
        return catalog.documents(assets);
    }

    /** What the asset refers to, in document order. */
    public List<Outgoing> outgoing(String path) throws RepositoryException {
        List<Outgoing> outgoing = new ArrayList<>();
        for (DitaReference reference : documents.of(path).references()) {
            deadline.check();
            Outgoing checked = check(path, reference);
            outgoing.add(checked.status() == ReferenceStatus.KEY_DEFINED ? withTarget(path, checked) : checked);
        }
        return outgoing;
    }

    /** What refers to the asset, in path order. */
    public List<Incoming> incoming(AssetFacts asset) throws RepositoryException {
        return new IncomingSearch(asset, catalog, documents, referrers, keyDefinitions, keyTargets).find();
    }

    /** The keys that the asset defines, each once, in document order; with the names of key scopes as far as it has them. */
    public List<String> keys(String path) throws RepositoryException {
        Set<String> names = new LinkedHashSet<>();
        for (KeyDefinition key : documents.of(path).keys()) {
            KeyScope scope = key.keyScope();
            names.addAll(scope == null ? List.of(key.name()) : scope.qualified(key.name()));
        }
        return List.copyOf(names);
    }

    /**
     * The broken references of the assets at and below a folder, in path order, those of one asset in document order.
     *
     * @param from  where to begin; its path is at or below the folder
     * @param limit how many at most
     */
    public BrokenReferences.Page broken(String folder, BrokenReferences.Place from, int limit)
            throws RepositoryException {
        return new BrokenReferences(catalog, this::check, from, limit, deadline).below(folder);
    }

    /** What the maps of a project say of its assets. */
    public ProjectLinks links(String project, Runnable progress) throws RepositoryException {
        ProjectLinks.Builder links = new ProjectLinks.Builder(project);
        for (String map : catalog.assetsWith(Term.map(), project)) {
            // each on its own: together, the documents of a large project are too much to hold
            Documents only = new Documents(catalog, files);
            Set<String> targets = new MapTree(catalog, only, referrers).targets(map);
            links.add(map, only.of(map), targets, catalog, files);
            progress.run();
        }
        return links.build();
    }

    /**
     * Whether there is a map at a path.
     *
     * @param links what is known of a project: of its assets no other is a map
     */
    public boolean isMap(String path, ProjectLinks links) throws RepositoryException {
        return links.isMap(path) || (!links.holds(path) && isMap(path));
    }

    private boolean isMap(String path) throws RepositoryException {
        return catalog.asset(path)
                .filter(asset -> asset.type() == FileType.DITA_MAP)
                .isPresent();
    }

    /**
     * The broken references of the asset that cannot be told by looking at it and at the files it names: keys that no map
     * defines, and files that are not there by their uuid either.
     *
     * @param document what its file says
     * @param most     after how many of them not to look any further: each file that is missing costs a query
     */
    public List<Outgoing> brokenElsewhere(String path, DocumentFacts document, ProjectLinks links, int most)
            throws RepositoryException {
        List<Outgoing> broken = new ArrayList<>();
        for (DitaReference reference : document.references()) {
            if (broken.size() >= most) {
                break;
            }
            ReferenceTarget target = ReferenceResolver.resolve(path, reference);
            if (target.status() == ReferenceTarget.Status.KEY && !links.define(reference.keyName(), effort)) {
                broken.add(without(reference, ReferenceStatus.KEY_UNDEFINED));
            } else if (target.status() == ReferenceTarget.Status.CHECK && DocumentCheck.mayBeElsewhere(target)) {
                FileLookup.Found found = files.file(target);
                if (found.status() == ReferenceStatus.MISSING) {
                    broken.add(new Outgoing(reference, found.status(), found.path()));
                }
            }
        }
        return broken;
    }

    private Outgoing check(String path, DitaReference reference) throws RepositoryException {
        ReferenceTarget target = ReferenceResolver.resolve(path, reference);
        return switch (target.status()) {
            case CHECK -> {
                FileLookup.Found found = files.find(reference, target);
                boolean missing = found.status() == ReferenceStatus.MISSING;
                yield missing && names(path).make(found.path())
                        ? without(reference, ReferenceStatus.OK)
                        : new Outgoing(reference, found.status(), found.path());
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

    private Outgoing withTarget(String path, Outgoing byKey) throws RepositoryException {
        String target =
                keyTargets.of(path, byKey.reference()).stream().findFirst().orElse("");
        return new Outgoing(byKey.reference(), byKey.status(), target);
    }

    private ProjectNames names(String path) throws RepositoryException {
        String project = project(path);
        ProjectNames known = names;
        if (known == null || !project.equals(keyProject)) {
            known = keys.of(user, project, catalog, files, deadline);
            keyProject = project;
            names = known;
        }
        return known;
    }

    /** The project that a path lies in; the path itself outside of all projects. */
    public String project(String path) throws RepositoryException {
        return projects.of(path).orElse(path);
    }

    /** Two assets may have one uuid: that of the same project comes first. */
    private Optional<String> withUuid(String uuid, String near) throws RepositoryException {
        List<String> paths = withUuid(uuid);
        Optional<String> project = projects.of(near);
        for (String path : paths) {
            if (projects.of(path).equals(project)) {
                return Optional.of(path);
            }
        }
        return paths.stream().findFirst();
    }
}
