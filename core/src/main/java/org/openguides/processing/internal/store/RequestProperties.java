package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.DailyHours;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunType;

/** Stores a request as properties of its run node. */
final class RequestProperties {

    static final String PATHS = "paths";
    static final String EXCLUDED = "excludedPaths";
    private static final String DAILY_HOURS = "dailyHours";
    private static final String NOT_BEFORE = "notBefore";
    private static final String TYPE = "type";
    static final String SYSTEM = "system";
    private static final String FAILED_ONLY = "failedOnly";
    private static final String FILE_TYPES = "fileTypes";
    private static final String CREATED_FROM = "createdFrom";
    private static final String CREATED_UNTIL = "createdUntil";
    private static final String SKIP_PROCESSED = "skipProcessed";
    private static final String DRY_RUN = "dryRun";
    private static final String COMPARE = "compare";
    static final String REQUESTED_BY = "requestedBy";
    private static final String RESTART_OF = "restartOf";

    private RequestProperties() {}

    static void write(Node node, RunRequest request) throws RepositoryException {
        AssetFilter filter = request.filter();
        List<String> types = filter.fileTypes().stream().map(Enum::name).toList();
        if (request.type() != RunType.PROCESS) {
            node.setProperty(TYPE, request.type().name());
        }
        Nodes.set(node, PATHS, request.paths());
        Nodes.set(node, EXCLUDED, request.excludedPaths());
        Nodes.set(node, FILE_TYPES, types);
        Nodes.set(node, CREATED_FROM, filter.createdFrom());
        Nodes.set(node, CREATED_UNTIL, filter.createdUntil());
        node.setProperty(SKIP_PROCESSED, filter.skipProcessed());
        node.setProperty(DRY_RUN, request.dryRun());
        node.setProperty(COMPARE, request.compare());
        node.setProperty(REQUESTED_BY, request.requestedBy());
        node.setProperty(RESTART_OF, request.restartOf());
        node.setProperty(FAILED_ONLY, request.failedOnly());
        writeTimes(node, request);
        if (request.system()) {
            node.setProperty(SYSTEM, true);
        }
    }

    /** Stores when the run may work. */
    static void writeTimes(Node node, RunRequest request) throws RepositoryException {
        Nodes.set(node, NOT_BEFORE, request.notBefore());
        DailyHours hours = request.dailyHours();
        node.setProperty(DAILY_HOURS, hours == null ? null : hours.toString());
    }

    /** Returns whether the run may work at a time; cheaper than reading the whole request. */
    static boolean mayWork(Node node, ZonedDateTime time) throws RepositoryException {
        Instant notBefore = Nodes.instant(node, NOT_BEFORE);
        DailyHours hours = dailyHours(node);
        return (notBefore == null || !notBefore.isAfter(time.toInstant())) && (hours == null || hours.include(time));
    }

    /** Returns the user who requested the run. */
    static String requestedBy(Node node) throws RepositoryException {
        return Nodes.text(node, REQUESTED_BY, "");
    }

    /** Returns whether the run compares; cheaper than reading the whole request. */
    static boolean isComparing(Node node) throws RepositoryException {
        return Nodes.flag(node, COMPARE);
    }

    static RunRequest read(Node node) throws RepositoryException {
        Set<FileType> types = EnumSet.noneOf(FileType.class);
        for (String name : Nodes.texts(node, FILE_TYPES)) {
            types.add(RecordFormat.constant(FileType.class, name, node));
        }
        AssetFilter filter = AssetFilter.ALL
                .withFileTypes(types)
                .withCreated(Nodes.instant(node, CREATED_FROM), Nodes.instant(node, CREATED_UNTIL))
                .withSkipProcessed(Nodes.flag(node, SKIP_PROCESSED));
        return RunRequest.of(Nodes.texts(node, PATHS), Nodes.text(node, REQUESTED_BY, ""))
                .type(type(node))
                .excluding(Nodes.texts(node, EXCLUDED))
                .filter(filter)
                .dryRun(Nodes.flag(node, DRY_RUN))
                .compare(isComparing(node))
                .repeating(Nodes.text(node, RESTART_OF), Nodes.flag(node, FAILED_ONLY))
                .notBefore(Nodes.instant(node, NOT_BEFORE))
                .dailyHours(dailyHours(node))
                .system(Nodes.flag(node, SYSTEM))
                .build();
    }

    /** Returns the type of the run; cheaper than reading the whole request. */
    static RunType type(Node node) throws RepositoryException {
        String name = Nodes.text(node, TYPE);
        return name == null ? RunType.PROCESS : RecordFormat.constant(RunType.class, name, node);
    }

    /** Returns the working hours of the run; null for always. Cheaper than reading the whole request. */
    static @Nullable DailyHours dailyHours(Node node) throws RepositoryException {
        String hours = Nodes.text(node, DAILY_HOURS);
        return hours == null ? null : DailyHours.parse(hours);
    }
}
