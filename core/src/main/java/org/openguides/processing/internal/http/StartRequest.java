package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.DailyHours;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunType;

/** Turns what a client sent to start a run into a request that may be granted. */
final class StartRequest {

    private static final String PATH = "path";
    private static final String EXCLUDED_PATHS = "excludedPaths";
    private static final String FILE_TYPES = "filter.fileTypes";
    private static final String START_TIME = "filter.startTime";
    private static final String DAILY_HOURS = "dailyHours";
    private static final String NOT_BEFORE = "notBefore";
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    /** The repository cannot hold a later year. */
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private static final String SKIP_PROCESSED = "filter.filterProcessedAssets";
    private static final String END_TIME = "filter.endTime";

    private final PathRules rules;

    StartRequest(PathRules rules) {
        this.rules = rules;
    }

    /**
     * The request of the caller.
     *
     * @throws RejectedException if a field is missing or wrong, or the caller may not do it
     */
    RunRequest from(Fields fields, Caller caller) throws RepositoryException {
        if (fields.texts(PATH).isEmpty() && fields.texts("paths").isEmpty()) {
            throw new RejectedException(ProblemType.MISSING_FIELD, "The field " + PATH + " is missing or blank.", PATH);
        }
        RunType type = type(fields);
        AssetFilter filter = filter(fields);
        if (type == RunType.RESET && filter.skipProcessed()) {
            throw new RejectedException(
                    ProblemType.INVALID_FIELD,
                    SKIP_PROCESSED
                            + " leaves out what was processed, of which RESET removes the results. Leave it out.",
                    SKIP_PROCESSED);
        }
        boolean dryRun = fields.flag("dryRun").orElse(false);
        boolean compare = compare(fields, dryRun);
        List<String> excluded = excludedPaths(fields, caller);
        List<String> paths = paths(fields, excluded, caller);
        return RunRequest.of(paths, caller.userId())
                .type(type)
                .excluding(excluded)
                .filter(filter)
                .dryRun(dryRun)
                .compare(compare)
                .notBefore(instant(NOT_BEFORE, fields.number(NOT_BEFORE)))
                .dailyHours(dailyHours(fields))
                .build();
    }

    /** A client that forgets the dry run must not have its content processed. */
    private static boolean compare(Fields fields, boolean dryRun) {
        boolean compare = fields.flag("compare").orElse(false);
        if (compare && !dryRun) {
            throw new RejectedException(
                    ProblemType.INVALID_FIELD,
                    "The field compare needs dryRun to be true: a comparison writes nothing. Send both, or neither.",
                    "compare");
        }
        return compare;
    }

    private static RunType type(Fields fields) {
        String name = fields.required("type").strip();
        return Arrays.stream(RunType.values())
                .filter(type -> RunJson.type(type).equals(name))
                .findFirst()
                .orElseThrow(() -> new RejectedException(
                        ProblemType.UNKNOWN_TYPE,
                        "The type " + Quoted.text(name) + " is unknown; there are "
                                + Arrays.stream(RunType.values())
                                        .map(RunJson::type)
                                        .collect(Collectors.joining(", "))
                                + ".",
                        "type"));
    }

    private static AssetFilter filter(Fields fields) {
        Instant from = instant(START_TIME, fields.number(START_TIME));
        Instant until = instant(END_TIME, fields.number(END_TIME));
        if (from != null && until != null && from.isAfter(until)) {
            throw new RejectedException(
                    ProblemType.INVALID_TIME_RANGE, START_TIME + " is later than " + END_TIME + ".", START_TIME);
        }
        boolean skipProcessed = fields.flag(SKIP_PROCESSED).orElse(false);
        return AssetFilter.ALL
                .withFileTypes(fileTypes(fields))
                .withCreated(from, until)
                .withSkipProcessed(skipProcessed);
    }

    private static Set<FileType> fileTypes(Fields fields) {
        Set<FileType> types = EnumSet.noneOf(FileType.class);
        for (String name : fields.texts(FILE_TYPES)) {
            types.add(RunJson.fileType(name.strip())
                    .orElseThrow(() -> new RejectedException(
                            ProblemType.UNKNOWN_FILE_TYPE,
                            "The file type " + Quoted.text(name) + " is unknown; there are "
                                    + String.join(", ", RunJson.fileTypes()) + ".",
                            FILE_TYPES)));
        }
        return types;
    }

    private static @Nullable Instant instant(String field, OptionalLong epochMillis) {
        if (epochMillis.isEmpty()) {
            return null;
        }
        Instant instant = Instant.ofEpochMilli(epochMillis.getAsLong());
        if (instant.isBefore(FIRST) || !instant.isBefore(END)) {
            throw new RejectedException(
                    ProblemType.INVALID_FIELD,
                    field + " lies outside of the years 1 to 9999; it is in milliseconds since 1970.",
                    field);
        }
        return instant;
    }

    private static @Nullable DailyHours dailyHours(Fields fields) {
        Optional<String> text = fields.text(DAILY_HOURS);
        try {
            return text.isPresent() ? DailyHours.parse(text.get()) : null;
        } catch (IllegalArgumentException e) {
            throw new RejectedException(
                    ProblemType.INVALID_FIELD,
                    "The hours " + Quoted.text(text.orElse(""))
                            + " cannot be used; dailyHours takes two different times"
                            + " of day of the server, such as 20:00-06:00.",
                    DAILY_HOURS);
        }
    }

    private List<String> excludedPaths(Fields fields, Caller caller) throws RepositoryException {
        List<String> excluded = new ArrayList<>();
        for (String path : fields.texts(EXCLUDED_PATHS)) {
            excluded.add(rules.exclusion(path, EXCLUDED_PATHS, caller));
        }
        return PathRules.outermost(excluded);
    }

    private List<String> paths(Fields fields, List<String> excluded, Caller caller) throws RepositoryException {
        List<String> targets = new ArrayList<>();
        for (String field : List.of(PATH, "paths")) {
            for (String path : fields.texts(field)) {
                targets.add(rules.target(path, field, caller));
            }
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
