package org.openguides.processing.internal.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.ZipInputStream;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.api.NotRestartableException;
import org.openguides.processing.api.OverlapException;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.runlog.RunLogArchive;
import org.openguides.processing.testing.ARun;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@ExtendWith(SlingContextExtension.class)
class ControlServletTest {

    private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private final FakeRuns runs = new FakeRuns();
    private final ApiServlet cancel = new CancelServlet(runs, Platform.SETTINGS);
    private final ApiServlet resume = new ResumeServlet(runs, oak.sessions(), Platform.SETTINGS);
    private final ApiServlet restart = new RestartServlet(runs, Platform.LIMITS, Platform.SETTINGS);
    private final ApiServlet delete = new DeleteServlet(runs, Platform.SETTINGS);
    private final ApiServlet download =
            new LogDownloadServlet(runs, new TwoLines(), Platform.LIMITS, Platform.SETTINGS);
    private Platform platform;

    /** A log of two lines. */
    private static final class TwoLines implements RunLogArchive {

        @Override
        public void copyTo(String runId, UnaryOperator<String> shown, OutputStream out) throws IOException {
            out.write((shown.apply("one") + "\n" + shown.apply("zw\u00f6lf") + "\n").getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public List<String> paths(String runId) {
            return List.of("/var/openguides/log/s00000");
        }
    }

    @BeforeEach
    void setUp() throws Exception {
        platform = new Platform(context).folders("/content/dam/a");
        runs.with(ARun.called("x").on("/content/dam/a").createdNow().build());
    }

    @Test
    void cancelAndResumeAnswerWithTheStatusObject() throws Exception {
        assertEquals(
                "x",
                post(cancel, "{\"processingId\":\" x\"}").get("processingId").getAsString());
        assertEquals(
                "x",
                post(resume, "{\"processingId\":\"x\"}").get("processingId").getAsString());
        assertEquals(List.of("cancel x by admin", "resume x by admin"), runs.changes);
    }

    @Test
    void restartAnswersWithTheNewId() throws Exception {
        assertEquals(
                "{\"processingId\":\"" + FakeRuns.NEW_ID + "\"}",
                post(restart, "{\"processingId\":\"x\"}").toString());
        post(restart, "{\"processingId\":\"x\",\"failedOnly\":true}");
        assertEquals(List.of("restart x by admin", "restart failed x by admin"), runs.changes);
    }

    @Test
    void failuresAreSelectedByReasonsAndPaths() throws Exception {
        post(
                restart,
                "{\"processingId\":\"x\",\"failedOnly\":true,\"reasons\":[\"too-large\",\" hung \"],"
                        + "\"paths\":\"/content/dam/a\"}");
        assertEquals(List.of("restart failed [hung, too-large] [/content/dam/a] by admin"), ids(runs.changes));
    }

    private static List<String> ids(List<String> changes) {
        return changes.stream().map(change -> change.replace(" x ", " ")).toList();
    }

    @Test
    void onlyFailuresCanBeSelectedByReasonsAndPaths() throws Exception {
        for (String field : List.of("reasons", "paths")) {
            JsonObject problem = post(restart, "{\"processingId\":\"x\",\"" + field + "\":[\"/content/dam/a\"]}");
            assertEquals("invalid-field", problem.get("code").getAsString());
            assertEquals(field, problem.get("field").getAsString());
        }
        JsonObject outside = post(restart, "{\"processingId\":\"x\",\"failedOnly\":true,\"paths\":[\"/etc\"]}");
        assertEquals("path-outside-content-root", outside.get("code").getAsString());
        assertEquals(List.of(), runs.changes);
    }

    @Test
    void causesThatPreventARestartAreDistinguished() throws Exception {
        runs.haveNothingToRestart(NotRestartableException.Cause.REPORTS_PURGED);
        assertEquals("reports-purged", code(restart));
        runs.haveNothingToRestart(NotRestartableException.Cause.NOTHING_CHOSEN);
        assertEquals("nothing-to-process", code(restart));
    }

    @Test
    void deleteReturnsTheIdOfTheDeletedJob() throws Exception {
        assertEquals(
                "{\"processingId\":\"x\"}",
                post(delete, "{\"processingId\":\"x\"}").toString());
        assertEquals(List.of("delete x by admin"), runs.changes);
        runs.areAll(RunState.RUNNING);
        assertEquals("not-deletable", code(delete));
    }

    @Test
    void theWrongStateIsNamed() throws Exception {
        runs.areAll(RunState.SUCCEEDED);
        assertEquals("not-cancellable", code(cancel));
        assertEquals("not-resumable", code(resume));
        runs.areAll(RunState.RUNNING);
        assertEquals("not-restartable", code(restart));
        assertEquals(
                "The job \"x\" has not ended yet.",
                post(restart, "{\"processingId\":\"x\"}").get("detail").getAsString());
    }

    @Test
    void aClaimedPathIsAConflict() throws Exception {
        runs.conflictsWith(new OverlapException.Conflict("y", "/content/dam/a"));
        assertEquals("overlapping-job", code(resume));
    }

    @Test
    void unknownAndMissingIdsAreRefused() throws Exception {
        assertEquals(
                "job-not-found",
                post(cancel, "{\"processingId\":\"y\"}").get("code").getAsString());
        assertEquals("missing-field", post(cancel, "{}").get("code").getAsString());
    }

    @Test
    void aUserWhoMayNotModifyThePathsMayNotCancel() throws Exception {
        platform.user("bob").allow("bob", "/content/dam/a", "jcr:read");
        MockSlingHttpServletResponse response =
                platform.request("bob", "POST").json("{\"processingId\":\"x\"}").sendTo(cancel);
        assertEquals(403, response.getStatus());
        assertEquals(List.of(), runs.changes);
    }

    @Test
    void theLogComesAsAZipOrAsPaths() throws Exception {
        MockSlingHttpServletResponse zipped = get("processingId=x", "*/*");
        assertEquals("application/zip", zipped.getContentType());
        assertEquals("attachment; filename=\"x-logs.zip\"", zipped.getHeader("Content-Disposition"));
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(zipped.getOutput()))) {
            assertEquals("x.log", zip.getNextEntry().getName());
            assertArrayEquals("one\nzw\u00f6lf\n".getBytes(StandardCharsets.UTF_8), zip.readAllBytes());
        }
        String json = get("processingId=x", "application/json").getOutputAsString();
        assertEquals("{\"logFilePaths\":[\"/var/openguides/log/s00000\"]}", json);
        assertTrue(get("processingId=y", "*/*").getOutputAsString().contains("job-not-found"));
    }

    @Test
    void aClientThatTakesBothGetsTheZip() throws Exception {
        String accept = "application/zip, application/json, application/problem+json";

        assertEquals("application/zip", get("processingId=x", accept).getContentType());
    }

    private MockSlingHttpServletResponse get(String query, String accept) throws Exception {
        return platform.request("admin", "GET")
                .query(query)
                .header("Accept", accept)
                .sendTo(download);
    }

    private String code(ApiServlet servlet) throws Exception {
        return post(servlet, "{\"processingId\":\"x\"}").get("code").getAsString();
    }

    private JsonObject post(ApiServlet servlet, String body) throws Exception {
        String answer =
                platform.request("admin", "POST").json(body).sendTo(servlet).getOutputAsString();
        return JsonParser.parseString(answer).getAsJsonObject();
    }
}
