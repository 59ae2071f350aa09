package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.DailyHours;
import org.openguides.processing.api.FilterField;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunType;
import org.openguides.processing.internal.http.wire.StartFilterDto;
import org.openguides.processing.internal.http.wire.StartRequestDto;

/** Converts and validates requests to start a run. */
final class StartRequest {

    private static final String PATH = "path";
    private static final String PATHS = "paths";
    private static final String EXCLUDED_PATHS = "excludedPaths";
    private static final String DAILY_HOURS = "dailyHours";
    private static final String SKIP_PROCESSED = FilterJson.nameOf(FilterField.SKIP_PROCESSED);

    private final PathRules rules;

    StartRequest(PathRules rules) {
        this.rules = rules;
    }

    /**
     * Returns the request of the caller.
     *
     * @throws RejectedException if a field is missing or invalid, or the caller lacks permission
     */
    RunRequest from(Fields fields, Caller caller) throws RepositoryException {
        if (fields.texts(PATH).isEmpty() && fields.texts(PATHS).isEmpty()) {
            throw new RejectedException(ProblemType.MISSING_FIELD, "The field " + PATH + " is missing or blank.", PATH);
        }
        StartRequestDto request = WireRecord.read(StartRequestDto.class, fields);
        RunType type = type(request);
        StartFilterDto sentFilter = request.filter();
        AssetFilter filter = sentFilter == null ? AssetFilter.ALL : FilterJson.read(sentFilter);
        if (type == RunType.RESET && filter.skipProcessed()) {
            throw new RejectedException(
                    ProblemType.INVALID_FIELD,
                    SKIP_PROCESSED
                            + " leaves out what was processed, of which RESET removes the results. Leave it out.",
                    SKIP_PROCESSED);
        }
        boolean dryRun = Boolean.TRUE.equals(request.dryRun());
        boolean compare = Boolean.TRUE.equals(request.compare());
        checkCompare(dryRun, compare);
        List<String> excluded = excludedPaths(WireRecord.list(request.excludedPaths()), caller);
        List<String> paths = paths(request, excluded, caller);
        Long notBefore = request.notBefore();
        return RunRequest.of(paths, caller.userId())
                .type(type)
                .excluding(excluded)
                .filter(filter)
                .dryRun(dryRun)
                .compare(compare)
                .notBefore(notBefore == null ? null : Instants.of("notBefore", notBefore))
                .dailyHours(dailyHours(request.dailyHours()))
                .build();
    }

    /**
     * Rejects a comparison without a dry run: a client that forgets the dry run must not have its content processed.
     */
    private static void checkCompare(boolean dryRun, boolean compare) {
        if (compare && !dryRun) {
            throw new RejectedException(
                    ProblemType.INVALID_FIELD,
                    "The field compare needs dryRun to be true: a comparison writes nothing. Send both, or neither.",
                    "compare");
        }
    }

    private static RunType type(StartRequestDto request) {
        return switch (request.type()) {
            case ASSET_PROCESSING -> RunType.PROCESS;
            case RESET -> RunType.RESET;
        };
    }

    private static @Nullable DailyHours dailyHours(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return DailyHours.parse(text);
        } catch (IllegalArgumentException e) {
            throw new RejectedException(
                    ProblemType.INVALID_FIELD,
                    "The hours " + Quoted.text(text)
                            + " cannot be used; dailyHours takes two different times"
                            + " of day of the server, such as 20:00-06:00.",
                    DAILY_HOURS);
        }
    }

    private List<String> excludedPaths(Collection<String> sent, Caller caller) throws RepositoryException {
        List<String> excluded = new ArrayList<>();
        for (String path : sent) {
            excluded.add(rules.exclusion(path, EXCLUDED_PATHS, caller));
        }
        return PathRules.outermost(excluded);
    }

    private List<String> paths(StartRequestDto request, List<String> excluded, Caller caller)
            throws RepositoryException {
        List<String> targets = new ArrayList<>();
        for (String path : WireRecord.list(request.path())) {
            targets.add(rules.target(path, PATH, caller));
        }
        for (String path : WireRecord.list(request.paths())) {
            targets.add(rules.target(path, PATHS, caller));
        }
        List<String> paths = PathRules.remaining(PathRules.outermost(targets), excluded);
        if (paths.isEmpty()) {
            throw new RejectedException(
                    ProblemType.EVERYTHING_EXCLUDED,
                    "The excluded paths cover all that is to be processed.",
                    EXCLUDED_PATHS);
        }
        for (String path : paths) {
            checkModifiable(path, caller);
        }
        return paths;
    }

    private static void checkModifiable(String path, Caller caller) throws RepositoryException {
        if (!caller.canModify(path) && !caller.isOperator()) {
            throw new RejectedException(
                    ProblemType.NOT_PERMITTED, "You may read " + Quoted.text(path) + " but not modify it.", PATH);
        }
    }
}
