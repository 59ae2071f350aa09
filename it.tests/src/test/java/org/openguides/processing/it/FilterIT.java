package org.openguides.processing.it;

import java.time.Duration;
import java.time.Instant;

import com.google.gson.JsonObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;

/** Runs that select assets by state and creation time. */
@ExtendWith(SharedSling.class)
final class FilterIT {

    private static final String UNPROCESSED = "{\"filterProcessedAssets\":true}";

    private final SlingClient admin;
    private final GuidesApi api;

    FilterIT(SlingServer server) {
        admin = server.admin();
        api = new GuidesApi(admin);
    }

    @ParameterizedTest
    @EnumSource
    void onlyFailedAndChangedAssetsAreProcessedAgain(TestContent.Kind kind) {
        TestContent content = new TestContent(admin, kind, "filter-state-" + kind);
        for (String name : new String[] {"a", "b", "c"}) {
            content.put(name + ".dita", DitaProject.topic(name, "Title", ""));
        }
        content.put("failed.dita", "<topic>");
        assertEquals(4, selected(content, UNPROCESSED), "all are new");
        assertEquals(1, selected(content, UNPROCESSED), "the failed one");

        content.put("a.dita", DitaProject.topic("a", "Changed", ""));
        assertEquals(2, selected(content, UNPROCESSED), "the failed one and the changed one");
        assertEquals("Changed", text(content.results("a.dita").getAsJsonObject("metadata"), "dc:title"));

        content.put("failed.dita", DitaProject.topic("failed", "Mended", ""));
        assertEquals(1, selected(content, UNPROCESSED), "the mended one");
        assertEquals(0, selected(content, UNPROCESSED), "nothing is left");
        assertEquals(4, selected(content, "{\"filterProcessedAssets\":false}"), "without the filter");
    }

    @ParameterizedTest
    @EnumSource
    void assetsAreSelectedByCreationTime(TestContent.Kind kind) {
        TestContent content = new TestContent(admin, kind, "filter-time-" + kind);
        content.put("early.dita", DitaProject.topic("early", "Early", ""));
        Instant early = created(content, "early.dita");
        Instant late = makeLater(content, "late.dita", early);

        long last = late.toEpochMilli() - 1;
        assertEquals(1, selected(content, "{\"startTime\":" + late.toEpochMilli() + "}"));
        assertEquals(1, selected(content, "{\"endTime\":" + last + "}"));
        assertEquals(2, selected(content, "{\"startTime\":" + early.toEpochMilli() + "}"));
        assertEquals(1, selected(content, "{\"startTime\":" + early.toEpochMilli() + ",\"endTime\":" + last + "}"));
        assertEquals(0, selected(content, "{\"startTime\":0,\"endTime\":" + (early.toEpochMilli() - 1) + "}"));
        assertEquals(0, selected(content, "{\"startTime\":4102444800000}"));
    }

    /** Creates the file again until its time is in a later second than the given one. */
    private static Instant makeLater(TestContent content, String name, Instant than) {
        return Awaitility.await("a later second")
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> {
                            content.put(name, DitaProject.topic("late", "Late", ""));
                            Instant created = created(content, name);
                            if (!created.isAfter(than)) {
                                content.delete(name);
                            }
                            return created;
                        },
                        created -> created.isAfter(than));
    }

    private static Instant created(TestContent content, String name) {
        return TestContent.date(text(content.node(name), "jcr:created"));
    }

    private int selected(TestContent content, String filter) {
        JsonObject status = api.run(request(content.folder(), filter));
        return number(status, "triggeredCount");
    }
}
