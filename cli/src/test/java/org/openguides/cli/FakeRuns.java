package org.openguides.cli;

import java.util.ArrayDeque;
import java.util.Deque;

import com.google.gson.Gson;
import org.openguides.cli.LoopbackServer.Reply;
import org.openguides.cli.LoopbackServer.Request;

/** The HTTP API of runs, with prepared answers. The last answer of each kind is repeated. */
final class FakeRuns {
    static final String ID = "165f1de6-68c4-4dcd-9223-2b7242b62306";

    final Deque<Reply> states = new ArrayDeque<>();
    final Deque<Reply> logs = new ArrayDeque<>();
    Reply started = Reply.json("{\"processingId\":\" " + ID + "\"}");

    Reply answer(Request request) {
        return switch (request.path()) {
            case "/bin/openguides/v1/assets/process" -> started;
            case "/bin/openguides/v1/assets/process/status" -> next(states);
            case "/bin/openguides/v1/assets/process/logs" -> next(logs);
            default -> Reply.empty(404);
        };
    }

    private static Reply next(Deque<Reply> replies) {
        return replies.size() > 1 ? replies.remove() : replies.element();
    }

    static String line(String level, String message) {
        return "2026-02-26 08:59:10:755: " + level + ": [ASSET_PROCESSING] " + message;
    }

    static Reply log(boolean complete, boolean more, String... lines) {
        return Reply.json(
                "{\"lines\":" + new Gson().toJson(lines) + ",\"hasMore\":" + more + ",\"complete\":" + complete + "}");
    }

    static Reply state(String state, int succeeded, int failed, int total, boolean counted) {
        return Reply.json(
                """
                {"processingId":"%s","status":"%s","path":"/content/dam/a","succeededCount":%d,"failedCount":%d,"skippedCount":0,
                "migrationSet":{"totalFiles":%d,"calculationStatus":"%s"},"startedAt":1761291362776,"completedAt":%s,
                "eta":{"value":%s,"unit":"SECONDS"},"comments":"%s"}"""
                        .formatted(
                                ID,
                                state,
                                succeeded,
                                failed,
                                total,
                                counted ? "SUCCESS" : "PROCESSING",
                                state.equals("SUCCESS") ? "1761291375276" : "0",
                                counted ? "14" : "null",
                                failed == 12 ? "12 of 3000 assets failed" : ""));
    }
}
