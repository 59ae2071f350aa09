package org.openguides.processing.it;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.processing.it.GuidesApi.request;

/** Handlers of another bundle, and a system outside of the server, are told what runs do. */
@Nightly
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EventsIT {

    private static final String EVENTS = "org.openguides.processing.events";
    private static final String WITNESS = "/bin/openguides-fixtures/events";
    private static final String ASSET_TOPIC = "event.topics=com/adobe/guides/postprocess/complete";
    private static final String SECRET = "a-secret-of-the-integration-tests";

    private final FragileSling sling = new FragileSling(20, 5, 0);
    private final SlingClient admin = sling.admin();
    private final ServerSettings settings = new ServerSettings(admin);

    @AfterAll
    void end() {
        sling.close();
    }

    private List<String> witnessed(String containing) {
        return admin.get(WITNESS)
                .body()
                .lines()
                .filter(line -> line.contains(containing))
                .toList();
    }

    private List<String> awaitWitnessed(String containing, int count) {
        return Awaitility.await(count + " events with " + containing)
                .atMost(Duration.ofSeconds(30))
                .until(() -> witnessed(containing), lines -> lines.size() >= count);
    }

    @Test
    void aHandlerGetsOneEventForEachAssetAndMakesNoLoop() {
        TestContent content = new TestContent(admin, TestContent.Kind.FILE, "events");
        content.put("quiet-1.dita", DitaProject.topic("a", "A", ""));
        content.put("quiet-rewritten.dita", DitaProject.topic("b", "B", ""));
        sling.api().run(request(content.folder()));
        awaitWitnessed("run/ended", 1);
        assertEquals(List.of(), witnessed("postprocess"), "off by default");

        settings.set(EVENTS, Map.of("assets", "true"));
        new Configured(admin).await(EVENTS, "assets", "true");
        content.put("quiet-rewritten.dita", DitaProject.topic("b", "B2", ""));
        runWithNew(content, "quiet-x.dita");
        String path = content.path("quiet-x.dita");
        String uuid = content.results("quiet-x.dita").get("fmUuid").getAsString();
        assertEquals(
                List.of(ASSET_TOPIC + " eventType=CREATE path=" + path + " status=SUCCESS uuid=" + uuid),
                witnessed(path));
        String rewritten = content.path("quiet-rewritten.dita");
        awaitWitnessed("rewritten " + rewritten, 1);
        assertModified(rewritten, 1);

        runWithNew(content, "quiet-y.dita");
        assertModified(rewritten, 2);
        runWithNew(content, "quiet-z.dita");
        assertModified(rewritten, 2);
        assertEquals(1, witnessed("rewritten " + rewritten).size());
        assertEquals(1, witnessed(path).size());
        assertEquals(List.of(), witnessed(content.path("quiet-1.dita")), "it has not changed");
    }

    /** The last asset of a partition: the events of those before it, which come from the same thread, precede its own. */
    private void runWithNew(TestContent content, String last) {
        content.put(last, DitaProject.topic("last", "Last", ""));
        sling.api().run(request(content.folder()));
        awaitWitnessed(content.path(last), 1);
    }

    private void assertModified(String path, int events) {
        List<String> seen = witnessed(ASSET_TOPIC + " eventType=MODIFY path=" + path + " ");
        assertEquals(events, seen.size(), seen::toString);
    }

    /** A request as the recipient got it. */
    private record Received(String timestamp, String signature, String body) {

        static Received of(HttpExchange exchange) throws IOException {
            return new Received(
                    String.valueOf(exchange.getRequestHeaders().getFirst("OpenGuides-Timestamp")),
                    String.valueOf(exchange.getRequestHeaders().getFirst("OpenGuides-Signature")),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        }

        JsonObject event() {
            return JsonParser.parseString(body).getAsJsonObject();
        }

        boolean isGenuine() throws Exception {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return signature.equals(
                    "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8))));
        }
    }

    @Test
    void aWebhookIsToldOfStartAndEndWithAValidSignature() throws Exception {
        List<Received> received = new CopyOnWriteArrayList<>();
        HttpServer recipient = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        recipient.createContext("/", exchange -> answer(exchange, received));
        recipient.start();
        try {
            configure("http://127.0.0.1:" + recipient.getAddress().getPort() + "/hook");
            TestContent content = new TestContent(admin, TestContent.Kind.FILE, "webhook");
            content.put("a.dita", DitaProject.topic("a", "A", ""));
            String id = sling.api().start(request(content.folder()));
            sling.api().awaitSuccess(id);
            Awaitility.await("two messages").atMost(Duration.ofSeconds(30)).until(() -> received.size() >= 2);

            assertEquals(
                    List.of("org.openguides.run.started", "org.openguides.run.ended"),
                    received.stream()
                            .map(each -> each.event().get("type").getAsString())
                            .toList());
            for (Received each : received) {
                assertTrue(each.isGenuine());
                assertEquals(id, each.event().get("subject").getAsString());
            }
            assertEquals(
                    "SUCCESS",
                    received.get(1)
                            .event()
                            .getAsJsonObject("data")
                            .get("status")
                            .getAsString());
        } finally {
            recipient.stop(0);
        }
    }

    private void configure(String url) {
        settings.create(
                "org.openguides.processing.webhook",
                Map.of("name", "it", "url", url, "secret", SECRET, "privateNetwork", "true"));
        Awaitility.await("the check of webhooks")
                .atMost(Duration.ofSeconds(30))
                .until(() -> admin.get(GuidesApi.SYSTEM).body().contains("OpenGuides webhooks"));
    }

    private static void answer(HttpExchange exchange, List<Received> received) {
        try (exchange) {
            received.add(Received.of(exchange));
            exchange.sendResponseHeaders(204, -1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
