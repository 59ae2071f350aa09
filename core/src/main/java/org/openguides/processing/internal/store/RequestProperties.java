package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.time.Instant;
import java.time.ZonedDateTime;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.DailyHours;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunType;

/** A request as properties of its run node. */
final class RequestProperties {

    static final String PATHS = "paths";
    static final String EXCLUDED = "excludedPaths";
    private static final String DAILY_HOURS = "dailyHours";
    private static final String NOT_BEFORE = "notBefore";
    private static final String TYPE = "type";
    static final String SYSTEM = "system";
    private static final String FAILED_ONLY = "failedOnly";
    private static final String DRY_RUN = "dryRun";
    private static final String COMPARE = "compare";
    static final String REQUESTED_BY = "requestedBy";
    private static final String RESTART_OF = "restartOf";

    private RequestProperties() {}

    static void write(Node node, RunRequest request) throws RepositoryException {
        if (request.type() != RunType.PROCESS) {
            node.setProperty(TYPE, request.type().name());
        }
        Nodes.set(node, PATHS, request.paths());
        Nodes.set(node, EXCLUDED, request.excludedPaths());
        FilterProperties.write(node, request.filter());
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

    /** Writes when the run may work. */
    static void writeTimes(Node node, RunRequest request) throws RepositoryException {
        Nodes.set(node, NOT_BEFORE, request.notBefore());
        DailyHours hours = request.dailyHours();
        node.setProperty(DAILY_HOURS, hours == null ? null : hours.toString());
    }

    /** Whether the run may work at a time; costs less than the whole request. */
    static boolean mayWork(Node node, ZonedDateTime time) throws RepositoryException {
        Instant notBefore = Nodes.instant(node, NOT_BEFORE);
        DailyHours hours = dailyHours(node);
        return (notBefore == null || !notBefore.isAfter(time.toInstant())) && (hours == null || hours.include(time));
    }

    /** Who asked for the run. */
    static String requestedBy(Node node) throws RepositoryException {
        return Nodes.text(node, REQUESTED_BY, "");
    }

    /** Whether it is to compare; costs less than the whole request. */
    static boolean isComparing(Node node) throws RepositoryException {
        return Nodes.flag(node, COMPARE);
    }

    static RunRequest read(Node node) throws RepositoryException {
        return RunRequest.of(Nodes.texts(node, PATHS), Nodes.text(node, REQUESTED_BY, ""))
                .type(type(node))
                .excluding(Nodes.texts(node, EXCLUDED))
                .filter(FilterProperties.read(node))
                .dryRun(Nodes.flag(node, DRY_RUN))
                .compare(isComparing(node))
                .repeating(Nodes.text(node, RESTART_OF), Nodes.flag(node, FAILED_ONLY))
                .notBefore(Nodes.instant(node, NOT_BEFORE))
                .dailyHours(dailyHours(node))
                .system(Nodes.flag(node, SYSTEM))
                .build();
    }

    /** What is done with the assets; costs less than the whole request. */
    static RunType type(Node node) throws RepositoryException {
        String name = Nodes.text(node, TYPE);
        return name == null ? RunType.PROCESS : RecordFormat.constant(RunType.class, name, node);
    }

    /** The hours in which the run may work; null for always. Costs less than the whole request. */
    static @Nullable DailyHours dailyHours(Node node) throws RepositoryException {
        String hours = Nodes.text(node, DAILY_HOURS);
        return hours == null ? null : DailyHours.parse(hours);
    }
}
