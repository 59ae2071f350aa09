package org.openguides.processing.internal.http;

import java.util.List;

import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openguides.processing.api.OverlapException;
import org.openguides.processing.testing.ARun;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Permissions for starting runs, and what users learn about runs of others. */
@ExtendWith(SlingContextExtension.class)
class StartRightsTest {

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
    void namesTheConflictingJobsThatTheCallerMaySee() throws Exception {
        platform.user("alice")
                .allow("alice", "/content/dam/a", "jcr:write")
                .deny("alice", "/content/dam/a/c", "jcr:all");
        runs.with(
                ARun.called("run-1").on("/content/dam/a/b").createdNow().build(),
                ARun.called("run-2").on("/content/dam/a/c").of("alice").build(),
                ARun.called("run-3").on("/content/dam/a/c").createdNow().build());
        runs.conflictsWith(
                new OverlapException.Conflict("run-1", "/content/dam/a/b"),
                new OverlapException.Conflict("run-3", "/content/dam/a/c"),
                new OverlapException.Conflict("run-2", "/content/dam/a/c"));

        MockSlingHttpServletResponse response = platform.request("alice", "POST")
                .json(with("\"path\":\"/content/dam/a\""))
                .sendTo(underTest);

        assertProblem(
                response,
                400,
                "overlapping-job",
                "A job that has not ended covers some of the paths",
                "Jobs that wait or run cover some of the paths; wait until they end, or cancel them.",
                ",\"conflicts\":[{\"processingId\":\"run-1\",\"path\":\"/content/dam/a/b\"},{\"processingId\":\"run-2\"}]");
    }

    @Test
    void anonymousUsersMustAuthenticate() throws Exception {
        MockSlingHttpServletResponse response = platform.request("anonymous", "POST")
                .json(with("\"path\":\"/content/dam/a\""))
                .sendTo(underTest);

        assertProblem(
                response,
                401,
                "not-authenticated",
                "Sign in first",
                "This resource is not open to anonymous users.",
                "");
        assertEquals("Basic realm=\"OpenGuides\", charset=\"UTF-8\"", response.getHeader("WWW-Authenticate"));
    }

    @Test
    void aUserWhoMayReadButNotModifyIsRejected() throws Exception {
        platform.user("reader");

        assertProblem(
                platform.request("reader", "POST")
                        .json(with("\"paths\":[\"/content/dam/a\"]"))
                        .sendTo(underTest),
                403,
                "not-permitted",
                "You may not do this",
                "You may read \\\"/content/dam/a\\\" but not modify it.",
                ",\"field\":\"path\"");
        assertEquals(List.of(), runs.started);
    }

    @Test
    void aUserWhoMayModifyOnlyOneOfThePathsIsRejected() throws Exception {
        platform.user("author").allow("author", "/content/dam/a/b", "jcr:modifyProperties", "jcr:addChildNodes");

        assertEquals(403, startAs("author", "[\"/content/dam/a/b\",\"/content/dam/a/c\"]"));
        assertEquals(200, startAs("author", "\"/content/dam/a/b\""));
        assertEquals("author", runs.started.get(0).requestedBy());
    }

    @Test
    void operatorsNeedNoRightToModify() throws Exception {
        platform.user("olga").group("operators", "olga");

        assertEquals(200, startAs("olga", "\"/content/dam/a\""));
    }

    @Test
    void contentThatTheCallerCannotReadDoesNotExistForTheCaller() throws Exception {
        platform.user("reader").deny("reader", "/content/dam/a", "jcr:all");

        assertProblem(
                platform.request("reader", "POST")
                        .json(with("\"path\":\"/content/dam/a\""))
                        .sendTo(underTest),
                400,
                "path-not-found",
                "A path does not exist or cannot be read",
                "There is nothing at \\\"/content/dam/a\\\" that you can read.",
                ",\"field\":\"path\"");
    }

    private int startAs(String user, String path) throws Exception {
        return platform.request(user, "POST")
                .json(with("\"path\":" + path))
                .sendTo(underTest)
                .getStatus();
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
