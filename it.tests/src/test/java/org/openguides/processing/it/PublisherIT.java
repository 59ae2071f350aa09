package org.openguides.processing.it;

import java.io.IOException;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What the package is on a publisher: runs are an author's business. */
final class PublisherIT {

    private static final String API = "org.openguides.processing.http";

    @Test
    void thePackageBringsNothingThatRuns() throws IOException {
        SlingServer server = SlingServer.startBare(SlingServer.freshHome(), "publish");
        try {
            SlingClient admin = server.admin();
            new InstalledPackage(admin).upload(PackageFile.built());
            Awaitility.await("installed").atMost(Duration.ofMinutes(2)).until(() -> configurations(admin)
                    .contains("PID = " + API));

            String configurations = configurations(admin);
            assertTrue(configurations.contains("PID = " + API + "\n  enabled = false\n"), configurations);
            assertFalse(configurations.contains("QueueConfiguration~openguides"), configurations);
            assertFalse(admin.get("/system/console/bundles.json").body().contains("org.openguides.core"));
            assertEquals(404, admin.get("/var/openguides.json").statusCode());
            assertEquals(
                    404,
                    admin.get("/home/users/system/cq:services/openguides.json").statusCode());
        } finally {
            server.stop();
        }
    }

    private static String configurations(SlingClient admin) {
        return admin.get("/system/console/status-Configurations.txt").body().replace("\r", "");
    }
}
