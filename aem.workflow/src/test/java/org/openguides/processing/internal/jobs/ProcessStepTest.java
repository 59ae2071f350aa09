package org.openguides.processing.internal.jobs;

import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.Session;

import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.adobe.granite.workflow.WorkflowException;
import com.adobe.granite.workflow.WorkflowSession;
import com.adobe.granite.workflow.exec.WorkItem;
import com.adobe.granite.workflow.exec.Workflow;
import com.adobe.granite.workflow.exec.WorkflowData;
import com.adobe.granite.workflow.metadata.MetaDataMap;
import org.apache.sling.settings.SlingSettingsService;
import org.apache.sling.testing.mock.osgi.MockOsgi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.aem.workflow.ProcessStep;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.access.Operators;
import org.openguides.processing.internal.catalog.JcrCatalogs;
import org.openguides.processing.internal.dita.Specialisations;
import org.openguides.processing.internal.engine.AssetLinks;
import org.openguides.processing.internal.engine.EngineListener;
import org.openguides.processing.internal.engine.EngineMetrics;
import org.openguides.processing.internal.engine.RunOutbox;
import org.openguides.processing.internal.engine.throttle.Foreground;
import org.openguides.processing.internal.engine.throttle.ThrottleSettings;
import org.openguides.processing.internal.engine.throttle.ThrottleSettingsTest;
import org.openguides.processing.internal.guides.GuidesSettingsTest;
import org.openguides.processing.internal.processor.AssetTypes;
import org.openguides.processing.internal.processor.ContentReader;
import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.internal.walk.ProcessedPaths;
import org.openguides.processing.testing.OakRepository;
import org.openguides.processing.testing.ProcessedContent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.RETURNS_SMART_NULLS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

/** With a real engine on a real Oak; of AEM's workflow engine only the interfaces can be had. */
class ProcessStepTest {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String GOOD = "<topic id='a'><title>A</title></topic>";

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private final JobQueues jobs = new JobQueues();
    private final Map<String, Object> result = new HashMap<>();
    private final WorkflowSession session = mock(WorkflowSession.class);
    private final Workflow workflow = mock(Workflow.class);
    private final WorkItem item = mock(WorkItem.class);
    private final WorkflowData data = mock(WorkflowData.class);
    private Engine engine;
    private SlingRuns runs;
    private ProcessStep step;
    private Session jcr;

    @BeforeEach
    void startEngine() {
        ContentReader reader = new ContentReader(Specialisations.of(List.of()));
        Processors processors = new Processors();
        processors.bind(ProcessedContent.processor(reader), Map.of());
        engine = new Engine(
                platform(),
                new AssetServices(
                        new AssetTypes(reader),
                        (run, worker) -> (assets, doubtful) ->
                                Collections.nCopies(assets.size(), new AssetLinks.Links(List.of(), List.of())),
                        new JcrCatalogs(),
                        processors,
                        new Operators(Set.of()),
                        () -> ProcessedPaths.ALL),
                new ThrottleSettings(ThrottleSettingsTest.config(0, 100, 250)),
                Foreground.QUIET,
                StepConfig.ofTheEngine());
        jobs.register(Topics.RUN, new CoordinatorJob(engine));
        jobs.register(Topics.SELECTION, new SelectionJob(engine));
        jobs.register(Topics.PARTITION, new PartitionJob(engine));
        runs = new SlingRuns(
                oak.sessions(),
                jobs.manager(),
                node -> false,
                new Operators(Set.of()),
                GuidesSettingsTest.settings("write"),
                () -> ProcessedPaths.ALL,
                new Retry(Retry.Policy.DEFAULT),
                RunOutbox.NONE);
        step = new ProcessStep(runs);
    }

    private NodePlatform platform() {
        SlingSettingsService settings = mock(SlingSettingsService.class);
        when(settings.getSlingId()).thenReturn("node-1");
        return new NodePlatform(
                oak.sessions(),
                jobs.manager(),
                settings,
                node -> false,
                new Retry(Retry.Policy.DEFAULT),
                EngineMetrics.NONE,
                EngineListener.NONE,
                RunOutbox.NONE,
                MockOsgi.newBundleContext());
    }

    @BeforeEach
    void startWorkflow() {
        jcr = oak.login();
        when(session.adaptTo(Session.class)).thenReturn(jcr);
        when(item.getWorkflow()).thenReturn(workflow);
        when(item.getWorkflowData()).thenReturn(data);
        when(item.getTimeStarted()).thenReturn(new Date(0));
        when(workflow.getInitiator()).thenReturn("admin");
        when(workflow.getWorkflowData()).thenReturn(data);
        MetaDataMap metadata = metadata(result);
        when(data.getMetaDataMap()).thenReturn(metadata);
    }

    @AfterEach
    void nothingIsLeftBehind() {
        jcr.logout();
        engine.stop();
        jobs.close();
        await().until(() -> oak.openSessions() == 0);
    }

    private static MetaDataMap metadata(Map<String, Object> values) {
        MetaDataMap map = mock(MetaDataMap.class, RETURNS_SMART_NULLS);
        when(map.put(anyString(), any())).thenAnswer(call -> values.put(call.getArgument(0), call.getArgument(1)));
        when(map.get(anyString(), anyString()))
                .thenAnswer(call -> values.getOrDefault(call.getArgument(0), call.getArgument(1)));
        return map;
    }

    private static MetaDataMap arguments(String text) {
        return metadata(new HashMap<>(Map.of("PROCESS_ARGS", text)));
    }

    private void payload(String type, String payload) {
        when(data.getPayloadType()).thenReturn(type);
        when(data.getPayload()).thenReturn(payload);
    }

    private String execute(String arguments) throws WorkflowException {
        return (String) step.execute(item, session, arguments(arguments));
    }

    private Run ended(String id) {
        await().atMost(LONG).until(() -> runs.find(id).orElseThrow().state().isEnded());
        return runs.find(id).orElseThrow();
    }

    private String messageOf(String arguments) {
        return assertThrows(WorkflowException.class, () -> execute(arguments)).getMessage();
    }

    @Test
    void theWorkflowWaitsForTheEndOfTheRunAndGetsItsOutcome() throws Exception {
        oak.damAsset("/content/dam/a/a.dita", GOOD);
        payload("JCR_PATH", "/content/dam/a");
        jobs.pause();

        String id = execute("");
        assertFalse(step.hasFinished(id, item, session, arguments("")));

        jobs.resume();
        await().atMost(LONG).until(() -> step.hasFinished(id, item, session, arguments("")));
        step.handleResult(id, item, session, arguments(""));
        assertEquals(
                Map.of(
                        "openguides.processingId",
                        id,
                        "openguides.status",
                        "SUCCESS",
                        "openguides.comments",
                        "",
                        "openguides.succeededCount",
                        1L,
                        "openguides.failedCount",
                        0L,
                        "openguides.skippedCount",
                        0L),
                result);
        verify(session).updateWorkflowData(workflow, data);
    }

    @Test
    void theRunHasTheArgumentsAndTheRightsOfTheInitiator() throws Exception {
        oak.folder("/content/dam/a");
        payload("JCR_PATH", "/content/dam/a");
        when(workflow.getInitiator()).thenReturn("jane");

        RunRequest request = ended(execute("filterProcessedAssets=true,excludedPaths=/content/dam/a/old"))
                .request();
        assertEquals("jane", request.requestedBy());
        assertEquals(List.of("/content/dam/a"), request.paths());
        assertEquals(List.of("/content/dam/a/old"), request.excludedPaths());
        assertTrue(request.filter().skipProcessed());
        assertFalse(request.system());
    }

    @Test
    void withoutWaitingTheWorkflowGoesOnAtOnce() throws Exception {
        oak.damAsset("/content/dam/a.dita", "<topic");
        payload("JCR_PATH", "/content/dam/a.dita");
        jobs.pause();

        String id = execute("wait=false");
        assertTrue(step.hasFinished(id, item, session, arguments("wait=false")));
        step.handleResult(id, item, session, arguments("wait=false"));
        assertEquals("WAITING", result.get("openguides.status"));
        jobs.resume();
        ended(id);
        step.handleResult(id, item, session, arguments("wait=false"));
        assertEquals(1L, result.get("openguides.failedCount"));
    }

    @Test
    void anAssetThatFailsMakesTheStepFailUnlessItsArgumentsSayOtherwise() throws Exception {
        oak.damAsset("/content/dam/a/a.dita", "<topic");
        payload("JCR_PATH", "/content/dam/a");
        String id = execute("");
        ended(id);

        WorkflowException failure =
                assertThrows(WorkflowException.class, () -> step.handleResult(id, item, session, arguments("")));
        assertEquals(
                "OpenGuides: process: the run " + id + " has the status SUCCESS: 1 of 1 asset failed",
                failure.getMessage());
        assertEquals(1L, result.get("openguides.failedCount"), "a failure does not lose the outcome");

        result.clear();
        step.handleResult(id, item, session, arguments("failOnError=false"));
        assertEquals(1L, result.get("openguides.failedCount"));
    }

    @Test
    void aCancelledRunMakesTheStepFail() throws Exception {
        oak.folder("/content/dam/a");
        payload("JCR_PATH", "/content/dam/a");
        jobs.pause();
        String id = execute("");
        runs.cancel(id, "joe");

        assertTrue(step.hasFinished(id, item, session, arguments("")));
        WorkflowException failure =
                assertThrows(WorkflowException.class, () -> step.handleResult(id, item, session, arguments("")));
        assertTrue(failure.getMessage().endsWith("has the status CANCELLED: Cancelled by joe"), failure.getMessage());
        step.handleResult(id, item, session, arguments("failOnError=false"));
        assertEquals("CANCELLED", result.get("openguides.status"));
    }

    @Test
    void aRepeatedStepWaitsForTheRunThatItHasStarted() throws Exception {
        oak.folder("/content/dam/a");
        payload("JCR_PATH", "/content/dam/a");
        jobs.pause();
        String id = execute("");

        assertEquals(id, execute(""));
        assertTrue(messageOf("excludedPaths=/content/dam/a/b").contains("another run covers [/content/dam/a]"));
        jobs.resume();
        assertEquals(RunState.SUCCEEDED, ended(id).state());
        assertNotEquals(id, execute(""));
    }

    @Test
    void aRunThatIsGoneIsNoReasonToWaitForEver() throws Exception {
        oak.folder("/content/dam/a");
        payload("JCR_PATH", "/content/dam/a");
        Serializable gone = UUID.randomUUID().toString();

        assertTrue(step.hasFinished(gone, item, session, arguments("")));
        WorkflowException failure =
                assertThrows(WorkflowException.class, () -> step.handleResult(gone, item, session, arguments("")));
        assertTrue(failure.getMessage().endsWith("the run " + gone + " does not exist any more"));
        assertEquals(Map.of("openguides.processingId", gone), result);
    }

    @Test
    void aRunThatAnotherNodeHasJustStartedMayNotBeVisibleYet() {
        when(item.getTimeStarted()).thenReturn(new Date());
        assertFalse(step.hasFinished(UUID.randomUUID().toString(), item, session, arguments("")));
    }

    @Test
    void aPayloadMayBeAPartOfAnAssetOrGivenByItsUuid() throws Exception {
        String asset = oak.damAsset("/content/dam/a.dita", GOOD);
        payload("JCR_PATH", asset + "/jcr:content/renditions/original");
        assertEquals(List.of(asset), ended(execute("")).request().paths());

        payload("JCR_PATH", asset + "/jcr:content");
        assertEquals(List.of(asset), ended(execute("")).request().paths());

        Node folder = jcr.getNode(oak.folder("/content/dam/b"));
        folder.addMixin("mix:referenceable");
        jcr.save();
        payload("JCR_UUID", folder.getIdentifier());
        assertEquals(List.of("/content/dam/b"), ended(execute("")).request().paths());
    }

    @Test
    void ofAWorkflowPackageItsContentIsProcessed() throws Exception {
        jcr.getWorkspace().getNamespaceRegistry().registerNamespace("vlt", "http://www.day.com/jcr/vault/1.0");
        oak.folder("/content/dam/a/b");
        oak.damAsset("/content/dam/c.dita", GOOD);
        Node filter = jcr.getNode(oak.folder("/var/workflow/packages/p"))
                .addNode("jcr:content", "nt:unstructured")
                .addNode("vlt:definition", "nt:unstructured")
                .addNode("filter", "nt:unstructured");
        List<String> roots = List.of("/content/dam/c.dita", "/content/dam/a/b", "/content/dam/a");
        for (int i = 0; i < roots.size(); i++) {
            filter.addNode("resource_" + i, "nt:unstructured").setProperty("root", roots.get(i));
        }
        jcr.save();
        payload("JCR_PATH", "/var/workflow/packages/p");
        assertEquals(
                Set.of("/content/dam/a", "/content/dam/c.dita"),
                Set.copyOf(ended(execute("")).request().paths()));

        for (NodeIterator resources = filter.getNodes(); resources.hasNext(); ) {
            resources.nextNode().remove();
        }
        jcr.save();
        assertTrue(messageOf("").contains("is empty"));
    }

    @Test
    void aPayloadThatIsMissingOrOfAnotherTypeIsTold() {
        payload("JCR_PATH", "/content/dam/missing");
        assertEquals("OpenGuides: process: there is nothing at the payload /content/dam/missing", messageOf(""));
        payload("JCR_UUID", UUID.randomUUID().toString());
        assertTrue(messageOf("").startsWith("OpenGuides: process: there is nothing at the payload "));
        payload("URL", "http://example.org/");
        assertTrue(messageOf("").startsWith("OpenGuides: process: the payload is of the type URL"), messageOf(""));
    }

    @Test
    void aWrongArgumentIsToldAndStartsNothing() {
        oak.folder("/content/dam/a");
        payload("JCR_PATH", "/content/dam/a");

        assertEquals(
                "OpenGuides: process: the argument wait is \"maybe\": write wait=true or wait=false",
                messageOf("wait=maybe"));
        assertEquals(List.of(), runs.newest(5, null, run -> true).runs());
        assertTrue(step.hasFinished("any", item, session, arguments("wait=maybe")));
    }

    @Test
    void withoutAnInitiatorThereAreNoRights() {
        oak.folder("/content/dam/a");
        payload("JCR_PATH", "/content/dam/a");
        when(workflow.getInitiator()).thenReturn("");
        assertTrue(messageOf("").contains("no initiator"), messageOf(""));
    }
}
