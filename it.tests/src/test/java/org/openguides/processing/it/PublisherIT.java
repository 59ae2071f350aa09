package org.openguides.processing.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** The package on a publisher, where nothing of it runs. */
@Nightly
final class PublisherIT {

    /** Uploaded after the package: once it is installed, the installer has processed the content of the package. */
    private static final String LATER = "org.apache.sling.commons.log.LogManager.factory.config~later.cfg.json";

    @Test
    void thePackageInstallsNothingThatRunsOrIndexes() throws IOException {
        SlingServer server = SlingServer.startBare(SlingServer.freshHome(), "publish");
        try {
            SlingClient admin = server.admin();
            InstalledPackage installed = new InstalledPackage(admin);
            installed.upload(PackageFile.built());
            Awaitility.await("installed")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> admin.get("/apps/openguides-packages/application/install.author.json")
                                    .statusCode()
                            == 200);
            String configuration = "{\"org.apache.sling.commons.log.names\": [\"later\"]}";
            installed.upload(LATER, "application/json", configuration.getBytes(StandardCharsets.UTF_8));
            Awaitility.await("later").atMost(Duration.ofMinutes(2)).until(() -> configurations(admin)
                    .contains("factory.config~later"));

            String configurations = configurations(admin);
            assertFalse(configurations.contains("~openguides"), configurations);
            assertFalse(configurations.contains("PID = org.openguides"), configurations);
            assertFalse(admin.get("/system/console/bundles.json").body().contains("org.openguides.core"));
            for (String path : List.of(
                    "/apps/openguides",
                    "/apps/openguides-config",
                    "/oak:index/ogbp.terms-1-custom-1",
                    "/var/openguides",
                    "/home/users/system/cq:services/openguides")) {
                assertEquals(404, admin.get(path + ".json").statusCode(), path);
            }
        } finally {
            server.stop();
        }
    }

    private static String configurations(SlingClient admin) {
        return admin.get("/system/console/status-Configurations.txt").body().replace("\r", "");
    }
}
