package org.openguides.processing.internal.resolution;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;

import org.openguides.processing.internal.dita.DocumentFacts;

/**
 * Which assets the maps of a project use, and which keys they define. Takes about 30 bytes for each topicref, as there
 * may be as many as assets. Immutable.
 */
public final class ProjectLinks {

    private static final Comparator<Use> BY_TARGET =
            Comparator.comparingLong(Use::target).thenComparingInt(Use::map);

    private final String project;
    private final List<String> maps;
    private final List<Use> uses;
    private final Set<String> allMaps;
    private final ProjectNames names;

    /**
     * The use of an asset by a map.
     *
     * @param target digest of the asset's path
     * @param map    index in the list of maps
     */
    private record Use(long target, int map) {}

    private ProjectLinks(Builder builder) {
        this.project = builder.project;
        this.maps = List.copyOf(builder.maps);
        this.uses = builder.uses.stream().sorted(BY_TARGET).toList();
        this.allMaps = Set.copyOf(builder.maps);
        this.names = builder.names.build();
    }

    /** Returns the paths of the maps in path order. */
    public List<String> maps() {
        return maps;
    }

    /** Returns whether a map defines the key, which may be qualified by key scopes. */
    boolean define(String key, Effort effort) {
        return names.define(key, effort);
    }

    /** Returns whether publishing creates a file at a path. */
    boolean make(String path) {
        return names.make(path);
    }

    /** Returns whether a path is that of the project or below it. */
    boolean holds(String path) {
        return project.equals("/") || path.equals(project) || path.startsWith(project + "/");
    }

    /**
     * Returns whether a map of the project uses the asset, which therefore exists. Two paths are confused if their 64
     * bit digests collide.
     */
    boolean isUsed(String path) {
        long target = PathDigest.of(path);
        int first = firstOf(target);
        return first < uses.size() && uses.get(first).target() == target;
    }

    /** Returns whether a path is that of a map of the project. */
    public boolean isMap(String path) {
        return allMaps.contains(path);
    }

    /** Returns the paths of the maps that use the asset as a topic, a map, or the resource of a key, in path order. */
    public Set<String> directParents(String path) {
        long target = PathDigest.of(path);
        Set<String> parents = new TreeSet<>();
        for (int i = firstOf(target); i < uses.size() && uses.get(i).target() == target; i++) {
            parents.add(maps.get(uses.get(i).map()));
        }
        parents.remove(path);
        return parents;
    }

    /** Returns the paths of these maps and of those that include them, transitively. */
    public Set<String> parents(String path) {
        Set<String> parents = new TreeSet<>();
        Queue<String> queue = new ArrayDeque<>(Set.of(path));
        while (!queue.isEmpty()) {
            directParents(queue.remove()).stream().filter(parents::add).forEach(queue::add);
        }
        return parents;
    }

    private int firstOf(long target) {
        int low = 0;
        int high = uses.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (uses.get(middle).target() < target) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Builds the links from the maps of a project one by one. */
    static final class Builder {

        private final String project;
        private final List<String> maps = new ArrayList<>();
        private final List<Use> uses = new ArrayList<>();
        private final ProjectNamesBuilder names = new ProjectNamesBuilder();

        Builder(String project) {
            this.project = project;
        }

        void add(String map, DocumentFacts facts, Set<String> targets, ContentTree tree, FileLookup files)
                throws IOException {
            targets.forEach(target -> uses.add(new Use(PathDigest.of(target), maps.size())));
            maps.add(map);
            names.add(map, facts, tree, files);
        }

        ProjectLinks build() {
            return new ProjectLinks(this);
        }
    }
}
