package org.openguides.processing.internal.http;

import javax.jcr.Session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openguides.processing.internal.catalog.Catalog;
import org.openguides.processing.internal.catalog.CatalogUnavailableException;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.catalog.Records;
import org.openguides.processing.internal.reference.ReferenceReader;
import org.openguides.processing.internal.resolution.Deadline;
import org.openguides.processing.internal.resolution.TooComplexException;
import org.openguides.processing.internal.status.AssetStatusReader;
import org.openguides.processing.testing.OakRepository;
import org.openguides.processing.testing.ProcessedContent;
import org.openguides.processing.testing.TestCatalogs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

@ExtendWith(SlingContextExtension.class)
class ReferencesServletTest {

    private static final String XREF = "<topic id='t'><title/><body><p><xref href='%s'/></p></body></topic>";
    private static final String MAP = "/content/dam/p/m.ditamap";
    private static final String TOPIC = "/content/dam/p/t.dita";

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
    private ReferencesServlet references;
    private BrokenReferencesServlet broken;
    private Session session;

    @BeforeEach
    void content() {
        ProcessedContent content = new ProcessedContent(oak);
        ReferenceReader reader = content.references();
        references =
                new ReferencesServlet(reader, new AssetStatusReader(oak.sessions(), oak.catalogs()), Platform.SETTINGS);
        broken = new BrokenReferencesServlet(reader, Platform.LIMITS, Platform.SETTINGS);
        session = oak.login();
        content.files(
                TOPIC,
                "<concept id='c'><title>On\tcoffee</title><conbody>\n<p><xref href='none.dita'/>"
                        + "<ph keyref='k'/></p></conbody></concept>",
                MAP,
                "<map id='m'><title>Map</title><topicref href='t.dita'/><keydef keys='k' href='http://example.org/'/></map>");
    }

    @Test
    void returnsAllFactsAboutAnAsset() throws Exception {
        JsonObject answer = ok(references, "path=" + TOPIC);

        String uuid = session.getProperty(TOPIC + "/jcr:content/fmUuid").getString();
        String mapUuid = session.getProperty(MAP + "/jcr:content/fmUuid").getString();
        assertEquals(
                JsonParser.parseString("{'path':'" + TOPIC + "','uuid':'" + uuid
                        + "','fileType':'DITATOPIC','title':'On coffee','id':'c','class':'- topic/topic concept/concept',"
                        + "'status':'SUCCESS','outgoing':[{'element':'xref','attribute':'href','value':'none.dita','line':2,"
                        + "'kind':'link','status':'missing','target':'/content/dam/p/none.dita'},{'element':'ph',"
                        + "'attribute':'keyref','value':'k','line':2,'kind':'link','status':'key-defined','target':''}],"
                        + "'incoming':[{'path':'" + MAP + "','uuid':'" + mapUuid
                        + "','element':'topicref','attribute':'href'}],'keys':[]}"),
                answer);
        assertEquals(answer, ok(references, "uuid=" + uuid));
        assertEquals("[\"k\"]", ok(references, "path=" + MAP).get("keys").toString());
    }

    @Test
    void anAssetThatWasNeverProcessedOnlyHasAPath() throws Exception {
        oak.file("/content/dam/p/new.dita", "<topic id='n'/>");

        JsonObject answer = ok(references, "path=/content/dam/p/new.dita");
        for (String empty : List.of("uuid", "fileType", "title", "id", "class")) {
            assertEquals("", answer.get(empty).getAsString(), empty);
        }
        assertEquals("PENDING", answer.get("status").getAsString());
        assertTrue(answer.getAsJsonArray("outgoing").isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "'', missing-field, path",
        "path=content/dam/p/t.dita, invalid-path, path",
        "path=/apps, path-outside-content-root, path",
        "path=/content/dam/p/none.dita, path-not-found, path",
        "path=/content/dam/p, asset-not-found, path",
        "path=/content/dam/p/t.dita/jcr:content, asset-not-found, path",
        "uuid=GUID-none, asset-not-found, uuid",
        "uuid=x'%20or%20'1'='1, asset-not-found, uuid",
    })
    void saysWhatIsWrongWithARequest(String query, String code, String field) throws Exception {
        assertProblem(send(references, query), code, field);
    }

    @Test
    void listsBrokenReferencesPageByPage() throws Exception {
        assertEquals(
                JsonParser.parseString("[{'path':'" + TOPIC + "','uuid':'"
                        + session.getProperty(TOPIC + "/jcr:content/fmUuid").getString()
                        + "','element':'xref','attribute':'href','value':'none.dita','line':2,'status':'missing'}]"),
                ok(broken, "path=/content/dam").get("references"));

        JsonObject none = ok(broken, "path=/content/dam&offset=1&limit=99999999999");
        assertTrue(none.getAsJsonArray("references").isEmpty());
        assertEquals(1, none.get("offset").getAsLong());
        assertEquals(5_000, none.get("limit").getAsLong());

        JsonObject nothing = ok(broken, "path=/content/dam&limit=0");
        assertTrue(nothing.getAsJsonArray("references").isEmpty());
        assertTrue(nothing.get("hasMore").getAsBoolean());
    }

    @Test
    void continuesBrokenReferencesWithACursor() throws Exception {
        JsonObject first = ok(broken, "path=/content/dam&limit=0");
        String cursor = first.get("nextCursor").getAsString();
        JsonObject second = ok(broken, "path=/content/dam&limit=1&cursor=" + cursor);

        assertEquals(
                "none.dita",
                second.getAsJsonArray("references")
                        .get(0)
                        .getAsJsonObject()
                        .get("value")
                        .getAsString());
        assertFalse(second.get("hasMore").getAsBoolean());
        assertFalse(second.has("nextCursor"));
        assertTrue(cursor.matches("[A-Za-z0-9_-]+"), cursor);
        assertProblem(send(broken, "path=/content/dam/p/t.dita&cursor=" + cursor + "x"), "invalid-field", "cursor");
        assertProblem(send(broken, "path=" + MAP + "&cursor=" + cursor), "invalid-field", "cursor");
    }

    @ParameterizedTest
    @CsvSource({
        "'', missing-field, path",
        "path=/content/dam&cursor=..., invalid-field, cursor",
        "path=/content/dam&cursor=eHg, invalid-field, cursor",
        "path=/content/dam/none, path-not-found, path",
        "path=/content/dam&offset=-1, invalid-field, offset",
        "path=/content/dam&limit=x, invalid-field, limit",
    })
    void saysWhatIsWrongWithARequestForTheBroken(String query, String code, String field) throws Exception {
        assertProblem(send(broken, query), code, field);
    }

    @Test
    @Tag(TestCatalogs.DATABASE)
    void reportsThatTheDatabaseIsUnavailable() throws Exception {
        oak.cutDatabase(true);
        for (MockSlingHttpServletResponse response :
                List.of(send(references, "path=" + TOPIC), send(broken, "path=/content/dam"))) {
            assertEquals(503, response.getStatus());
            assertEquals("10", response.getHeader("Retry-After"));
            assertTrue(response.getOutputAsString().contains("\"code\":\"catalog-unavailable\""));
        }
    }

    @Test
    @Tag(TestCatalogs.DATABASE)
    void aTableReportsThatTheDatabaseIsUnavailable() throws Exception {
        oak.cutDatabase(true);
        MockSlingHttpServletResponse response = table(broken);

        assertEquals(503, response.getStatus());
        assertTrue(response.getOutputAsString().contains("\"code\":\"catalog-unavailable\""));
        assertNull(response.getHeader("Content-Disposition"));
    }

    /** The maps of a project that were read in the time of a request stay cached, so another attempt gets further. */
    @Test
    void aTableWaitsForTheMapsOfAProject() throws Exception {
        BrokenReferencesServlet slow = servlet(new SlowCatalogs(oak.catalogs(), 2));
        assertTrue(table(slow).getOutputAsString().contains("none.dita"));

        MockSlingHttpServletResponse response = table(servlet(new SlowCatalogs(oak.catalogs(), Integer.MAX_VALUE)));
        assertEquals(400, response.getStatus());
        assertTrue(response.getOutputAsString().contains("\"code\":\"too-complex\""));
    }

    /** The first requests to these take too long. */
    private record SlowCatalogs(Catalogs real, AtomicInteger slow) implements Catalogs {

        SlowCatalogs(Catalogs real, int slow) {
            this(real, new AtomicInteger(slow));
        }

        @Override
        public Catalog in(Session session, Deadline deadline) {
            if (slow.getAndDecrement() > 0) {
                throw new TooComplexException();
            }
            return real.in(session, deadline);
        }

        @Override
        public Records records() {
            return real.records();
        }

        @Override
        public String check() throws CatalogUnavailableException {
            return real.check();
        }
    }

    private static BrokenReferencesServlet servlet(Catalogs catalogs) {
        ReferenceReader reader =
                new ReferenceReader(ProcessedContent.PROJECTS, (session, path) -> Optional.empty(), catalogs);
        return new BrokenReferencesServlet(reader, Platform.LIMITS, Platform.SETTINGS);
    }

    private MockSlingHttpServletResponse table(BrokenReferencesServlet servlet) throws Exception {
        return request("path=/content/dam").header("Accept", "text/csv").sendTo(servlet);
    }

    @Test
    void reportsThatAFileCannotBeRead() throws Exception {
        new ProcessedContent(oak)
                .files("/content/dam/p/o.dita", "<topic id='o'><title/></topic>", TOPIC, XREF.formatted("o.dita#o"));
        oak.blobs().cut(true);
        MockSlingHttpServletResponse response = send(references, "path=" + TOPIC);
        assertEquals(503, response.getStatus());
        assertEquals("10", response.getHeader("Retry-After"));
        assertTrue(response.getOutputAsString().contains("\"code\":\"storage-unavailable\""));
        assertFalse(response.getOutputAsString().contains("o.dita"));

        oak.blobs().cut(false);
        ok(references, "path=" + TOPIC);
    }

    private static void assertProblem(MockSlingHttpServletResponse response, String code, String field) {
        assertEquals(400, response.getStatus());
        JsonObject problem =
                JsonParser.parseString(response.getOutputAsString()).getAsJsonObject();
        assertEquals(code, problem.get("code").getAsString());
        assertEquals(field, problem.get("field").getAsString());
    }

    private JsonObject ok(ApiServlet servlet, String query) throws Exception {
        MockSlingHttpServletResponse response = send(servlet, query);
        assertEquals(200, response.getStatus(), response::getOutputAsString);
        JsonElement body = JsonParser.parseString(response.getOutputAsString());
        return body.getAsJsonObject();
    }

    private MockSlingHttpServletResponse send(ApiServlet servlet, String query) throws Exception {
        return request(query).sendTo(servlet);
    }

    private ARequest request(String query) throws Exception {
        ResourceResolverFactory resolvers = context.getService(ResourceResolverFactory.class);
        return new ARequest(context, resolvers.getResourceResolver(Map.of("user.jcr.session", session)), "GET")
                .query(query);
    }
}
