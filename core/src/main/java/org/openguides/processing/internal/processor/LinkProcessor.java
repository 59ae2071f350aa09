package org.openguides.processing.internal.processor;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

import org.openguides.processing.api.Reason;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.catalog.Identities;
import org.openguides.processing.internal.dita.DocumentFacts;
import org.openguides.processing.internal.engine.AssetLinks;
import org.openguides.processing.internal.engine.Visibility;
import org.openguides.processing.internal.reference.ReferenceReader;
import org.openguides.processing.internal.reference.References;
import org.openguides.processing.internal.resolution.ProjectLinks;
import org.openguides.processing.spi.Finding;
import org.openguides.processing.spi.PropertyChange;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Links assets: computes their parent maps and what maps reference, and reports undefined keys, missing files and
 * duplicate uuids.
 */
@Component(service = AssetLinks.class)
public final class LinkProcessor implements AssetLinks {

    /** There are few runs at a time, and each links its assets project by project. */
    private static final int PROJECTS = 8;

    private final ReferenceReader references;
    /** The end of a run is not signalled, so entries that have not been used for a while are evicted. */
    private final Map<RunProject, Kept> projects = new LinkedHashMap<>(PROJECTS, 1, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RunProject, Kept> eldest) {
            return size() > PROJECTS;
        }
    };

    /**
     * The maps of a project, as they were when the run's first asset was linked; all had been processed by then.
     *
     * @param hidden maps that must not be mentioned; they differ after a resume by another user
     */
    private record RunProject(String run, String project, Set<String> hidden) {}

    /**
     * The context in which assets of a run are linked.
     *
     * @param run      id of the run
     * @param all      all references, for the written properties
     * @param reported     references that may be mentioned in findings
     * @param visible  which assets may be mentioned
     * @param hidden   maps that must not be mentioned, by project
     * @param progress called with each step
     */
    private record View(
            String run,
            References all,
            References reported,
            Visibility visible,
            Map<String, Set<String>> hidden,
            Runnable progress) {}

    @Activate
    public LinkProcessor(@Reference(name = "references") ReferenceReader references) {
        this.references = references;
    }

    @Override
    public Reader begin(String run, Session session) {
        return begin(run, session, Identities.NONE, Visibility.ALL, () -> {});
    }

    @Override
    public Reader begin(String run, Session session, Identities processed, Visibility visible, Runnable progress) {
        View view = new View(
                run,
                references.in(session, processed),
                references.in(session, processed, visible::includes),
                visible,
                new HashMap<>(),
                progress);
        return (assets, doubtful) -> of(view, assets, doubtful);
    }

    private List<Links> of(View view, List<AssetNode> assets, Set<String> doubtful) throws RepositoryException {
        List<Links> all = new ArrayList<>();
        List<DocumentFacts> documents = view.all().documents(assets);
        for (int i = 0; i < assets.size(); i++) {
            AssetNode asset = assets.get(i);
            String project = view.all().project(asset.path());
            ProjectLinks links = links(new RunProject(view.run(), project, Set.of()), view.all(), view.progress());
            Set<String> hidden = hidden(view, project, links);
            ProjectLinks reported = hidden.isEmpty()
                    ? links
                    : links(new RunProject(view.run(), project, hidden), view.reported(), view.progress());
            List<Finding> warnings = new ArrayList<>(complaints(asset, documents.get(i), reported, view.reported()));
            if (doubtful.contains(asset.path())) {
                warnings.addAll(namesakes(asset, view.reported()));
            }
            List<PropertyChange> changes = new ArrayList<>(parents(asset, links));
            if (links.isMap(asset.path())) {
                TargetLists lists = new MapTargets(view.all(), links)
                        .of(asset.path(), documents.get(i).references());
                changes.addAll(lists.changes());
                warnings.addAll(lists.warnings());
            }
            all.add(new Links(changes, warnings));
        }
        return all;
    }

    /** Keys defined only in such maps are undefined for the users of the run. */
    private static Set<String> hidden(View view, String project, ProjectLinks links) throws RepositoryException {
        Set<String> known = view.hidden().get(project);
        if (known != null) {
            return known;
        }
        Set<String> hidden = new HashSet<>();
        for (String map : links.maps()) {
            if (!view.visible().includes(map)) {
                hidden.add(map);
            }
        }
        view.hidden().put(project, Set.copyOf(hidden));
        return hidden;
    }

    /** Whether a worker waits for maps that another one reads. */
    boolean isAwaited() {
        synchronized (projects) {
            return projects.values().stream().anyMatch(kept -> kept.lock.hasQueuedThreads());
        }
    }

    private ProjectLinks links(RunProject key, References reader, Runnable progress) throws RepositoryException {
        Kept kept;
        synchronized (projects) {
            kept = projects.computeIfAbsent(key, project -> new Kept());
        }
        return kept.links(key.project(), reader, progress);
    }

    /** The cached maps of one project. Safe for use by multiple threads. */
    private static final class Kept {

        private static final long LOOK_MILLIS = 200;

        private final ReentrantLock lock = new ReentrantLock();
        private final AtomicLong steps = new AtomicLong();

        /** Evicted when memory is scarce. */
        private volatile SoftReference<ProjectLinks> links = new SoftReference<>(null);

        /** One worker reads the maps; the others wait and show progress when it does. */
        ProjectLinks links(String project, References reader, Runnable progress) throws RepositoryException {
            ProjectLinks known = links.get();
            if (known != null) {
                return known;
            }
            awaitTurn(progress);
            try {
                known = links.get();
                if (known == null) {
                    known = reader.links(project, () -> {
                        steps.incrementAndGet();
                        progress.run();
                    });
                    links = new SoftReference<>(known);
                }
                return known;
            } finally {
                lock.unlock();
            }
        }

        private void awaitTurn(Runnable progress) {
            long seen = steps.get();
            while (!isMyTurn()) {
                long now = steps.get();
                if (now != seen) {
                    progress.run();
                    seen = now;
                }
            }
        }

        private boolean isMyTurn() {
            try {
                return lock.tryLock(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                // The interrupt flag stays cleared, since Oak must not be used by an interrupted thread.
                return false;
            }
        }
    }

    private static List<PropertyChange> parents(AssetNode asset, ProjectLinks links) {
        return List.of(
                new PropertyChange(AssetState.DIRECT_PARENT_MAPS, List.copyOf(links.directParents(asset.path()))),
                new PropertyChange(AssetState.PARENT_MAPS, List.copyOf(links.parents(asset.path()))));
    }

    private static List<Finding> complaints(
            AssetNode asset, DocumentFacts document, ProjectLinks links, References references)
            throws RepositoryException {
        return Warnings.of(List.of(), references.brokenElsewhere(asset.path(), document, links, Warnings.MOST + 1));
    }

    /** The second of two assets in the run reports both. */
    private static List<Finding> namesakes(AssetNode asset, References references) throws RepositoryException {
        String uuid = AssetState.uuid(asset.content());
        List<String> others = uuid.isEmpty()
                ? List.of()
                : references.withUuid(uuid).stream()
                        .filter(path -> !path.equals(asset.path()))
                        .toList();
        return others.isEmpty()
                ? List.of()
                : List.of(Finding.of(
                        Reason.DUPLICATE_UUID,
                        "its uuid " + uuid + " is also that of " + String.join(", ", others)
                                + "; references by this uuid may mean either"));
    }
}
