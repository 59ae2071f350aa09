package org.openguides.processing.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.google.gson.JsonPrimitive;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.RunRequest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Accepted and rejected fields of a request to start a run. */
@ExtendWith(SlingContextExtension.class)
class StartRequestTest {

    private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
    private final FakeRuns runs = new FakeRuns();
    private final StartServlet underTest = new StartServlet(runs, Platform.LIMITS, Platform.SETTINGS);
    private Platform platform;

    @BeforeEach
    void setUp() throws Exception {
        platform = new Platform(context)
                .folders("/content/dam/a/b", "/content/dam/a/c", "/content/dam/status-fetch1", "/content/other");
    }

    @Test
    void startsWhatThePublishedSampleAsksFor() throws Exception {
        post("{\"path\":\"/content/dam/status-fetch1\","
                + "\"excludedPaths\":[\"content/dam/status-fetch1/excluded-folder\"],\"type\":\"ASSET_PROCESSING\","
                + "\"filter\":{\"fileTypes\":[\"DITAMAP\",\"DITATOPIC\"],"
                + "\"startTime\":1758876933000,\"endTime\":1764932039000}}");

        assertEquals(
                RunRequest.of(List.of("/content/dam/status-fetch1"), "admin")
                        .excluding(List.of("/content/dam/status-fetch1/excluded-folder"))
                        .filter(AssetFilter.ALL
                                .withFileTypes(Set.of(FileType.DITA_MAP, FileType.DITA_TOPIC))
                                .withCreated(
                                        Instant.ofEpochMilli(1_758_876_933_000L),
                                        Instant.ofEpochMilli(1_764_932_039_000L)))
                        .build(),
                runs.started.get(0));
    }

    @Test
    void takesEveryFieldFromAForm() throws Exception {
        platform.request("admin", "POST")
                .field("path", "/content/dam/a")
                .field("excludedPaths", "/content/dam/a/b")
                .field("excludedPaths", "/content/dam/a/c, d")
                .field("type", "ASSET_PROCESSING")
                .field("filter.fileTypes", "HTML/CSS")
                .field("filter.startTime", "5")
                .field("filter.filterProcessedAssets", "TRUE")
                .field("dryRun", "true")
                .sendTo(underTest);

        assertEquals(
                RunRequest.of(List.of("/content/dam/a"), "admin")
                        .excluding(List.of("/content/dam/a/b", "/content/dam/a/c, d"))
                        .filter(AssetFilter.ALL
                                .withFileTypes(Set.of(FileType.HTML_CSS))
                                .withCreated(Instant.ofEpochMilli(5), null)
                                .withSkipProcessed(true))
                        .dryRun(true)
                        .build(),
                runs.started.get(0));
    }

    @Test
    void takesPathAndPathsAsOneListWithoutDuplicatesAndNestedPaths() throws Exception {
        post(
                "{\"path\":[\"/content/dam/a/b\",\"/content/dam/status-fetch1/\"],"
                        + "\"paths\":[\"/content/dam/a\",\"/content/dam/a/b\",\"/content/dam/a\"],\"type\":\"ASSET_PROCESSING\"}");

        assertEquals(
                List.of("/content/dam/status-fetch1", "/content/dam/a"),
                runs.started.get(0).paths());
    }

    @Test
    void leavesOutPathsThatAreCompletelyExcluded() throws Exception {
        post("{\"paths\":[\"/content/dam/a/b\",\"/content/dam/a/c\"],\"excludedPaths\":\"/content/dam/a/b\","
                + "\"type\":\"ASSET_PROCESSING\"}");

        assertEquals(List.of("/content/dam/a/c"), runs.started.get(0).paths());
    }

    @Test
    void acceptsTheContentRootItself() throws Exception {
        assertEquals(
                200,
                post("{\"path\":\"/content/dam\",\"type\":\"ASSET_PROCESSING\"}")
                        .getStatus());
    }

    static Stream<String> oddNames() {
        return Stream.of(
                "with space",
                "a,b",
                "%41",
                "100%",
                "it's \"quoted\"",
                "R&D;=+",
                "\ud83d\ude00",
                "caf\u00e9",
                "cafe\u0301",
                "@(x) #?",
                "back\\slash",
                "\u65e5\u672c\u8a9e");
    }

    @ParameterizedTest
    @MethodSource("oddNames")
    void findsAnyNameInJsonFormAndQuery(String name) throws Exception {
        String path = "/content/dam/odd/" + name;
        platform.folders(path);
        String asJson = new JsonPrimitive(path).toString();
        String asQuery = URLEncoder.encode(path, StandardCharsets.UTF_8);

        post("{\"path\":" + asJson + ",\"type\":\"ASSET_PROCESSING\"}");
        platform.request("admin", "POST")
                .field("path", path)
                .field("type", "ASSET_PROCESSING")
                .sendTo(underTest);
        platform.request("admin", "POST")
                .query("type=ASSET_PROCESSING&path=" + asQuery)
                .sendTo(underTest);

        assertEquals(
                List.of(List.of(path), List.of(path), List.of(path)),
                runs.started.stream().map(RunRequest::paths).toList());
    }

    @Test
    void distinguishesNamesThatOnlyLookTheSame() throws Exception {
        platform.folders("/content/dam/cafe\u0301");

        assertProblem(
                post("{\"path\":\"/content/dam/caf\u00e9\",\"type\":\"ASSET_PROCESSING\"}"),
                400,
                "path-not-found",
                "A path does not exist or cannot be read",
                "There is nothing at \\\"/content/dam/caf\u00e9\\\" that you can read.",
                ",\"field\":\"path\"");
    }

    @Test
    void ignoresWhiteSpaceAroundAPath() throws Exception {
        post(
                "{\"path\":\" /content/dam/a \",\"excludedPaths\":[\" content/dam/a/b \"],\"type\":\" ASSET_PROCESSING \"}");

        assertEquals(List.of("/content/dam/a"), runs.started.get(0).paths());
        assertEquals(List.of("/content/dam/a/b"), runs.started.get(0).excludedPaths());
    }

    /** Returns request bodies with the expected responses. */
    static Stream<Arguments> refusals() throws IOException {
        try (InputStream file = StartRequestTest.class.getResourceAsStream("/http/refusals.txt")) {
            String types = Arrays.stream(FileType.values()).map(FileType::code).collect(Collectors.joining(", "));
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8).replace("{types}", types);
            return Arrays.stream(text.strip().split("\n\n"))
                    .skip(1)
                    .map(pair -> arguments((Object[]) pair.split("\n")));
        }
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void rejectsErrorsThatTheClientCanCorrect(String body, String answer) throws Exception {
        MockSlingHttpServletResponse response = post(body);

        assertEquals(answer, response.getOutputAsString());
        assertEquals(400, response.getStatus());
        assertEquals("application/problem+json", response.getContentType());
        assertEquals(List.of(), runs.started);
    }

    @Test
    void refusesAnEmptyBody() throws Exception {
        assertProblem(
                post(""),
                400,
                "missing-field",
                "A required field is missing",
                "The field path is missing or blank.",
                ",\"field\":\"path\"");
    }

    @Test
    void refusesTooManyPaths() throws Exception {
        String paths =
                IntStream.rangeClosed(0, 10_000).mapToObj(i -> "\"/" + i + "\"").collect(Collectors.joining(","));

        assertProblem(
                post(with("\"paths\":[" + paths + "]")),
                400,
                "request-too-large",
                "The request is too large",
                "A list has more than 10000 entries.",
                "");
    }

    private MockSlingHttpServletResponse post(String body) throws Exception {
        return platform.request("admin", "POST").json(body).sendTo(underTest);
    }

    private static String with(String members) {
        return "{\"type\":\"ASSET_PROCESSING\"," + members + "}";
    }

    private static void assertProblem(
            MockSlingHttpServletResponse response, int status, String code, String title, String detail, String more) {
        assertEquals(
                "{\"type\":\"urn:openguides:problem:" + code + "\",\"title\":\"" + title + "\",\"status\":" + status
                        + ",\"detail\":\"" + detail + "\",\"code\":\"" + code + "\"" + more + "}",
                response.getOutputAsString());
        assertEquals(status, response.getStatus());
        assertEquals("application/problem+json", response.getContentType());
    }
}
