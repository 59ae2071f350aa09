package org.openguides.processing.internal.http;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.SimpleCredentials;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.JcrCatalogs;
import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.status.Rest;
import org.openguides.processing.internal.status.StatusArchive;
import org.openguides.processing.internal.status.StatusComputation;
import org.openguides.processing.internal.status.StatusJob;
import org.openguides.processing.internal.status.StatusJobs;
import org.openguides.processing.internal.status.StatusRequest;
import org.openguides.processing.internal.status.StatusRow;
import org.openguides.processing.internal.status.TestOwner;
import org.openguides.processing.internal.walk.ProcessedPaths;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@ExtendWith(SlingContextExtension.class)
class AssetStatusServletTest {

    /** Status jobs with a real archive; the test computes them explicitly. */
    private final class Jobs implements StatusJobs {
        @Override
        public String start(StatusRequest request) {
            try {
                requested = request;
                return id = archive.add(request);
            } catch (RepositoryException e) {
                throw new ProcessingException("add", e);
            }
        }

        @Override
        public Optional<StatusJob> find(String wanted, Predicate<StatusJob> visible) {
            try {
                return archive.find(wanted).filter(visible);
            } catch (RepositoryException e) {
                throw new ProcessingException("find", e);
            }
        }

        @Override
        public Iterator<StatusRow> rows(StatusJob job, View view) {
            return archive.rows(job, view);
        }
    }

    private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
    private final AssetStatusServlet underTest = new AssetStatusServlet(new Jobs(), Platform.LIMITS, Platform.SETTINGS);
    private final ServiceSessions sessions = user -> login();
    private final StatusArchive archive =
            new StatusArchive(sessions, new Retry(Retry.Policy.DEFAULT), Clock.systemUTC(), Duration.ofHours(24));
    private Platform platform;
    private StatusRequest requested = new StatusRequest(List.of(), List.of(), List.of(), "");
    private String id = "";

    @BeforeEach
    void setUp() throws Exception {
        platform = new Platform(context).folders("/content/dam/a", "/content/dam/s", "/content/other");
        platform.user("bob").user("eve");
        file("a/1 \u00e9\ud83d\ude00,\".dita");
        file("a/2.dita");
        file("s/3.dita");
    }

    @Test
    void acceptsAQuestion() throws Exception {
        MockSlingHttpServletResponse response = post("{\"paths\":[\"/content/dam/a/\",\"/content/dam/none\"],"
                + "\"path\":\"/content/dam/a/2.dita\",\"excludedPaths\":[\"content/dam/a/x\"]}");

        assertEquals(200, response.getStatus());
        assertEquals("{\"jobId\":\"" + id + "\",\"status\":\"WAITING\"}", response.getOutputAsString());
        assertEquals("application/json; charset=utf-8", response.getContentType());
        assertEquals(
                new StatusRequest(
                        List.of("/content/dam/a", "/content/dam/a/2.dita", "/content/dam/none"),
                        List.of("/content/dam/none"),
                        List.of("/content/dam/a/x"),
                        "admin"),
                requested);
    }

    @Test
    void takesAFormToo() throws Exception {
        platform.request("bob", "POST")
                .field("paths", "/content/dam/a, b")
                .field("paths", "/content/dam/a")
                .field("excludedPaths", "/content/dam/a, b")
                .sendTo(underTest);

        assertEquals(
                new StatusRequest(List.of("/content/dam/a"), List.of(), List.of("/content/dam/a, b"), "bob"),
                requested);
    }

    @Test
    void answersWithEveryAssetOnceTheJobHasSucceeded() throws Exception {
        post("{\"paths\":[\"/content/dam/a\",\"/content/dam/none\"]}");
        assertEquals("{\"jobId\":\"" + id + "\",\"status\":\"WAITING\",\"assets\":[]}", body("admin"));
        computation().compute(id, () -> true);
        assertEquals("{\"jobId\":\"" + id + "\",\"status\":\"PROCESSING\",\"assets\":[]}", body("admin"));
        computation().compute(id, () -> false);

        MockSlingHttpServletResponse response = get("admin", id);
        assertEquals(200, response.getStatus());
        assertEquals("application/json; charset=utf-8", response.getContentType());
        assertEquals("no-store", response.getHeader("Cache-Control"));
        assertEquals(
                "{\"jobId\":\"" + id + "\",\"status\":\"SUCCESS\",\"assets\":["
                        + "{\"path\":\"/content/dam/a/1 \u00e9\ud83d\ude00,\\\".dita\",\"uuid\":\"\",\"status\":\"PENDING\",\"exists\":true},"
                        + "{\"path\":\"/content/dam/a/2.dita\",\"uuid\":\"\",\"status\":\"PENDING\",\"exists\":true},"
                        + "{\"path\":\"/content/dam/none\",\"uuid\":\"\",\"status\":\"FAILURE\",\"exists\":false}]}",
                response.getOutputAsString());
    }

    @Test
    void answersWithTheOutcomeAndItsReason() throws Exception {
        processed("a/1 \u00e9\ud83d\ude00,\".dita", "SUCCEEDED", null);
        processed("a/2.dita", "FAILED", "line 1: <b>\"bad\"</b>");
        post("{\"paths\":\"/content/dam/a\"}");
        computation().compute(id, () -> false);

        assertEquals(
                "{\"jobId\":\"" + id + "\",\"status\":\"SUCCESS\",\"assets\":["
                        + "{\"path\":\"/content/dam/a/1 \u00e9\ud83d\ude00,\\\".dita\",\"uuid\":\"GUID-1\",\"status\":\"SUCCESS\",\"exists\":true},"
                        + "{\"path\":\"/content/dam/a/2.dita\",\"uuid\":\"GUID-1\",\"status\":\"FAILURE\",\"exists\":true,"
                        + "\"error\":\"line 1: <b>\\\"bad\\\"</b>\"}]}",
                body("admin"));
    }

    @Test
    void aJobThatCouldNotBeComputedHasNoAssets() throws Exception {
        post("{\"paths\":\"/content/dam/a\"}");
        computation().fail(id);

        assertEquals("{\"jobId\":\"" + id + "\",\"status\":\"FAILURE\",\"assets\":[]}", body("admin"));
    }

    @Test
    void leavesOutWhatTheCallerCannotRead() throws Exception {
        platform.request("bob", "POST").json("{\"paths\":\"/content/dam\"}").sendTo(underTest);
        computation().compute(id, () -> false);
        assertTrue(body("bob").contains("/content/dam/s/3.dita"));

        platform.deny("bob", "/content/dam/s", "jcr:read");
        assertTrue(body("bob").contains("/content/dam/a/2.dita"));
        assertEquals(-1, body("bob").indexOf("/content/dam/s"));
    }

    @Test
    void answersAboutAHiddenFolderAsAboutNoneWithoutWalkingIt() throws Exception {
        platform.deny("bob", "/content/dam/s", "jcr:read");
        List<String> answers = new ArrayList<>();
        for (String path : List.of("/content/dam/s", "/content/dam/n")) {
            platform.request("bob", "POST")
                    .json("{\"paths\":[\"" + path + "\",\"/content/dam/a/2.dita\"]}")
                    .sendTo(underTest);
            computation().compute(id, () -> false);
            answers.add(body("bob").replace(id, "").replace(path, ""));
            assertEquals(
                    List.of("/content/dam/a/2.dita", path), // also without visible rows
                    storedRows().stream().map(StatusRow::path).toList());
        }
        assertEquals(answers.get(0), answers.get(1));
        assertTrue(answers.get(0).contains("\"status\":\"FAILURE\",\"exists\":false"), answers.get(0));
    }

    @Test
    void answersAboutAReadableFolderInAHiddenOne() throws Exception {
        platform.folders("/content/dam/s/open");
        file("s/open/4.dita");
        platform.deny("bob", "/content/dam/s", "jcr:read").allow("bob", "/content/dam/s/open", "jcr:read");
        platform.request("bob", "POST")
                .json("{\"paths\":[\"/content/dam/s\",\"/content/dam/s/open\"]}")
                .sendTo(underTest);
        computation().compute(id, () -> false);

        assertEquals(
                "{\"jobId\":\"" + id + "\",\"status\":\"SUCCESS\",\"assets\":["
                        + "{\"path\":\"/content/dam/s\",\"uuid\":\"\",\"status\":\"FAILURE\",\"exists\":false},"
                        + "{\"path\":\"/content/dam/s/open/4.dita\",\"uuid\":\"\",\"status\":\"PENDING\",\"exists\":true}]}",
                body("bob"));
    }

    @Test
    void showsAJobToItsCreatorAndToOperatorsOnly() throws Exception {
        platform.user("op").group("operators", "op");
        platform.request("bob", "POST").json("{\"paths\":\"/content/dam/a\"}").sendTo(underTest);

        assertEquals(200, get("bob", id).getStatus());
        assertEquals(200, get("op", id).getStatus());
        MockSlingHttpServletResponse hidden = get("eve", id);
        assertEquals(400, hidden.getStatus());
        assertEquals(
                get("eve", id.replaceAll("[0-9a-f]", "0")).getOutputAsString(),
                hidden.getOutputAsString().replace(id, id.replaceAll("[0-9a-f]", "0")));
        assertTrue(hidden.getOutputAsString().contains("\"code\":\"job-not-found\""));
        assertEquals(401, get("anonymous", id).getStatus());
    }

    @Test
    void trimsTheId() throws Exception {
        post("{\"paths\":\"/content/dam/a\"}");

        assertEquals(200, get("admin", "%20" + id).getStatus());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|missing-field",
                "{\"paths\":[\" \"]}|missing-field",
                "{\"paths\":5}|invalid-field",
                "{\"paths\":\"content/dam/a\"}|invalid-path",
                "{\"paths\":[\"/content/dam/a\",\"/content/dam/../other\"]}|invalid-path",
                "{\"paths\":\"/content/other\"}|path-outside-content-root",
                "{\"paths\":\"/content/nothing\"}|path-outside-content-root",
                "{\"paths\":\"/content/dam/a\",\"excludedPaths\":\"/content//dam\"}|invalid-path"
            })
    void refusesWhatCannotBeAsked(String body, String code) throws Exception {
        MockSlingHttpServletResponse response = post(body);

        assertEquals(400, response.getStatus());
        assertTrue(response.getOutputAsString().contains("\"code\":\"" + code + "\""), response.getOutputAsString());
    }

    @Test
    void refusesToShowWithoutAnId() throws Exception {
        MockSlingHttpServletResponse response = platform.request("admin", "GET").sendTo(underTest);

        assertTrue(response.getOutputAsString().contains("\"code\":\"missing-field\""));
    }

    private StatusComputation computation() {
        return new StatusComputation(
                sessions,
                new JcrCatalogs(),
                () -> ProcessedPaths.ALL,
                new TestOwner("node"),
                Rest.NONE,
                Clock.systemUTC());
    }

    private void file(String name) throws RepositoryException {
        Session admin = context.resourceResolver().adaptTo(Session.class);
        Node content = admin.getNode("/content/dam").addNode(name, "nt:file").addNode("jcr:content", "nt:unstructured");
        content.setProperty("jcr:data", "x");
        admin.save();
    }

    private void processed(String name, String outcome, String error) throws RepositoryException {
        Session admin = context.resourceResolver().adaptTo(Session.class);
        Node content = admin.getNode("/content/dam/" + name + "/jcr:content");
        content.setProperty("fmUuid", "GUID-1");
        content.setProperty("jcr:lastModified", Calendar.getInstance());
        Node state = content.addNode("openguides", "nt:unstructured");
        state.setProperty("outcome", outcome);
        state.setProperty("error", error);
        state.setProperty("path", content.getParent().getPath());
        state.setProperty(
                "revision", AssetNode.of(content.getParent()).orElseThrow().revision());
        admin.save();
    }

    private ServiceSession login() {
        try {
            Session session = context.resourceResolver()
                    .adaptTo(Session.class)
                    .getRepository()
                    .login(new SimpleCredentials("admin", "admin".toCharArray()));
            return new ServiceSession(session, session::logout);
        } catch (RepositoryException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<StatusRow> storedRows() throws RepositoryException {
        List<StatusRow> rows = new ArrayList<>();
        archive.rows(archive.find(id).orElseThrow(), path -> true).forEachRemaining(rows::add);
        return rows;
    }

    private String body(String user) throws Exception {
        return get(user, id).getOutputAsString();
    }

    private MockSlingHttpServletResponse get(String user, String wanted) throws Exception {
        return platform.request(user, "GET").query("jobId=" + wanted).sendTo(underTest);
    }

    private MockSlingHttpServletResponse post(String body) throws Exception {
        return platform.request("admin", "POST").json(body).sendTo(underTest);
    }
}
