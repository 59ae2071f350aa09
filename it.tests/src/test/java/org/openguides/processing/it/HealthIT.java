package org.openguides.processing.it;

import javax.management.InstanceNotFoundException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openguides.launcher.server.ServerJmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.processing.it.GuidesApi.request;

/** Health as an administrator sees it: on the page of the health checks, in JMX and in the log. */
@ExtendWith(SharedSling.class)
final class HealthIT {

    /** Executes ours, and shows what is not well. */
    static final String PAGE = "/system/console/healthcheck?tags=openguides&forceInstantExecution=true";

    static final String WELL = "8 HealthCheck executed, 0 failures";

    private final SlingServer server;
    private final SlingClient admin;
    private final TestContent content;

    HealthIT(SlingServer server) {
        this.server = server;
        admin = server.admin();
        content = new TestContent(admin, TestContent.Kind.FILE, "health");
        content.put("a.dita", DitaProject.topic("a", "A", ""));
    }

    @Nightly
    @Test
    void aSuspendedQueueIsNamed() {
        new GuidesApi(admin).run(request(content.folder())); // creates the queues
        assertShown(WELL);

        HeldQueue held = new HeldQueue(admin, HeldQueue.PARTITIONS);
        assertShown("Queue openguides-partitions is suspended");
        Awaitility.await("the log, which looks once a minute")
                .atMost(Duration.ofMinutes(3))
                .until(() -> {
                    held.hold();
                    return logged("*WARN*", "OpenGuides queues: Queue openguides-partitions is suspended.");
                });
        held.close();
        assertShown(WELL);
    }

    @Test
    void jmxHasOurBeanAndOneForEachCheck() throws Exception {
        InstalledBundle platform = new InstalledBundle(admin, "org.openguides.it.mbeanserver", PlatformBeans.class);
        ObjectName ours = new ObjectName("org.openguides:type=Processing");
        try (ServerJmx jmx = new ServerJmx(server.process())) {
            MBeanServerConnection beans = jmx.beans();
            platform.install();
            Awaitility.await("our bean").until(() -> beans.isRegistered(ours));

            Awaitility.await("health").untilAsserted(() -> assertEquals("OK", beans.getAttribute(ours, "Health")));
            assertEquals(8, ((String[]) beans.getAttribute(ours, "Findings")).length);
            assertEquals(0, beans.getAttribute(ours, "RunningRuns"));
            for (String check : List.of(
                    "openguidesEngine",
                    "openguidesQueues",
                    "openguidesStorage",
                    "openguidesWorkers",
                    "openguidesCatalog",
                    "openguidesLiveProcessing",
                    "openguidesPaths",
                    "openguidesEndpoints")) {
                ObjectName name = new ObjectName("org.apache.felix.healthcheck:type=HealthCheck,name=" + check);
                Awaitility.await(check)
                        .ignoreException(InstanceNotFoundException.class) // one is registered after the other
                        .untilAsserted(() -> assertEquals("OK", beans.getAttribute(name, "status")));
            }

            platform.uninstall();
            Awaitility.await("its end").until(() -> !beans.isRegistered(ours));
        } finally {
            platform.uninstall();
        }
    }

    private boolean logged(String level, String message) throws IOException {
        try (Stream<String> lines = Files.lines(server.log())) {
            return lines.anyMatch(line -> line.contains(level) && line.contains(message));
        }
    }

    private void assertShown(String text) {
        assertShown(admin, text);
    }

    /**
     * Awaits what the checks say: a busy server may not have executed all of them within two seconds. Prints it without
     * the navigation of the web console, which hides it in a long message.
     */
    static void assertShown(SlingClient admin, String text) {
        Awaitility.await(text).untilAsserted(() -> {
            String page = admin.get(PAGE).body();
            assertTrue(page.contains(text), () -> page.substring(Math.max(0, page.lastIndexOf("</ul>"))));
        });
    }
}
