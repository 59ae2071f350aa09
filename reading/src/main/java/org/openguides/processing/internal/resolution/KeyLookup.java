package org.openguides.processing.internal.resolution;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.KeyDefinition;
import org.openguides.processing.internal.resolution.KeySpaces.Pull;
import org.openguides.processing.internal.resolution.KeySpaces.Region;
import org.openguides.processing.internal.resolution.KeySpaces.Scope;
import org.openguides.processing.internal.resolution.MapOutline.Child;
import org.openguides.processing.internal.resolution.MapOutline.Placed;

/**
 * Looks up a name in individual key scopes: definitions in the scope itself, and by qualified names those in nested
 * scopes. The first one in breadth-first order of the maps wins; a qualified name is ordered by its scope (DITA 1.3,
 * 2.3.4.3). Examines each scope once for each part of the name. For one name and one request.
 */
final class KeyLookup {

    private final KeySpaces spaces;
    private final Effort effort;
    private final String name;
    private final Map<Question, Answer> answers = new HashMap<>();

    /** The name from a position on, to be looked up in a scope. */
    private record Question(Scope scope, int position) {}

    /** A definition, or a look-up in a nested scope. */
    private record Candidate(@Nullable Definition definition, @Nullable Question within) {}

    private record Answer(List<Candidate> candidates) {}

    /**
     * The definition of a key.
     *
     * @param map   map that contains it
     * @param key   the definition
     * @param scope nested scopes from the examined one, exclusive, to the one with the definition
     * @param pull  the element that the defining element replaces; null if there is none
     */
    record Definition(MapOutline map, KeyDefinition key, List<Scope> scope, @Nullable Pull pull) {}

    KeyLookup(KeySpaces spaces, Effort effort, String name) {
        this.spaces = spaces;
        this.effort = effort;
        this.name = name;
    }

    /** Returns the definition of the name in a scope; empty if there is none. */
    Optional<Definition> in(Scope scope) throws IOException {
        Question asked = new Question(scope, 0);
        PriorityQueue<Question> unanswered =
                new PriorityQueue<>(Comparator.comparingInt(Question::position).reversed());
        collect(asked, unanswered);
        Map<Question, Optional<Definition>> found = new HashMap<>();
        while (!unanswered.isEmpty()) {
            Question question = unanswered.remove();
            effort.step();
            found.put(question, choose(answers.get(question), found));
        }
        answers.clear();
        return found.getOrDefault(asked, Optional.empty());
    }

    /** Collects the candidates of a scope and of the nested scopes that the name leads to. */
    private void collect(Question asked, PriorityQueue<Question> all) throws IOException {
        Queue<Question> queue = new ArrayDeque<>(List.of(asked));
        while (!queue.isEmpty()) {
            Question question = queue.remove();
            if (answers.containsKey(question)) {
                continue;
            }
            List<Candidate> candidates = candidates(question);
            answers.put(question, new Answer(candidates));
            all.add(question);
            for (Candidate candidate : candidates) {
                if (candidate.within() != null) {
                    queue.add(candidate.within());
                }
            }
        }
    }

    /** Nested scopes are queried for a shorter rest of the name, so they have been answered before. */
    private static Optional<Definition> choose(@Nullable Answer answer, Map<Question, Optional<Definition>> found) {
        for (Candidate candidate : answer == null ? List.<Candidate>of() : answer.candidates()) {
            Definition definition = candidate.definition();
            if (definition != null) {
                return Optional.of(definition);
            }
            Question within = candidate.within();
            Optional<Definition> inner =
                    within == null ? Optional.empty() : found.getOrDefault(within, Optional.empty());
            if (within != null && inner.isPresent()) {
                List<Scope> scopes = new ArrayList<>(List.of(within.scope()));
                scopes.addAll(inner.get().scope());
                return Optional.of(new Definition(
                        inner.get().map(),
                        inner.get().key(),
                        scopes,
                        inner.get().pull()));
            }
        }
        return Optional.empty();
    }

    private List<Candidate> candidates(Question question) throws IOException {
        List<Candidate> candidates = new ArrayList<>();
        String rest = name.substring(question.position());
        spaces.visit(question.scope(), map -> true, region -> {
            effort.step();
            MapOutline.@Nullable Key literal = region.map().key(region.scope(), rest, region.from(), region.to());
            for (Placed each : inOrder(region, rest, literal)) {
                candidates.add(candidate(region, each, question));
            }
            // definitions after the first one are never effective
            return literal == null;
        });
        return candidates;
    }

    private static Candidate candidate(Region region, Placed placed, Question question) {
        if (placed instanceof MapOutline.Key key) {
            Pull pull = key.place() == region.from() ? region.pull() : null;
            return new Candidate(new Definition(region.map(), key.definition(), List.of(), pull), null);
        }
        Match match = (Match) placed;
        Scope within = new Scope(region.map(), match.scope());
        return new Candidate(null, new Question(within, question.position() + match.length() + 1));
    }

    /** A nested scope whose name is a prefix of the rest. */
    private record Match(int place, int scope, int length) implements Placed {}

    private List<Placed> inOrder(Region region, String rest, MapOutline.@Nullable Key literal) {
        List<Placed> found = new ArrayList<>();
        int to = literal == null ? region.to() : Math.min(region.to(), literal.place());
        int dot = rest.indexOf('.');
        for (int dots = 0; dot >= 0 && dots <= region.map().dots(); dots++) {
            effort.step();
            for (Child child : region.map().children(region.scope(), rest.substring(0, dot), region.from(), to)) {
                effort.step();
                found.add(new Match(child.place(), child.scope(), dot));
            }
            dot = rest.indexOf('.', dot + 1);
        }
        found.sort(Comparator.comparingInt(Placed::place));
        if (literal != null) {
            found.removeIf(each -> each.place() >= literal.place());
            found.add(literal);
        }
        return found;
    }
}
