package org.openguides.processing.it;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Content that is saved on one node of a cluster is processed once. */
@Nightly
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LiveClusterIT {

    private final TwoNodes nodes = new TwoNodes(new FragileSling.Pace(600, 100, 0, 60));

    @AfterAll
    void end() {
        nodes.close();
    }

    @Test
    void anUploadToEitherNodeIsProcessedOnce() {
        LiveContent.enable(nodes.east().admin(), "live-probe-east");
        LiveContent.enable(nodes.west().admin(), "live-probe-west");
        TestContent content = new TestContent(nodes.west().admin(), TestContent.Kind.FILE, "live-cluster");
        LiveContent seenFromEast = new LiveContent(
                nodes.east().admin(), TestContent.existing(nodes.east().admin(), "live-cluster"));
        for (int i = 0; i < 10; i++) {
            content.put("w" + i + ".dita", DitaProject.topic("t", "Topic " + i, ""));
            seenFromEast.awaitWrites("w" + i + ".dita", 1);
        }
        Awaitility.await("both nodes see the last one")
                .atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> new LiveContent(nodes.west().admin(), content).writes("w9.dita") == 1);
        for (int i = 0; i < 10; i++) {
            seenFromEast.assertWrites("w" + i + ".dita", 1);
        }
    }
}
