package org.openguides.processing.it;

import java.net.http.HttpResponse;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Suspends a queue through Sling's console until it is closed, so that runs last as long as a test
 * needs. Sling's own maintenance resumes queues every five minutes.
 */
final class HeldQueue implements AutoCloseable {

    /** While it is held, runs stay WAITING. */
    static final String RUNS = "openguides-runs";

    /** While it is held, runs stay PROCESSING. */
    static final String PARTITIONS = "openguides-partitions";

    /** While it is held, asset status jobs stay WAITING. */
    static final String STATUS = "openguides-status";

    private static final String CONSOLE = "/system/console/slingevent";

    private final SlingClient admin;
    private final String name;

    /** Holds the queue, which must have been active recently: Sling discards idle queues. */
    HeldQueue(SlingClient admin, String name) {
        this.admin = admin;
        this.name = name;
        assertTrue(isThere(admin, name), "no queue " + name);
        hold();
    }

    /** Holds it again if Sling has resumed it. */
    void hold() {
        act("suspend");
    }

    /** Whether the queue exists and can be held. */
    static boolean isThere(SlingClient admin, String name) {
        return admin.get(CONSOLE).body().contains("\"suspend\", \"" + name + "\"");
    }

    @Override
    public void close() {
        act("resume");
    }

    private void act(String action) {
        HttpResponse<String> answer = admin.post(CONSOLE, Map.of("action", action, "queue", name));
        assertEquals(302, answer.statusCode(), answer::body);
    }
}
