package org.openguides.processing.internal.http;

import java.util.ArrayList;
import java.util.List;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@ExtendWith(SlingContextExtension.class)
class HistoryServletTest {

    private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
    private final FakeRuns runs = new FakeRuns();
    private final HistoryServlet underTest = new HistoryServlet(runs, Platform.SETTINGS);
    private Platform platform;

    @BeforeEach
    void setUp() throws Exception {
        platform = new Platform(context).folders("/content/dam/a").user("alice");
    }

    @Test
    void isEmptyAtFirst() throws Exception {
        assertEquals(
                "{\"executionHistory\":[]}",
                platform.request("admin", "GET").sendTo(underTest).getOutputAsString());
    }

    @Test
    void showsTheNewestJobsFirstAndAsManyAsConfigured() throws Exception {
        runsAt(1, 2, 3, 4);

        assertEquals(List.of("r4", "r3", "r2"), ids(page("admin", "")));
        assertEquals(2, page("admin", "").get("nextBefore").getAsLong());
    }

    @Test
    void pagesThroughAllJobs() throws Exception {
        runsAt(1, 2, 3, 4, 5, 6, 7);

        assertEquals(List.of("r7 r6", "r5 r4", "r3 r2", "r1"), pages("admin", 2));
    }

    @Test
    void losesNoJobsOfOneMillisecondBetweenPages() throws Exception {
        runsAt(10, 20, 20, 20, 30, 40);

        assertEquals(
                List.of("r40 r30", "r20 r20 r20".substring(0, 7), "r10"),
                pages("admin", 2).stream().toList());
        assertEquals(List.of("r40 r30", "r20 r20 r20", "r10"), pages("admin", 3));
        assertEquals(List.of("r40 r30 r20 r20 r20", "r10"), pages("admin", 5));
    }

    @Test
    void leavesOutJobsThatTheCallerMayNotSeeAndStillFillsThePage() throws Exception {
        for (int i = 1; i <= 40; i++) {
            boolean hers = i % 10 == 0;
            runs.with(ARun.called("r" + i)
                    .of(hers ? "alice" : "bob")
                    .on("/content/dam/gone")
                    .createdAt(i)
                    .build());
        }

        assertEquals(List.of("r40", "r30", "r20"), ids(page("alice", "")));
        assertEquals(List.of("r40 r30 r20", "r10"), pages("alice", 3));
    }

    @Test
    void stopsLookingAtSomePointAndTellsWhereToGoOn() throws Exception {
        for (int i = 1; i <= 5_000; i++) {
            runs.with(ARun.called("r" + i)
                    .of("bob")
                    .on("/content/dam/gone")
                    .createdAt(i)
                    .build());
        }

        JsonObject page = page("alice", "limit=100");

        assertEquals(List.of(), ids(page));
        assertTrue(runs.reads() < 2_300, "read " + runs.reads());
        assertEquals(3_000, page.get("nextBefore").getAsLong(), 150);
    }

    @Test
    void showsAtLeastOneJobWhateverTheLimit() throws Exception {
        runsAt(1, 2);

        assertEquals(List.of("r2"), ids(page("admin", "limit=0")));
        assertEquals(List.of("r2", "r1"), ids(page("admin", "limit=99999999999")));
        assertFalse(page("admin", "limit=2").has("nextBefore"));
    }

    private void runsAt(long... times) {
        for (long time : times) {
            runs.with(ARun.called("r" + time).createdAt(time).build());
        }
    }

    /** The ids on each page, following the paging from the first to the last. */
    private List<String> pages(String user, int limit) throws Exception {
        List<String> pages = new ArrayList<>();
        String before = "";
        while (true) {
            JsonObject page = page(user, "limit=" + limit + before);
            pages.add(String.join(" ", ids(page)));
            if (!page.has("nextBefore")) {
                return pages;
            }
            before = "&before=" + page.get("nextBefore").getAsLong();
        }
    }

    private static List<String> ids(JsonObject page) {
        return page.getAsJsonArray("executionHistory").asList().stream()
                .map(run -> run.getAsJsonObject().get("processingId").getAsString())
                .toList();
    }

    private JsonObject page(String user, String query) throws Exception {
        return JsonParser.parseString(platform.request(user, "GET")
                        .query(query)
                        .sendTo(underTest)
                        .getOutputAsString())
                .getAsJsonObject();
    }
}
