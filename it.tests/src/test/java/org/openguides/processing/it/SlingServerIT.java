package org.openguides.processing.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.openguides.launcher.server.ServerKind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The server that the other tests rely on keeps its promises. */
final class SlingServerIT {

    @Nightly
    @Test
    void goesOnWithItsRepositoryAfterACrash() throws IOException {
        Path home = SlingServer.freshHome();
        SlingServer first = SlingServer.start(home);
        try {
            first.admin().post("/content/dam/kept", Map.of("jcr:primaryType", "sling:Folder"));
            first.awaitFlush();
        } finally {
            first.kill();
        }
        assertFalse(first.process().isAlive());

        SlingServer second = SlingServer.start(home);
        try {
            assertEquals(200, second.admin().get("/content/dam/kept.json").statusCode());
        } finally {
            second.stop();
        }
        assertFalse(second.process().isAlive());
        assertTrue(Files.readString(second.log()).contains(" TarMK closed: "), "an end in good order");
    }

    @Test
    void aStartThatFailsSaysWhy() {
        SlingServer server =
                SlingServer.begin(SlingServer.freshHome(), ServerKind.SINGLE, "-f", "no-such-feature.json");

        String why =
                assertThrows(IllegalStateException.class, server::awaitStart).getMessage();

        assertTrue(why.startsWith("ended with 1 before it was ready, see " + server.home()), why);
    }
}
