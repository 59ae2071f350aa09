package org.openguides.processing.it;

import java.net.http.HttpResponse;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Keeps the jobs of a queue waiting until it is closed, through Sling's console: so that runs last as long as a test
 * needs them to. Sling itself lets go of a queue that it looks after, which it does every five minutes.
 */
final class HeldQueue implements AutoCloseable {

    /** Without it runs stay WAITING. */
    static final String RUNS = "openguides-runs";

    /** Without it runs stay PROCESSING. */
    static final String PARTITIONS = "openguides-partitions";

    /** Without it asset status jobs stay WAITING. */
    static final String STATUS = "openguides-status";

    private static final String CONSOLE = "/system/console/slingevent";

    private final SlingClient admin;
    private final String name;

    /** Holds the queue, which has worked not long ago: Sling forgets idle queues. */
    HeldQueue(SlingClient admin, String name) {
        this.admin = admin;
        this.name = name;
        assertTrue(isThere(admin, name), "no queue " + name);
        hold();
    }

    /** Holds it once more, if Sling has let go of it. */
    void hold() {
        act("suspend");
    }

    /** Whether the queue can be held. */
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
