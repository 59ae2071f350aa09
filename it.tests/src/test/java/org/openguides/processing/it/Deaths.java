package org.openguides.processing.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** What the engine has noted of servers that died, and of assets that it blames for that. */
final class Deaths {

    private static final String BLAMED = "/var/openguides/suspects";

    /** On a run or a partition that was taken over from an owner whose process had died. */
    private static final String TAKEN_OVER = "fruitlessAttempts";

    private static final String LOGGED = "server has died";

    private Deaths() {}

    /** Neither on the run nor on any of its partitions a death was noted, and no asset is blamed for one. */
    static void assertNone(SlingServer server, String id) {
        SlingClient admin = server.admin();
        String run = RunAudit.node(admin, id);
        for (String node : List.of(run + ".json", run + "/partitions.1.json")) {
            String noted = admin.get(node).body();
            assertFalse(noted.contains(TAKEN_OVER), noted);
        }
        assertNoneBlamed(server);
    }

    /** No asset is blamed for the death of a server. */
    static void assertNoneBlamed(SlingServer server) {
        assertEquals(404, server.admin().get(BLAMED + ".json").statusCode(), BLAMED);
        try (Stream<String> lines = Files.lines(server.log())) {
            assertEquals(List.of(), lines.filter(line -> line.contains(LOGGED)).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
