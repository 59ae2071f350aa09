package org.openguides.processing.internal.dita;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.ElementClass.Trait;

/**
 * Collects the branches of a map. The names of a branch's key scope are known only at its end: each {@code ditavalref}
 * within it creates a copy of the branch, and may rename its key scope (DITA 1.3, dvrKeyscopePrefix and
 * dvrKeyscopeSuffix). Not thread-safe.
 */
final class MapBranches {

    /** Maximum length of names; longer names of a hostile file are not kept. */
    private static final int MAX_TEXT = 1000;

    private final Map<Integer, String> ids = new HashMap<>();
    private final Map<Integer, List<Renaming>> renamings = new HashMap<>();
    private final List<Draft> drafts = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    /** Number of the element whose text is part of a name; 0 for none. */
    private int reading;

    private String prefix = "";
    private String suffix = "";

    /** The effect of a {@code ditavalref} on the names of key scopes. */
    private record Renaming(String prefix, String suffix) {

        boolean isPlain() {
            return prefix.isEmpty() && suffix.isEmpty();
        }
    }

    private record Draft(int first, int last, @Nullable String id, @Nullable KeyScope own, List<Renaming> renamings) {

        /** Returns the names of the copies; empty if there is no key scope. */
        Set<String> names() {
            Set<String> names = new LinkedHashSet<>();
            for (Renaming each : renamings) {
                for (String name : own == null ? List.of("") : own.names()) {
                    names.add(each.prefix() + name + each.suffix());
                }
            }
            return names;
        }
    }

    /** Returns the number of branches so far. */
    int count() {
        return drafts.size() + ids.size();
    }

    void start(OpenElement element, @Nullable String id) {
        if (id != null && !id.isEmpty() && (element.is(Trait.TOPICREF) || element.depth() == 1)) {
            ids.put(element.place(), id);
        }
        if (element.is(Trait.DITAVAL_REFERENCE)) {
            prefix = "";
            suffix = "";
        } else if (element.is(Trait.KEY_SCOPE_PREFIX) || element.is(Trait.KEY_SCOPE_SUFFIX)) {
            reading = element.place();
            text.setLength(0);
        }
    }

    /** Returns whether the following text is part of a name. */
    boolean wantsText() {
        return reading > 0 && text.length() < MAX_TEXT;
    }

    void text(String more) {
        text.append(more, 0, Math.min(more.length(), MAX_TEXT - text.length()));
    }

    /**
     * Ends an element.
     *
     * @param last number of the last element within it
     */
    void end(OpenElement element, int last) {
        if (element.place() == reading) {
            readName(element);
        }
        OpenElement parent = element.parent();
        if (element.is(Trait.DITAVAL_REFERENCE) && parent != null) {
            renamings.computeIfAbsent(parent.place(), none -> new ArrayList<>()).add(new Renaming(prefix, suffix));
        }
        List<Renaming> own = takeRenamings(element.place());
        String id = ids.isEmpty() ? null : ids.remove(element.place());
        if (id != null || element.opensKeyScope() || !own.isEmpty()) {
            KeyScope scope = element.opensKeyScope() ? element.keyScope() : null;
            drafts.add(new Draft(element.place(), last, id, scope, own));
        }
    }

    /** Returns the renamings of an element; empty if none of them changes the name. */
    private List<Renaming> takeRenamings(int place) {
        List<Renaming> own = renamings.isEmpty() ? null : renamings.remove(place);
        return own == null || own.stream().allMatch(Renaming::isPlain) ? List.of() : own;
    }

    private void readName(OpenElement element) {
        String name = text.toString().replaceAll("\\s", "");
        if (element.is(Trait.KEY_SCOPE_PREFIX)) {
            prefix = name;
        } else {
            suffix = name;
        }
        reading = 0;
    }

    /**
     * Returns the branches in document order; the parents of their key scopes are key scopes of branches in this list.
     */
    List<MapBranch> branches() {
        drafts.sort(Comparator.comparingInt(Draft::first));
        boolean renamed = drafts.stream().anyMatch(draft -> !draft.renamings().isEmpty());
        List<MapBranch> branches = new ArrayList<>();
        ScopesAround around = new ScopesAround(branches);
        for (Draft draft : drafts) {
            KeyScope scope = renamed ? scope(draft, around.at(draft.first())) : draft.own();
            branches.add(new MapBranch(draft.first(), draft.last(), draft.id(), scope));
        }
        return branches;
    }

    private static @Nullable KeyScope scope(Draft draft, @Nullable KeyScope parent) {
        KeyScope own = draft.own();
        Set<String> names = draft.names();
        if (own != null && names.isEmpty()) {
            return new KeyScope(own.names(), parent);
        }
        return names.isEmpty() ? null : new KeyScope(List.copyOf(names), parent);
    }

    /** Returns the innermost key scope for a sequence of places. */
    static final class ScopesAround {

        private final List<MapBranch> branches;
        private final Deque<MapBranch> open = new ArrayDeque<>();
        private int next;

        /** Takes branches in document order, to which more may be added later. */
        ScopesAround(List<MapBranch> branches) {
            this.branches = branches;
        }

        /** Returns the key scope at a place that is not before the last one; null if there is none. */
        @Nullable
        KeyScope at(int place) {
            for (; next < branches.size() && branches.get(next).first() <= place; next++) {
                MapBranch branch = branches.get(next);
                if (branch.keyScope() != null) {
                    close(branch.first());
                    open.push(branch);
                }
            }
            close(place);
            MapBranch innermost = open.peek();
            return innermost == null ? null : innermost.keyScope();
        }

        private void close(int place) {
            while (!open.isEmpty() && !open.element().contains(place)) {
                open.pop();
            }
        }
    }
}
