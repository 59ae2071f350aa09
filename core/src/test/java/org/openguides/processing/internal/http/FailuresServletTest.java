package org.openguides.processing.internal.http;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import com.google.gson.JsonElement;
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
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.RunFinding;
import org.openguides.processing.api.RunFinding.Kind;
import org.openguides.processing.testing.ARun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

@ExtendWith(SlingContextExtension.class)
class FailuresServletTest {

    private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
    private final FakeRuns runs = new FakeRuns();
    private final List<RunFinding> findings = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private long nanosToRead;
    private boolean fails;
    private final FailuresServlet underTest = new FailuresServlet(
            runs,
            run -> {
                Deque<RunFinding> left = new ArrayDeque<>(findings);
                return () -> {
                    if (fails) {
                        throw new ProcessingException("the repository fails");
                    }
                    nanos.addAndGet(nanosToRead);
                    return left.isEmpty() ? List.of() : List.of(left.removeFirst());
                };
            },
            Platform.LIMITS,
            Platform.SETTINGS,
            nanos::get);
    private Platform platform;

    @BeforeEach
    void setUp() throws Exception {
        platform = new Platform(context)
                .folders("/content/dam/a/one.dita", "/content/dam/a/two.dita", "/content/dam/a/three.dita");
        runs.with(ARun.called("x").on("/content/dam/a").of("bob").build());
        add("one", Kind.FAILED, "not-well-formed", "line 2, column 7: broken");
        add("two", Kind.FAILED, "not-well-formed", "line 3, column 9: broken");
        add("three", Kind.FAILED, "rhyme-missing", "=1+1");
        add("one", Kind.WARNING, "key-undefined", "no such key");
        add("two", Kind.SKIPPED, "locked", "it is locked");
    }

    @Test
    void failuresAreGroupedByReasonMostFirst() throws Exception {
        JsonObject answer = get("admin", "");

        JsonElement first = answer.getAsJsonArray("groups").get(0);
        assertEquals(
                "{\"reason\":\"not-well-formed\",\"count\":2,\"title\":\"The file is not well-formed XML\",\"remedy\":\"Correct the"
                        + " file at the given line, or upload it again, and process the asset again.\"}",
                first.toString());
        JsonObject foreign = answer.getAsJsonArray("groups").get(1).getAsJsonObject();
        assertEquals("rhyme-missing", foreign.get("reason").getAsString());
        assertEquals(
                "A reason of a processor of another bundle",
                foreign.get("title").getAsString());
        assertEquals(3, answer.getAsJsonArray("items").size());
        assertEquals(
                "{\"path\":\"/content/dam/a/one.dita\",\"fileType\":\"DITATOPIC\",\"outcome\":\"FAILED\","
                        + "\"reason\":\"not-well-formed\",\"message\":\"line 2, column 7: broken\",\"line\":2,\"column\":7}",
                answer.getAsJsonArray("items").get(0).toString());
        assertEquals(0, answer.get("hidden").getAsInt());
        assertFalse(answer.get("hasMore").getAsBoolean());
    }

    @Test
    void aReasonNarrowsTheItemsAndNotTheGroups() throws Exception {
        JsonObject answer = get("admin", "&reason=rhyme-missing");
        assertEquals(2, answer.getAsJsonArray("groups").size());
        assertEquals(List.of("/content/dam/a/three.dita"), paths(answer));
    }

    @Test
    void warningsAndSkippedAssetsAreShownToo() throws Exception {
        assertEquals(List.of("/content/dam/a/one.dita"), paths(get("admin", "&outcome=WARNING")));
        assertEquals(List.of("/content/dam/a/two.dita"), paths(get("admin", "&outcome=SKIPPED")));
        assertEquals(
                "invalid-field", get("admin", "&outcome=BROKEN").get("code").getAsString());
    }

    @Test
    void aPageKnowsWhetherThereIsAnother() throws Exception {
        JsonObject answer = get("admin", "&offset=1&limit=1");
        assertEquals(List.of("/content/dam/a/two.dita"), paths(answer));
        assertEquals(true, answer.get("hasMore").getAsBoolean());
        assertEquals(1, answer.get("offset").getAsInt());
        assertEquals(1, answer.get("limit").getAsInt());
        assertFalse(get("admin", "&offset=2&limit=1").get("hasMore").getAsBoolean());
        assertEquals(List.of(), paths(get("admin", "&offset=7")));
    }

    @Test
    void findingsThatTakeTooLongToReadAreShownAsFarAsTheyWereRead() throws Exception {
        assertTrue(get("admin", "").get("complete").getAsBoolean());
        nanosToRead = RequestLimits.WORK.toNanos() / 2;
        JsonObject answer = get("admin", "");
        assertEquals(List.of("/content/dam/a/one.dita", "/content/dam/a/two.dita"), paths(answer));
        assertEquals(
                2,
                answer.getAsJsonArray("groups")
                        .get(0)
                        .getAsJsonObject()
                        .get("count")
                        .getAsInt());
        assertFalse(answer.get("complete").getAsBoolean());
        assertFalse(answer.get("hasMore").getAsBoolean(), "none that a later offset would reach");
    }

    /** Otherwise the reason would reveal what the message hides. */
    @ParameterizedTest
    @CsvSource({
        "fragment-missing,  there is no such id in /content/dam/a/board",
        "reference-invalid, it does not point at a file but at /content/dam/a/board",
    })
    void contentThatTheCallerCannotReadIsHidden(String reason, String message) throws Exception {
        platform.folders("/content/dam/a/board").user("bob").deny("bob", "/content/dam/a/board", "jcr:read");
        add("one", Kind.WARNING, reason, message);

        JsonObject shown = get("bob", "&outcome=WARNING&reason=reference-missing");
        assertEquals(List.of("/content/dam/a/one.dita"), paths(shown));
        assertTrue(shown.toString().contains("there is no /content/dam/a/board"), shown::toString);
        assertFalse(shown.toString().contains(reason), shown::toString);
        assertFalse(
                send("bob", "&outcome=WARNING", "text/csv").getOutputAsString().contains(reason));
        assertEquals(1, paths(get("admin", "&outcome=WARNING&reason=" + reason)).size());
    }

    @Test
    void findingsThatTheCallerCannotReadAreCountedButNotNamed() throws Exception {
        platform.user("bob")
                .allow("bob", "/content/dam/a", "jcr:read")
                .deny("bob", "/content/dam/a/two.dita", "jcr:read");

        MockSlingHttpServletResponse response = send("bob", "", "application/json");

        JsonObject answer = JsonParser.parseString(response.getOutputAsString()).getAsJsonObject();
        add("one", Kind.FAILED, "duplicate-uuid", "its uuid x is also that of /content/dam/a/two.dita; either");
        assertFalse(send("bob", "", "application/json").getOutputAsString().contains("two.dita"));
        assertFalse(send("bob", "", "text/csv").getOutputAsString().contains("two.dita"));
        assertEquals(1, answer.get("hidden").getAsInt());
        assertEquals(List.of("/content/dam/a/one.dita", "/content/dam/a/three.dita"), paths(answer));
        assertFalse(response.getOutputAsString().contains("two"));
        assertFalse(send("bob", "", "text/csv").getOutputAsString().contains("two"));
    }

    @Test
    void asCsvFormulasAreDefusedAndQuotesDoubled() throws Exception {
        add("one", Kind.FAILED, "other", "he said \"no\", then\nleft");

        MockSlingHttpServletResponse response = send("admin", "", "text/csv");

        assertEquals("text/csv; charset=utf-8; header=present", response.getContentType());
        assertEquals(
                "path,fileType,outcome,reason,message,line,column\r\n"
                        + "/content/dam/a/one.dita,DITATOPIC,FAILED,not-well-formed,\"line 2, column 7: broken\",2,7\r\n"
                        + "/content/dam/a/two.dita,DITATOPIC,FAILED,not-well-formed,\"line 3, column 9: broken\",2,7\r\n"
                        + "/content/dam/a/three.dita,DITATOPIC,FAILED,rhyme-missing,'=1+1,2,7\r\n"
                        + "/content/dam/a/one.dita,DITATOPIC,FAILED,other,\"he said \"\"no\"\", then\nleft\",2,7\r\n",
                response.getOutputAsString());
        assertEquals(
                2,
                send("admin", "&offset=1&limit=1", "text/csv")
                        .getOutputAsString()
                        .lines()
                        .count());
    }

    @Test
    void aHiddenJobIsAnUnknownOne() throws Exception {
        platform.user("eve").deny("eve", "/content/dam/a", "jcr:read");
        assertEquals("job-not-found", get("eve", "").get("code").getAsString());
    }

    private void add(String name, Kind kind, String reason, String message) {
        findings.add(new RunFinding("/content/dam/a/" + name + ".dita", kind, reason)
                .withType(FileType.DITA_TOPIC)
                .withMessage(message)
                .at(2, 7));
    }

    private static List<String> paths(JsonObject answer) {
        return answer.getAsJsonArray("items").asList().stream()
                .map(item -> item.getAsJsonObject().get("path").getAsString())
                .toList();
    }

    private JsonObject get(String user, String query) throws Exception {
        return JsonParser.parseString(send(user, query, "application/json").getOutputAsString())
                .getAsJsonObject();
    }

    @Test
    void aTableThatCannotBeReadIsAProblem() throws Exception {
        fails = true;
        MockSlingHttpServletResponse response = send("admin", "", "text/csv");

        assertEquals(500, response.getStatus());
        assertTrue(response.getOutputAsString().contains("\"code\":\"internal-error\""), response::getOutputAsString);
        assertEquals("application/problem+json", response.getContentType());
        assertNull(response.getHeader("Content-Disposition"));
        assertEquals("no-store", response.getHeader("Cache-Control"));
    }

    private MockSlingHttpServletResponse send(String user, String query, String accept) throws Exception {
        return platform.request(user, "GET")
                .query("processingId=x" + query)
                .header("Accept", accept)
                .sendTo(underTest);
    }
}
