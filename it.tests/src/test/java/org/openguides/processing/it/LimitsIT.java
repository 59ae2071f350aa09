package org.openguides.processing.it;

import java.util.stream.IntStream;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;

/** Requests exactly at the limits, and a valid request directly after invalid ones. */
@ExtendWith(SharedSling.class)
final class LimitsIT {

    private static final int LIMIT = 1 << 20;

    private final GuidesApi api;
    private final TestContent content;

    LimitsIT(SlingServer server) {
        api = new GuidesApi(server.admin());
        content = new TestContent(server.admin(), TestContent.Kind.FILE, "limits");
        content.put("a.dita", DitaProject.topic("a", "A", ""));
    }

    @Test
    void aBodyOfOneMebibyteIsServed() {
        String body = request(content.folder()).toString();

        assertServed(body + " ".repeat(LIMIT - body.length()));
    }

    @Test
    void nestingOf32LevelsIsServed() {
        String lists = "[".repeat(31) + "]".repeat(31);

        assertServed(request(content.folder()).toString().replaceFirst("\\{", "{\"more\":" + lists + ","));
    }

    @Test
    void aListOf10000EntriesIsServed() {
        JsonArray exclusions = new JsonArray();
        IntStream.range(0, 10_000).mapToObj(i -> content.path("x" + i)).forEach(exclusions::add);
        JsonObject request = request(content.folder());
        request.add("excludedPaths", exclusions);

        JsonObject status = assertServed(request.toString());
        assertEquals(exclusions, status.get("excludedPaths"));
    }

    @Test
    void aValidRequestIsServedDirectlyAfterInvalidOnes() {
        RefusedRequest.ofJson().forEach(wrong -> {
            String body = wrong.body().replace("$", content.folder());
            assertEquals(400, api.post(body).statusCode(), body);
        });
        assertServed(request(content.folder()).toString());
    }

    private JsonObject assertServed(String body) {
        JsonObject status = api.awaitSuccess(GuidesApi.started(api.post(body)));
        assertEquals(content.folder(), text(status, "path"));
        assertEquals(1, number(status, "triggeredCount"));
        return status;
    }
}
