package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.RunOutline;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.text.Subtrees;

/** The filter of the history: selects the jobs that meet all conditions of the client. */
final class HistoryFilter {

    private static final String CREATED_BY = "createdBy";
    private static final String PATH = "path";
    private static final String STATUS = "status";
    private static final String SYSTEM = "system";
    private static final String TEXT = "q";

    private HistoryFilter() {}

    /**
     * Reads the conditions from the request.
     *
     * @throws RejectedException if a status is unknown or a path is invalid
     */
    static Predicate<RunOutline> of(Fields fields, Caller caller) {
        List<Predicate<RunOutline>> conditions = new ArrayList<>();
        Set<RunState> states = states(fields.texts(STATUS));
        if (!states.isEmpty()) {
            conditions.add(run -> states.contains(run.state()));
        }
        fields.text(CREATED_BY)
                .ifPresent(user -> conditions.add(run -> run.requestedBy().equals(user)));
        fields.text(PATH)
                .map(path -> PathRules.normalised(path, path, PATH))
                .ifPresent(path -> conditions.add(run -> covers(run, path, caller)));
        fields.flag(SYSTEM).ifPresent(system -> conditions.add(run -> run.system() == system));
        fields.text(TEXT).map(HistoryFilter::folded).ifPresent(text -> conditions.add(run -> mentions(run, text)));
        return run -> conditions.stream().allMatch(condition -> condition.test(run));
    }

    private static Set<RunState> states(List<String> names) {
        Set<RunState> states = EnumSet.noneOf(RunState.class);
        for (String name : names) {
            states.add(Arrays.stream(RunState.values())
                    .filter(state -> RunJson.state(state).toString().equals(name.strip()))
                    .findFirst()
                    .orElseThrow(() -> Fields.invalid(
                            STATUS,
                            "one of "
                                    + Arrays.stream(RunState.values())
                                            .map(state -> RunJson.state(state).toString())
                                            .collect(Collectors.joining(", ")))));
        }
        return states;
    }

    private static boolean covers(RunOutline run, String path, Caller caller) {
        try {
            return Subtrees.anyContains(Set.copyOf(run.paths()), path)
                    && !Subtrees.anyContains(Set.copyOf(caller.readable(run.excludedPaths())), path);
        } catch (RepositoryException e) {
            throw new ProcessingException("the rights of the caller cannot be read", e);
        }
    }

    private static boolean mentions(RunOutline run, String text) {
        return Stream.concat(Stream.of(run.id(), run.requestedBy(), run.comment()), run.paths().stream())
                .anyMatch(each -> folded(each).contains(text));
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
