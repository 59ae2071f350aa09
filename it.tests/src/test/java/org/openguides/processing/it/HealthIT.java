package org.openguides.processing.it;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.processing.it.GuidesApi.request;

/** What an administrator sees of us on the page of the health checks. */
@ExtendWith(SharedSling.class)
final class HealthIT {

    /** Executes ours, and shows what is not well. */
    static final String PAGE = "/system/console/healthcheck?tags=openguides&forceInstantExecution=true";

    static final String WELL = "3 HealthCheck executed, 0 failures";

    private final SlingClient admin;
    private final TestContent content;

    HealthIT(SlingServer server) {
        admin = server.admin();
        content = new TestContent(admin, TestContent.Kind.FILE, "health");
        content.put("a.dita", DitaProject.topic("a", "A", ""));
    }

    @Test
    void aSuspendedQueueIsNamed() {
        new GuidesApi(admin).run(request(content.folder())); // makes the queues
        assertShown(WELL);

        HeldQueue held = new HeldQueue(admin, HeldQueue.PARTITIONS);
        assertShown("Queue openguides-partitions is suspended");
        held.close();
        assertShown(WELL);
    }

    private void assertShown(String text) {
        String page = admin.get(PAGE).body();
        assertTrue(page.contains(text), page);
    }
}
