package org.openguides.processing.it;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipFile;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.AssetStatusApi;
import org.openapitools.client.api.DescriptionApi;
import org.openapitools.client.api.LogsApi;
import org.openapitools.client.api.ProcessingApi;
import org.openapitools.client.api.SystemApi;
import org.openapitools.client.model.AssetState;
import org.openapitools.client.model.AssetStatus;
import org.openapitools.client.model.AssetStatusRequest;
import org.openapitools.client.model.AssetStatusResult;
import org.openapitools.client.model.FileType;
import org.openapitools.client.model.Findings;
import org.openapitools.client.model.JobRequest;
import org.openapitools.client.model.LogPage;
import org.openapitools.client.model.Problem;
import org.openapitools.client.model.ProblemCode;
import org.openapitools.client.model.ProcessState;
import org.openapitools.client.model.ProcessStatus;
import org.openapitools.client.model.ProcessingType;
import org.openapitools.client.model.RestartRequest;
import org.openapitools.client.model.StartFilter;
import org.openapitools.client.model.StartRequest;
import org.openapitools.client.model.SystemStatus;
import org.openapitools.client.model.WorkState;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The client that openapi-generator creates from the OpenAPI document, against a real server. */
@SuppressWarnings("try") // the resource is only held, never used
@ExtendWith(SharedSling.class)
final class GeneratedClientIT {

    private static final Set<ProcessState> ENDED =
            Set.of(ProcessState.SUCCESS, ProcessState.FAILURE, ProcessState.CANCELLED);

    private final SlingClient admin;
    private final ApiClient client;
    private final ProcessingApi processing;
    private final LogsApi logs;

    GeneratedClientIT(SlingServer server) {
        admin = server.admin();
        client = new ApiClient(
                HttpClient.newBuilder(), ApiClient.createDefaultObjectMapper(), server.base() + "/bin/guides/v1");
        client.setRequestInterceptor(request -> request.header("Authorization", SlingClient.basic("admin", "admin")));
        processing = new ProcessingApi(client);
        logs = new LogsApi(client);
    }

    @Test
    void drivesARunFromStartToEnd() throws ApiException {
        TestContent content = content("client-life");
        await(start(content.folder())); // creates the queues

        String id;
        try (HeldQueue held = new HeldQueue(admin, HeldQueue.PARTITIONS)) {
            id = start(content.folder());
            Awaitility.await().until(() -> state(id), ProcessState.PROCESSING::equals);
            processing.cancelProcess(new JobRequest().processingId(id));
            Awaitility.await().until(() -> state(id), ProcessState.CANCELLED::equals);
        }
        assertTrue(processing.getProcessStatus(id).getResumable());
        processing.resumeProcess(new JobRequest().processingId(id));

        ProcessStatus end = await(id);
        assertEquals(ProcessState.SUCCESS, end.getStatus());
        assertEquals(2, end.getAttempt());
        assertEquals(3, end.getTriggeredCount());
        assertEquals(1, end.getFailedCount());
        assertEquals(0, end.getEta().getValue());
        assertEquals(3, end.getMigrationSet().getTotalFiles());
        assertEquals(
                end,
                processing
                        .getProcessHistory(1L, null, null, null, null, null, null)
                        .getExecutionHistory()
                        .get(0));
    }

    @Test
    void restartsFailedAssets() throws ApiException {
        TestContent content = content("client-restart");
        String id = start(content.folder());
        await(id);
        content.put("b.dita", DitaProject.topic("b", "B", ""));

        String again = processing
                .restartProcess(new RestartRequest().processingId(id).failedOnly(true))
                .getProcessingId();

        ProcessStatus end = await(again);
        assertEquals(id, end.getRestartOf());
        assertEquals(1, end.getSucceededCount());
    }

    @Test
    void readsFailures() throws ApiException {
        TestContent content = content("client-findings");
        String id = start(content.folder());
        await(id);

        Findings findings = processing.getFailures(id, null, null, null, null);

        assertEquals(1, findings.getItems().size());
        assertEquals("not-well-formed", findings.getItems().get(0).getReason());
        assertEquals(content.path("b.dita"), findings.getItems().get(0).getPath());
    }

    @Test
    void sendsEveryFieldOfAStart() throws ApiException {
        TestContent content = content("client-fields");
        content.put("sub/d.dita", DitaProject.topic("d", "D", ""));
        StartFilter filter = new StartFilter()
                .addFileTypesItem(FileType.DITATOPIC)
                .addFileTypesItem(FileType.HTML_CSS)
                .startTime(1L)
                .endTime(4_102_444_800_000L)
                .filterProcessedAssets(true);

        String id = processing
                .startProcess(new StartRequest()
                        .type(ProcessingType.ASSET_PROCESSING)
                        .paths(List.of(content.path("a.dita"), content.path("b.dita"), content.path("sub")))
                        .addExcludedPathsItem(content.path("sub/d.dita").substring(1))
                        .filter(filter)
                        .dryRun(true))
                .getProcessingId();

        ProcessStatus end = await(id);
        assertEquals(content.path("a.dita"), end.getPath());
        assertEquals(3, end.getPaths().size());
        assertEquals(List.of(content.path("sub/d.dita")), end.getExcludedPaths());
        assertEquals(filter.getFileTypes(), end.getFilter().getFileTypes());
        assertEquals(1L, end.getFilter().getStartTime());
        assertEquals(4_102_444_800_000L, end.getFilter().getEndTime());
        assertTrue(end.getFilter().getFilterProcessedAssets());
        assertTrue(end.getDryRun());
        assertEquals(2, end.getMigrationSet().getTotalFiles());
        assertEquals(0, end.getTriggeredCount());
    }

    @Test
    void readsLogs() throws ApiException, IOException {
        TestContent content = content("client-logs");
        String id = start(content.folder());
        await(id);

        LogPage all = logs.getProcessLogs(id, null, null, null, null, null, null);
        assertTrue(all.getComplete());
        assertFalse(all.getHasMore());
        assertEquals(all.getTotalLines(), all.getLines().size());
        assertEquals(
                all.getLines().subList(1, 3),
                logs.getProcessLogs(id, 1L, 2L, null, null, null, null).getLines());
        LogPage tail = logs.getProcessLogs(id, null, null, 2L, null, null, null);
        assertEquals(all.getTotalLines() - 2, tail.getOffset());

        File zip = logs.downloadProcessLogs(id);
        try (ZipFile opened = new ZipFile(zip);
                InputStream log = opened.getInputStream(opened.getEntry(id + ".log"))) {
            String text = new String(log.readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(String.join("\n", all.getLines()) + "\n", text);
        }
        assertTrue(zip.delete());
    }

    @Test
    void readsAssetStatus() throws ApiException {
        TestContent content = content("client-status");
        await(start(content.folder()));
        AssetStatusApi assets = new AssetStatusApi(client);

        String job = assets.startAssetStatus(new AssetStatusRequest()
                        .addPathsItem(content.folder())
                        .addPathsItem(content.path("none"))
                        .addExcludedPathsItem(content.path("c.css")))
                .getJobId();

        AssetStatusResult end =
                Awaitility.await().until(() -> assets.getAssetStatus(job), now -> now.getStatus() == WorkState.SUCCESS);
        assertEquals(
                List.of(AssetState.SUCCESS, AssetState.FAILURE, AssetState.FAILURE),
                end.getAssets().stream().map(AssetStatus::getStatus).toList());
        assertEquals(
                List.of(true, true, false),
                end.getAssets().stream().map(AssetStatus::getExists).toList());
        assertTrue(end.getAssets().get(1).getError().startsWith("line "));
    }

    @Test
    void readsProblems() throws IOException {
        ApiException refused = assertThrows(ApiException.class, () -> processing.getProcessStatus("unknown"));

        Problem problem = client.getObjectMapper().readValue(refused.getResponseBody(), Problem.class);
        assertEquals(400, refused.getCode());
        assertEquals(400, problem.getStatus());
        assertEquals(ProblemCode.JOB_NOT_FOUND, problem.getCode());
        assertEquals("processingId", problem.getField());
    }

    @Test
    void readsTheSystemStatus() throws ApiException {
        SystemStatus status = new SystemApi(client).getSystemStatus();

        assertEquals(List.of("org.openguides.core"), status.getActiveBundles());
        assertEquals(SystemStatus.DatabaseConnectionCheckEnum.PASSED, status.getDatabaseConnectionCheck());
        assertFalse(status.getIsCloud());
        assertEquals(1, status.getNodes().size());
        assertEquals(8, status.getHealth().size());
        assertFalse(status.getHealth().get(0).getFindings().isEmpty());
        assertFalse(status.getPaths().isEmpty());
        assertTrue(status.getPaths().stream()
                .allMatch(path -> path.getIsOurs() && path.getOthers().isEmpty()));
    }

    @Test
    void readsTheApiDescription() throws ApiException {
        Map<String, Object> document = new DescriptionApi(client).getOpenApi();

        assertEquals("3.0.3", document.get("openapi"));
    }

    private TestContent content(String name) {
        TestContent content = new TestContent(admin, TestContent.Kind.FILE, name);
        content.put("a.dita", DitaProject.topic("a", "A", ""));
        content.put("b.dita", "<topic id='b'>");
        content.put("c.css", "p {}");
        return content;
    }

    private String start(String path) throws ApiException {
        return processing
                .startProcess(new StartRequest().path(path).type(ProcessingType.ASSET_PROCESSING))
                .getProcessingId();
    }

    private ProcessState state(String id) throws ApiException {
        return processing.getProcessStatus(id).getStatus();
    }

    private ProcessStatus await(String id) {
        return Awaitility.await("end of " + id)
                .atMost(GuidesApi.RUN_LIMIT)
                .until(() -> processing.getProcessStatus(id), status -> ENDED.contains(status.getStatus()));
    }
}
