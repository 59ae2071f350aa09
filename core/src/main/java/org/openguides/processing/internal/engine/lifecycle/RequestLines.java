package org.openguides.processing.internal.engine.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.openguides.processing.api.RestartScope;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunType;
import org.openguides.processing.internal.guides.GuidesSettings;

/** Formats a request as the first lines of a run's log. */
public final class RequestLines {

    private RequestLines() {}

    static List<String> of(RunRequest request) {
        List<String> lines = new ArrayList<>();
        lines.add("Requested by " + request.requestedBy()
                + (request.compare() ? " as a comparison" : request.dryRun() ? " as a dry run" : ""));
        if (request.type() == RunType.RESET) {
            lines.add("Removes the results of processing from the assets");
        }
        request.paths().forEach(path -> lines.add("Path: " + path));
        request.excludedPaths().forEach(path -> lines.add("Excluded: " + path));
        lines.addAll(request.filter().describe());
        return lines;
    }

    /** Describes which assets of an earlier run are processed again. */
    static List<String> of(String earlier, RestartScope scope) {
        List<String> lines = new ArrayList<>();
        lines.add(
                scope.reasons().isEmpty()
                        ? "Only assets that failed in " + earlier
                        : "Only assets with findings in " + earlier + " for: "
                                + scope.reasons().stream().sorted().collect(Collectors.joining(", ")));
        scope.paths().forEach(path -> lines.add("Only at or below: " + path));
        return lines;
    }

    /**
     * Describes what the run may write.
     *
     * @param notice what it therefore does not repair; empty if there is nothing
     */
    static List<String> of(GuidesSettings.Decision decision, String notice) {
        List<String> lines = new ArrayList<>();
        lines.add("Properties of AEM Guides: " + decision.properties().name().toLowerCase(Locale.ROOT) + " ("
                + decision.reason() + ")");
        if (!notice.isEmpty()) {
            lines.add(notice);
        }
        return lines;
    }
}
