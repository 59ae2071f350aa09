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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openguides.processing.api.RunState;
import org.openguides.processing.testing.ARun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.params.provider.Arguments.arguments;

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
    void excludedPathsThatTheCallerCannotReadAreNeitherNamedNorFoundByTheirAbsence() throws Exception {
        platform.folders("/content/dam/a/x").user("bob").deny("bob", "/content/dam/a/x", "jcr:read");
        runs.with(ARun.called("r1")
                .of("alice")
                .on("/content/dam/a")
                .without("/content/dam/a/x")
                .createdNow()
                .build());

        assertEquals(List.of("r1"), ids(page("bob", "path=/content/dam/a/x")));
        assertEquals(List.of(), ids(page("admin", "path=/content/dam/a/x")));
        assertEquals(
                "[]",
                page("bob", "")
                        .getAsJsonArray("executionHistory")
                        .get(0)
                        .getAsJsonObject()
                        .get("excludedPaths")
                        .toString());
    }

    static List<Arguments> conditions() {
        return List.of(
                arguments("", "r4 r3 r2 r1"),
                arguments("status=SUCCESS", "r2"),
                arguments("status=SUCCESS&status=FAILURE", "r3 r2"),
                arguments("createdBy=alice", "r3 r1"),
                arguments("createdBy=alice&status=FAILURE", "r3"),
                arguments("path=/content/dam/a", "r3 r1"),
                arguments("path=/content/dam/a/b.dita", "r3 r1"),
                arguments("path=/content/dam/a/x/y", "r3"),
                arguments("path=/content/dam", ""),
                arguments("q=DAM/B", "r4 r2"),
                arguments("q=assets+failed", "r3"),
                arguments("q=r1", "r1"),
                arguments("q=Alice", "r3 r1"),
                arguments("system=true", ""),
                arguments("system=false&q=DAM/B", "r4 r2"),
                arguments("q=none", ""));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void showsTheJobsThatMeetAllConditions(String query, String expected) throws Exception {
        runs.with(
                ARun.called("r1")
                        .of("alice")
                        .on("/content/dam/a")
                        .without("/content/dam/a/x")
                        .createdAt(1)
                        .build(),
                ARun.called("r2")
                        .of("bob")
                        .on("/content/dam/b")
                        .in(RunState.SUCCEEDED)
                        .createdAt(2)
                        .build(),
                ARun.called("r3")
                        .of("alice")
                        .on("/content/dam/a")
                        .in(RunState.FAILED)
                        .saying("12 assets failed")
                        .createdAt(3)
                        .build(),
                ARun.called("r4").of("bob").on("/content/dam/b").createdAt(4).build());

        assertEquals(expected, String.join(" ", ids(page("admin", "limit=10&" + query))));
    }

    @Test
    void namesTheInvalidCondition() throws Exception {
        JsonObject status = page("admin", "status=DONE");
        assertEquals("status", status.get("field").getAsString());
        assertEquals(
                "The field status must be one of WAITING, PROCESSING, SUCCESS, FAILURE, CANCELLED.",
                status.get("detail").getAsString());
        assertEquals("invalid-path", page("admin", "path=a/../b").get("code").getAsString());
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

    /** Returns the ids on each page, following the paging from the first to the last. */
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
