package org.openguides.processing.it;

import javax.management.MBeanServerConnection;
import javax.management.ObjectName;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.launcher.server.ServerJmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;

/** What operators see of a server: metrics, in JMX too, the support bundle, and the page of the web console. */
@ExtendWith(SharedSling.class)
final class ObservedIT {

    private static final String OWN = "/bin/openguides/v1";

    private final SlingServer server;
    private final SlingClient admin;
    private final TestContent content;

    ObservedIT(SlingServer server) {
        this.server = server;
        admin = server.admin();
        content = new TestContent(admin, TestContent.Kind.FILE, "observed");
        content.put("a.dita", DitaProject.topic("a", "A", ""));
        content.put("b.dita", "<topic id='b'>");
    }

    @ParameterizedTest
    @ValueSource(strings = {OWN, "/bin/guides/v1"})
    void aRunMovesTheMetrics(String base) {
        Map<String, Double> before = metrics(base);
        new GuidesApi(admin).run(request(content.folder()));
        Map<String, Double> after = metrics(base);

        assertEquals(1, moved(before, after, "openguides_assets_total{outcome=\"succeeded\"}"));
        assertEquals(1, moved(before, after, "openguides_assets_total{outcome=\"failed\"}"));
        assertEquals(1, moved(before, after, "openguides_failures_total{reason=\"not-well-formed\"}"));
        assertEquals(2, moved(before, after, "openguides_asset_seconds_count"));
        assertTrue(moved(before, after, "openguides_read_seconds_count") >= 2);
        assertTrue(moved(before, after, "openguides_parse_seconds_sum") > 0);
        assertTrue(moved(before, after, "openguides_link_seconds_count") >= 1);
        assertTrue(moved(before, after, "openguides_commit_seconds_sum") > 0);
        assertTrue(moved(before, after, "openguides_batch_assets_sum") >= 2);
        assertEquals(0, after.get("openguides_abandoned_threads"));
    }

    private static double moved(Map<String, Double> before, Map<String, Double> after, String name) {
        return after.get(name) - before.get(name);
    }

    private Map<String, Double> metrics(String base) {
        HttpResponse<String> response = admin.get(base + "/metrics");
        assertEquals(
                "text/plain;version=0.0.4;charset=utf-8",
                Problems.header(response, "Content-Type").replace(" ", ""));
        Map<String, Double> samples = new TreeMap<>();
        Matcher sample = Pattern.compile("(?m)^([a-z_]+(?:\\{.*})?) (\\S+)$").matcher(response.body());
        while (sample.find()) {
            samples.put(sample.group(1), Double.valueOf(sample.group(2)));
        }
        return samples;
    }

    @Test
    void theMetricsAreInJmxBelowOurName() throws Exception {
        new GuidesApi(admin).run(request(content.folder()));
        try (ServerJmx jmx = new ServerJmx(server.process())) {
            MBeanServerConnection beans = jmx.beans();
            String ours = "org.openguides.core:type=Metrics,name=";
            long failed = (Long) beans.getAttribute(new ObjectName(ours + "openguides_assets_total.failed"), "Count");
            assertTrue(failed > 0);
            assertEquals(0, beans.getAttribute(new ObjectName(ours + "openguides_abandoned_threads"), "Value"));
        }
        assertTrue(admin.get("/system/console/slingmetrics").body().contains("openguides_assets_total.failed"));
    }

    @Test
    void theSupportBundleTellsAboutTheServerAndTheRun() throws IOException {
        String id = text(new GuidesApi(admin).run(request(content.folder())), "processingId");

        // a part is missing while a change of the settings of another test activates it again
        Set<String> parts =
                Set.of("configuration.txt", "environment.txt", "health.txt", "runs.txt", "status.txt", "threads.txt");
        Map<String, String> files = Awaitility.await("all parts")
                .until(() -> files(admin.bytes(OWN + "/support.zip")), all -> all.keySet()
                        .containsAll(parts));

        assertTrue(files.keySet().stream().noneMatch(name -> name.contains("missing")), files::toString);
        assertTrue(files.get("environment.txt").contains("org.openguides.core "), files.get("environment.txt"));
        assertTrue(files.get("environment.txt").contains("org.apache.sling.event "), files.get("environment.txt"));
        assertTrue(
                files.get("configuration.txt").contains("queue.name = openguides-runs"),
                files.get("configuration.txt"));
        assertTrue(files.get("health.txt").contains("OpenGuides storage: OK"), files.get("health.txt"));
        assertTrue(files.get("runs.txt").contains(id + " SUCCEEDED"), files.get("runs.txt"));
        assertTrue(files.get("logs/" + id + ".log").contains("b.dita"), files.get("logs/" + id + ".log"));
        assertTrue(files.get("status.txt").contains("openguides_assets_total"), files.get("status.txt"));
        assertTrue(files.get("threads.txt").contains("openguides-coordinator"), files.get("threads.txt"));
    }

    private static Map<String, String> files(byte[] bytes) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    @Test
    void theWebConsoleHasAPage() {
        String page = admin.get("/system/console/status-openguides.txt").body();

        assertTrue(page.contains("Runs that have not ended: "), page);
        assertTrue(page.contains("Throttle: "), page);
        assertTrue(page.contains("openguides_build_info"), page);
        assertFalse(page.contains("Exception"), page);
    }
}
