package org.openguides.processing.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** The deaths of servers that the engine has recorded, and the suspects. */
final class Deaths {

    private static final String BLAMED = "/var/openguides/suspects";

    /** Property of a run or partition that was taken over from a dead process. */
    private static final String TAKEN_OVER = "fruitlessAttempts";

    private static final String LOGGED = "server has died";

    private Deaths() {}

    /** No death is recorded on the run or its partitions, and no asset is a suspect. */
    static void assertNone(SlingServer server, String id) {
        SlingClient admin = server.admin();
        String run = RunAudit.node(admin, id);
        for (String node : List.of(run + ".json", run + "/partitions.1.json")) {
            String noted = admin.get(node).body();
            assertFalse(noted.contains(TAKEN_OVER), noted);
        }
        assertNoneBlamed(server);
    }

    /** No asset is a suspect. */
    static void assertNoneBlamed(SlingServer server) {
        assertEquals(404, server.admin().get(BLAMED + ".json").statusCode(), BLAMED);
        try (Stream<String> lines = Files.lines(server.log())) {
            assertEquals(List.of(), lines.filter(line -> line.contains(LOGGED)).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
