package org.openguides.processing.it;

import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Content for the tests of the console, and the pace of processing. */
final class ConsoleContent {

    private static final String THROTTLE = "org.openguides.processing.throttle";
    private static final String ENGINE = "org.openguides.processing.engine";

    /** Servers with these settings: the engine restarts each time that it is configured. */
    private static final Set<URI> SMALL_BATCHES = new HashSet<>();

    private final SlingServer server;
    private final ServerSettings settings;
    private boolean slow;

    ConsoleContent(SlingServer server) {
        this.server = server;
        this.settings = new ServerSettings(server.admin());
    }

    /** Topics of which the first ones are not well-formed, in a new folder. */
    String topics(String name, int count, int bad) {
        TestContent content = new TestContent(server.admin(), TestContent.Kind.FILE, name);
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String text =
                    i < bad ? "<topic id='t" + i + "'><title>T</title>" : DitaProject.topic("t" + i, "T " + i, "");
            files.put("t" + i + ".dita", text);
        }
        content.putAll(files);
        return content.folder();
    }

    /** Slows runs down enough to watch them: small batches with pauses. The batches stay small. */
    void slow() {
        pauseAfterSmallBatches("400");
    }

    /** Lets each worker rest after its first batch, until {@link #fast()} or a cancel: runs neither end nor go on. */
    void rest() {
        pauseAfterSmallBatches("3600000");
    }

    private void pauseAfterSmallBatches(String millis) {
        if (SMALL_BATCHES.add(server.base())) {
            settings.set(ENGINE, Map.of("partitionSize", "10", "batchSize", "10"));
        }
        settings.set(THROTTLE, Map.of("pauseMillis", millis));
        slow = true;
    }

    /** Restores the speed of runs if this object has slowed them down. */
    void goOn() {
        if (slow) {
            fast();
        }
    }

    /** Restores the speed of runs. */
    void fast() {
        slow = false;
        settings.set(THROTTLE, Map.of("pauseMillis", "0"));
    }
}
