package org.openguides.processing.internal.webhooks;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedMap;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunFinding;
import org.openguides.processing.internal.events.RunFacts;

/** Writes messages as CloudEvents 1.0 in the structured JSON format (cloudevents.io). */
final class CloudEvent {

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private CloudEvent() {}

    /** Returns the message that a run has started or ended. */
    static String ofRun(Webhook webhook, EventType type, String id, Instant time, Run run) {
        JsonObject data = GSON.toJsonTree(RunFacts.of(run)).getAsJsonObject();
        if (webhook.details()) {
            data.addProperty("createdBy", run.requestedBy());
            data.add("paths", texts(run.paths()));
            data.add("excludedPaths", texts(run.excludedPaths()));
            data.addProperty("comments", run.comment());
        }
        return text(webhook.source(), type, id, time, run.id(), data);
    }

    /**
     * Assets that have failed in a run.
     *
     * @param byReason number of assets by code of the reason
     * @param examples some of them
     * @param all      whether all failed assets have been counted
     */
    record Failures(SortedMap<String, Long> byReason, List<RunFinding> examples, boolean all) {}

    /**
     * Returns the message that assets have failed.
     *
     * @param runId  id of the run
     * @param failed number of failed assets
     */
    static String ofFailures(Webhook webhook, String id, Instant time, String runId, long failed, Failures failures) {
        JsonObject data = new JsonObject();
        data.addProperty(RunFacts.ID, runId);
        data.addProperty("failedCount", failed);
        data.add("failedByReason", GSON.toJsonTree(failures.byReason()));
        data.addProperty("complete", failures.all());
        if (webhook.details()) {
            JsonArray assets = new JsonArray();
            for (RunFinding finding : failures.examples()) {
                JsonObject asset = new JsonObject();
                asset.addProperty("path", finding.path());
                asset.addProperty("reason", finding.reason());
                asset.addProperty("message", finding.message());
                assets.add(asset);
            }
            data.add("assets", assets);
        }
        return text(webhook.source(), EventType.ASSET_FAILED, id, time, runId, data);
    }

    private static JsonElement texts(List<String> texts) {
        return GSON.toJsonTree(texts);
    }

    private static String text(
            String source, EventType type, String id, Instant time, String subject, JsonObject data) {
        JsonObject event = new JsonObject();
        event.addProperty("specversion", "1.0");
        event.addProperty("id", id);
        event.addProperty("source", source);
        event.addProperty("type", type.text());
        event.addProperty("subject", subject);
        event.addProperty("time", time.truncatedTo(ChronoUnit.MILLIS).toString());
        event.addProperty("datacontenttype", "application/json");
        event.add("data", data);
        return GSON.toJson(event);
    }
}
