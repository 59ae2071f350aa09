package org.openguides.processing.internal.resolution;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.resolution.MapOutline.Branch;
import org.openguides.processing.internal.resolution.MapOutline.Include;
import org.openguides.processing.internal.resolution.MapOutline.Splice;

/**
 * The contents of key scopes by the rules of DITA 1.3, 2.3.4. A key scope of a map exists once, however often the map
 * is used, as its contents do not depend on enclosing scopes. Memory is therefore proportional to the size of the maps.
 * For one request.
 */
final class KeySpaces {

    private final MapOutlines outlines;
    private final Effort effort;

    /** A key scope of a map; the outermost one of a root map contains what is outside all scopes. */
    record Scope(MapOutline map, int number) {

        private Region content() {
            return new Region(map, number, map.first(number), map.last(number));
        }
    }

    /**
     * A range of places directly in a key scope of a map.
     *
     * @param pull the reuse that inserts the element at the first place; null if there is none
     */
    record Region(MapOutline map, int scope, int from, int to, @Nullable Pull pull) {

        Region(MapOutline map, int scope, int from, int to) {
            this(map, scope, from, to, null);
        }

        private Region by(@Nullable Pull other) {
            return new Region(map, scope, from, to, other);
        }
    }

    /**
     * An element that is replaced by another one: its attributes take precedence over those of the replacement.
     *
     * @param outer element that this one itself replaces; null if there is none
     */
    record Pull(MapOutline map, int place, @Nullable Pull outer) {}

    /** Visits the contents of a scope. */
    @FunctionalInterface
    interface Visitor {
        /** Visits the next region; returns whether to continue. */
        boolean visit(Region region) throws IOException;
    }

    /** Decides whether to descend into another map. */
    @FunctionalInterface
    interface Wanted {
        boolean isWanted(String map);
    }

    KeySpaces(MapOutlines outlines, Effort effort) {
        this.outlines = outlines;
        this.effort = effort;
    }

    /** Returns the outermost scope of a root map. */
    Scope root(String map) throws IOException {
        return new Scope(outlines.of(map), MapOutline.OUTSIDE);
    }

    MapOutline outline(String map) throws IOException {
        return outlines.of(map);
    }

    /** Visits the contents of a scope without nested scopes: its maps breadth-first, each in its own order. */
    void visit(Scope scope, Wanted wanted, Visitor visitor) throws IOException {
        Queue<Region> queue = new ArrayDeque<>(List.of(scope.content()));
        Set<Region> seen = new HashSet<>(queue);
        while (!queue.isEmpty()) {
            List<Region> parts = parts(queue.remove(), wanted);
            for (Region part : parts) {
                if (!visitor.visit(part)) {
                    return;
                }
            }
            for (Region part : parts) {
                for (Include include : part.map().includes(part.scope(), part.from(), part.to())) {
                    effort.step();
                    Region region = wanted.isWanted(include.map()) ? region(include) : null;
                    if (region != null && seen.add(region)) {
                        queue.add(region);
                    }
                }
            }
        }
    }

    /** Splits a region at elements that are replaced by another branch, which is inserted there. */
    private List<Region> parts(Region region, Wanted wanted) throws IOException {
        List<Region> parts = new ArrayList<>();
        Set<Region> spliced = new HashSet<>();
        Deque<Region> left = new ArrayDeque<>(List.of(region));
        while (!left.isEmpty()) {
            effort.step();
            Region next = left.pop();
            List<Splice> splices = next.map().splices(next.scope(), next.from(), next.to());
            if (splices.isEmpty()) {
                parts.add(next);
                continue;
            }
            Splice splice = splices.get(0);
            int place = splice.place();
            parts.add(new Region(next.map(), next.scope(), next.from(), place, next.pull()));
            if (place < next.to()) {
                left.push(new Region(next.map(), next.scope(), place + 1, next.to()));
            }
            Region other = wanted.isWanted(splice.map()) ? region(splice) : null;
            if (other != null && spliced.add(other)) {
                left.push(other.by(pull(splice, next)));
            }
        }
        return parts;
    }

    /** Returns what replaces the first element of a replacement; null if it has other attributes or none. */
    private static @Nullable Pull pull(Splice splice, Region region) {
        if (splice.id() == null || splice.ownKeys()) {
            return null;
        }
        return new Pull(region.map(), splice.place(), splice.place() == region.from() ? region.pull() : null);
    }

    private @Nullable Region region(Include include) throws IOException {
        MapOutline map = outlines.of(include.map());
        if (include.id() == null || !map.isCounted()) {
            int scope = include.opener() ? map.rootScope() : MapOutline.OUTSIDE;
            return new Region(map, scope, 0, MapOutline.END);
        }
        Branch branch = map.branch(include.id());
        return branch == null
                ? null
                : region(map, branch, branch.element().first(), branch.element().last(), include.opener());
    }

    private @Nullable Region region(Splice splice) throws IOException {
        MapOutline map = outlines.of(splice.map());
        if (splice.id() == null) {
            return new Region(map, splice.scope(), map.first(splice.scope()), map.last(splice.scope()));
        }
        Branch branch = map.branch(splice.id());
        if (branch == null) {
            return null;
        }
        Branch end = splice.endId() == null ? branch : map.branch(splice.endId());
        boolean withoutKeys = splice.ownKeys() && !branch.isScope();
        int from = branch.element().first() + (withoutKeys ? 1 : 0);
        int to = Math.max(
                branch.element().last(), end == null ? 0 : end.element().last());
        return from > to ? null : region(map, branch, from, to, splice.opener());
    }

    private static Region region(MapOutline map, Branch branch, int from, int to, boolean opener) {
        boolean one = opener && branch.isScope();
        int scope = one ? map.number(branch.element().keyScope()) : branch.around();
        return new Region(map, scope, from, to);
    }
}
