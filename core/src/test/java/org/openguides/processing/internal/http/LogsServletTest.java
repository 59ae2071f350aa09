package org.openguides.processing.internal.http;

import java.util.List;
import java.util.stream.IntStream;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.processing.api.RunState;
import org.openguides.processing.testing.ARun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@ExtendWith(SlingContextExtension.class)
class LogsServletTest {

    private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
    private final FakeRuns runs = new FakeRuns();
    private final FakeLogs logs = new FakeLogs();
    private final LogsServlet underTest = new LogsServlet(runs, logs, Platform.SETTINGS);
    private Platform platform;

    @BeforeEach
    void setUp() throws Exception {
        platform = new Platform(context).folders("/content/dam/a");
        runs.with(ARun.called("x").in(RunState.RUNNING).build());
    }

    @Test
    void answersWithTheLinesThatWereAskedFor() throws Exception {
        logs.lines.add("2026-02-26 08:59:10:755: INFO: [ASSET_PROCESSING] <b>\u00e9\ud83d\ude00\\n\"</b>");
        lines(2);

        assertEquals(
                "{\"lines\":[\"2026-02-26 08:59:10:755: INFO: [ASSET_PROCESSING] <b>\u00e9\ud83d\ude00\\\\n\\\"</b>\",\"line 0\"],"
                        + "\"limit\":2,\"offset\":0,\"hasMore\":true,\"totalLines\":3,\"complete\":false}",
                get("&limit=2").getOutputAsString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|500|500|0|true",
                "&limit=10&offset=5990|10|10|5990|false",
                "&limit=10&offset=5995|10|5|5995|false",
                "&offset=6000|500|0|6000|false",
                "&offset=9223372036854775807|500|0|9223372036854775807|false",
                "&limit=0|0|0|0|true",
                "&limit=99999999999|5000|5000|0|true",
                "&tail=3|3|3|5997|false",
                "&tail=3&offset=1&limit=1|3|3|5997|false",
                "&tail=99999999999|5000|5000|1000|false",
                "&tail=0|0|0|6000|false"
            })
    void clampsAndTells(String query, int limit, int count, long offset, boolean more) throws Exception {
        lines(6000);

        JsonObject page = page(query);
        assertEquals(limit, page.get("limit").getAsInt());
        assertEquals(count, page.getAsJsonArray("lines").size());
        assertEquals(offset, page.get("offset").getAsLong());
        assertEquals(more, page.get("hasMore").getAsBoolean());
        assertEquals(6000, page.get("totalLines").getAsInt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=-1", "offset=-1", "tail=-1", "limit=x", "offset=1.5", "tail=1e3", "tail=5&limit=x"})
    void rejectsInvalidAndNegativeNumbers(String query) throws Exception {
        MockSlingHttpServletResponse response = get("&" + query);

        assertEquals(400, response.getStatus());
        assertTrue(response.getOutputAsString().contains("\"code\":\"invalid-field\""));
    }

    @Test
    void findsLinesByLevelAndTextAndReturnsTheirNumbers() throws Exception {
        logs.lines.addAll(List.of(
                "2026-02-26 08:59:10:755: INFO: [ASSET_PROCESSING] Started",
                "2026-02-26 08:59:10:756: WARN: [ASSET_PROCESSING] /content/dam/A.dita: odd",
                "2026-02-26 08:59:10:757: ERROR: [ASSET_PROCESSING] Failed: /content/dam/b.dita",
                "2026-02-26 08:59:10:758: INFO: [ASSET_PROCESSING] WARN: is a word here",
                "no level at all"));

        assertEquals("[1,2]", page("&level=WARN").get("numbers").toString());
        assertEquals("[2]", page("&level=ERROR").get("numbers").toString());
        assertEquals("[1]", page("&q=DAM/a").get("numbers").toString());
        assertEquals("[2]", page("&level=WARN&q=b.dita").get("numbers").toString());
        assertEquals("[0,1,2,3,4]", page("&level=INFO").get("numbers").toString());
        assertEquals(5, page("&q=nothing").get("totalLines").getAsInt());
    }

    @Test
    void aSearchContinuesWhereItStopped() throws Exception {
        lines(20);

        JsonObject first = page("&q=line 1&limit=3");
        assertEquals("[1,10,11]", first.get("numbers").toString());
        assertTrue(first.get("hasMore").getAsBoolean());
        JsonObject second =
                page("&q=line 1&limit=300&cursor=" + first.get("nextCursor").getAsString());
        assertEquals("[12,13,14,15,16,17,18,19]", second.get("numbers").toString());
        assertFalse(second.get("hasMore").getAsBoolean());
        // The job continues; the search finds lines that are written from now on.
        logs.lines.add("line 1 and more");
        JsonObject third = page("&q=line 1&cursor=" + second.get("nextCursor").getAsString());
        assertEquals("[20]", third.get("numbers").toString());
    }

    @Test
    void aSearchThatHasSeenAllOfAnEndedJobHasNoCursor() throws Exception {
        lines(3);
        runs.runs.set(0, ARun.called("x").in(RunState.SUCCEEDED).build());

        assertFalse(page("&q=line").has("nextCursor"));
        assertTrue(page("&q=line&limit=1").has("nextCursor"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"level=warn", "level=DEBUG", "q=x&cursor=%21", "q=x&cursor=YWJj", "level=WARN&limit=-1"})
    void rejectsAnInvalidSearch(String query) throws Exception {
        assertTrue(get("&" + query).getOutputAsString().contains("\"code\":\"invalid-field\""));
    }

    @Test
    void isCompleteOnceTheJobHasEnded() throws Exception {
        runs.runs.set(0, ARun.called("x").in(RunState.SUCCEEDED).build());

        assertTrue(page("").get("complete").getAsBoolean());
    }

    @Test
    void isNotCompleteIfTheJobEndsWhileItsLogIsRead() throws Exception {
        logs.beforeReading(
                () -> runs.runs.set(0, ARun.called("x").in(RunState.SUCCEEDED).build()));

        assertFalse(page("").get("complete").getAsBoolean());
    }

    @Test
    void aLogIsAsVisibleAsItsJob() throws Exception {
        platform.user("bob").deny("bob", "/content/dam/a", "jcr:read");

        MockSlingHttpServletResponse response =
                platform.request("bob", "GET").query("processingId=x").sendTo(underTest);

        assertTrue(response.getOutputAsString().contains("\"code\":\"job-not-found\""));
    }

    private void lines(int count) {
        IntStream.range(0, count).forEach(i -> logs.lines.add("line " + i));
    }

    private JsonObject page(String query) throws Exception {
        return JsonParser.parseString(get(query).getOutputAsString()).getAsJsonObject();
    }

    private MockSlingHttpServletResponse get(String query) throws Exception {
        return platform.request("admin", "GET").query("processingId=x" + query).sendTo(underTest);
    }
}
