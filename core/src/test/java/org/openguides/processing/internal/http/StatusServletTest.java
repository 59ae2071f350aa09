package org.openguides.processing.internal.http;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openguides.processing.api.Comparison;
import org.openguides.processing.api.RunState;
import org.openguides.processing.testing.ARun;

import static org.junit.jupiter.api.Assertions.assertEquals;

@ExtendWith(SlingContextExtension.class)
class StatusServletTest {

    private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
    private final FakeRuns runs = new FakeRuns();
    private final StatusServlet underTest = new StatusServlet(runs, Platform.SETTINGS);
    private Platform platform;

    @BeforeEach
    void setUp() throws Exception {
        platform = new Platform(context).folders("/content/dam/a", "/content/dam/b");
    }

    @Test
    void answersWithTheStatusObject() throws Exception {
        runs.with(ARun.called("x").build());

        MockSlingHttpServletResponse response = get("admin", "processingId=x");

        assertEquals(200, response.getStatus());
        assertEquals("application/json; charset=utf-8", response.getContentType());
        assertEquals("no-store", response.getHeader("Cache-Control"));
        assertEquals(
                "WAITING",
                JsonParser.parseString(response.getOutputAsString())
                        .getAsJsonObject()
                        .get("status")
                        .getAsString());
    }

    @Test
    void keepsIdsUnchangedExceptForSurroundingBlanks() throws Exception {
        runs.with(ARun.called("2022/9/15/7/27/7dfa1271_678").build());

        assertEquals(
                200, get("admin", "processingId=%202022/9/15/7/27/7dfa1271_678").getStatus());
    }

    @Test
    void refusesARequestWithoutAnId() throws Exception {
        assertEquals(
                "{\"type\":\"urn:openguides:problem:missing-field\",\"title\":\"A required field is missing\","
                        + "\"status\":400,\"detail\":\"The field processingId is missing or blank.\","
                        + "\"code\":\"missing-field\",\"field\":\"processingId\"}",
                get("admin", "processingId=%20").getOutputAsString());
    }

    @Test
    void anonymousUsersMustAuthenticate() throws Exception {
        runs.with(ARun.called("x").of("anonymous").build());

        assertEquals(401, get("anonymous", "processingId=x").getStatus());
    }

    @Test
    void aJobIsVisibleToItsCreatorEvenIfItsPathsAreNoLongerReadable() throws Exception {
        runs.with(ARun.called("x").of("alice").on("/content/dam/gone").build());
        platform.user("alice").user("bob");

        assertEquals(200, get("alice", "processingId=x").getStatus());
        assertUnknown(get("bob", "processingId=x"), "x");
    }

    /** Permissions on the current content do not apply to content that was there before. */
    @Test
    void aJobThatIsOlderThanItsFolderIsOfAnotherFolder() throws Exception {
        runs.with(ARun.called("x").on("/content/dam/a").createdAt(1).build());
        platform.user("alice");

        assertUnknown(get("alice", "processingId=x"), "x");
        assertEquals(200, get("admin", "processingId=x").getStatus());
    }

    @Test
    void aJobThatIsOlderThanItsUserIsOfAnotherUser() throws Exception {
        runs.with(ARun.called("x")
                .of("alice")
                .on("/content/dam/gone")
                .in(RunState.SUCCEEDED)
                .createdAt(1000)
                .build());
        platform.user("alice");

        MockSlingHttpServletResponse soon =
                platform.request("alice", "GET").query("processingId=x").sendTo(of(61_000));
        assertEquals(200, soon.getStatus(), "clocks of nodes differ");
        assertUnknown(platform.request("alice", "GET").query("processingId=x").sendTo(of(61_001)), "x");
    }

    /** Without a protecting node type, all users can write the property. */
    @Test
    void aTimeThatUsersCanWriteIsNotTrusted() throws Exception {
        runs.with(ARun.called("x").on("/content/dam/odd").build());
        platform.user("alice").odd("/content/dam/odd");

        assertEquals(200, get("alice", "processingId=x").getStatus());
    }

    private StatusServlet of(long userMadeAt) {
        ApiSettings usual = Platform.SETTINGS;
        return new StatusServlet(
                runs,
                new ApiSettings(
                        usual.basePath(),
                        usual.enabled(),
                        usual.contentRoots(),
                        usual.operators(),
                        usual.historySize(),
                        user -> Optional.of(Instant.ofEpochMilli(userMadeAt))));
    }

    @Test
    void aJobIsVisibleToUsersWhoCanReadAllOfItsPaths() throws Exception {
        runs.with(ARun.called("x")
                .on("/content/dam/a", "/content/dam/b")
                .createdNow()
                .build());
        platform.user("alice").user("bob").deny("bob", "/content/dam/b", "jcr:read");

        assertEquals(200, get("alice", "processingId=x").getStatus());
        assertUnknown(get("bob", "processingId=x"), "x");
    }

    @Test
    void excludedPathsAreNamedOnlyToThoseWhoCanReadThemOrNamedThem() throws Exception {
        runs.with(ARun.called("x")
                .of("alice")
                .on("/content/dam/a")
                .without("/content/dam/b", "/content/dam/a/x")
                .createdNow()
                .build());
        platform.folders("/content/dam/a/x");
        for (String user : List.of("alice", "bob")) {
            platform.user(user).deny(user, "/content/dam/b", "jcr:read");
        }

        assertEquals("[\"/content/dam/a/x\"]", excluded("bob"));
        for (String user : List.of("alice", "admin")) {
            assertEquals("[\"/content/dam/b\",\"/content/dam/a/x\"]", excluded(user));
        }
    }

    @Test
    void aRestartDoesNotRevealTheExclusionsOfTheEarlierRun() throws Exception {
        platform.folders("/content/dam/a/x").user("bob").deny("bob", "/content/dam/a/x", "jcr:read");
        runs.with(ARun.called("x")
                .of("bob")
                .repeating("earlier")
                .on("/content/dam/a")
                .without("/content/dam/a/x")
                .createdNow()
                .build());

        assertEquals("[]", excluded("bob"));
    }

    private String excluded(String user) throws Exception {
        return JsonParser.parseString(get(user, "processingId=x").getOutputAsString())
                .getAsJsonObject()
                .get("excludedPaths")
                .toString();
    }

    @Test
    void everyJobIsVisibleToOperatorsAndAdministrators() throws Exception {
        runs.with(ARun.called("x").of("alice").on("/content/dam/gone").build());
        platform.user("olga")
                .user("oscar")
                .group("team", "olga")
                .group("administrators", "oscar")
                .group("operators", "team");

        assertEquals(200, get("admin", "processingId=x").getStatus());
        assertEquals(200, get("olga", "processingId=x").getStatus());
        assertEquals(200, get("oscar", "processingId=x").getStatus());
    }

    @Test
    void membersOfOtherGroupsAreNotOperators() throws Exception {
        runs.with(ARun.called("x").on("/content/dam/gone").build());
        platform.user("alice").group("authors", "alice").group("operators");

        assertUnknown(get("alice", "processingId=x"), "x");
    }

    @Test
    void anUnusedIdIsUnknown() throws Exception {
        assertUnknown(get("admin", "processingId=nope"), "nope");
    }

    @Test
    void aComparisonNamesOnlyAssetsThatTheCallerCanRead() throws Exception {
        Comparison found = new Comparison(9, new TreeMap<>(Map.of("fmUuid", 2L)))
                .withExamples(List.of(
                        new Comparison.Difference("/content/dam/a", List.of("fmUuid")),
                        new Comparison.Difference("/content/dam/b", List.of("fmUuid", "metadata/dc:title"))))
                .withUnknownMaps(1);
        runs.with(ARun.called("x").of("bob").on("/content/dam/a").finding(found).build());
        platform.user("bob").deny("bob", "/content/dam/b", "jcr:read");

        assertEquals(
                "{\"comparedCount\":9,\"properties\":[{\"property\":\"fmUuid\",\"count\":2}],"
                        + "\"examples\":[{\"path\":\"/content/dam/a\",\"properties\":[\"fmUuid\"]}],"
                        + "\"hiddenCount\":1,\"unknownMapCount\":1}",
                comparison("bob").toString());
        assertEquals(0, comparison("admin").get("hiddenCount").getAsInt());
        assertEquals(2, comparison("admin").getAsJsonArray("examples").size());
    }

    private JsonObject comparison(String user) throws Exception {
        return JsonParser.parseString(get(user, "processingId=x").getOutputAsString())
                .getAsJsonObject()
                .getAsJsonObject("comparison");
    }

    @Test
    void takesTheIdOfTheQueryOnly() throws Exception {
        runs.with(ARun.called("x").build());

        MockSlingHttpServletResponse response = platform.request("admin", "GET")
                .query("processingId=x")
                .json("{")
                .sendTo(underTest);

        assertEquals(200, response.getStatus());
    }

    private MockSlingHttpServletResponse get(String user, String query) throws Exception {
        return platform.request(user, "GET").query(query).sendTo(underTest);
    }

    private static void assertUnknown(MockSlingHttpServletResponse response, String id) {
        assertEquals(
                "{\"type\":\"urn:openguides:problem:job-not-found\",\"title\":\"There is no such job\",\"status\":400,"
                        + "\"detail\":\"There is no job \\\"" + id + "\\\" that you can see.\","
                        + "\"code\":\"job-not-found\",\"field\":\"processingId\"}",
                response.getOutputAsString());
        assertEquals(400, response.getStatus());
    }
}
