package org.openguides.processing.internal.http;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;

import com.google.gson.stream.JsonWriter;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.Run;

/** What of a run is told in lists: its counts by file type, its attempts, the nodes that have worked on it. */
final class RunDetails {

    private RunDetails() {}

    static void write(Run run, JsonWriter json) throws IOException {
        json.name("countsByType").beginObject();
        for (Map.Entry<FileType, Counts> type : run.countsByType().entrySet()) {
            Counts counts = type.getValue();
            json.name(RunJson.name(type.getKey())).beginObject();
            json.name("succeeded").value(counts.succeeded());
            json.name("failed").value(counts.failed());
            json.name("skipped").value(counts.skipped());
            json.endObject();
        }
        json.endObject();
        json.name("attempts").beginArray();
        for (Run.Attempt attempt : run.attempts()) {
            json.beginObject();
            json.name("number").value(attempt.number());
            json.name("node").value(attempt.node());
            json.name("startedAt").value(attempt.startedAt().toEpochMilli());
            json.name("endedAt").value(millis(attempt.endedAt()));
            json.endObject();
        }
        json.endArray();
        json.name("nodes").beginArray();
        for (Run.NodeWork node : run.nodes()) {
            json.beginObject();
            json.name("name").value(node.name());
            json.name("done").value(node.done());
            json.name("lastSeen").value(millis(node.lastSeen()));
            json.endObject();
        }
        json.endArray();
    }

    private static long millis(@Nullable Instant instant) {
        return instant == null ? 0 : instant.toEpochMilli();
    }
}
