package org.openguides.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openguides.cli.LoopbackServer.Reply;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The output of the status command. */
class StatusTest {
    private final Client client = new Client();
    private String status = "{}";
    private LoopbackServer server;

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackServer(request -> Reply.json(status));
        client.with("OPENGUIDES_SERVER", server.url() + "/");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void describesARunInProgress() {
        status =
                """
                {"processingId":"a/7","paths":["/content/dam/a","/content/dam/b"],"excludedPaths":["/content/dam/a/x"],
                "status":"PROCESSING","triggeredCount":1200,"succeededCount":1190,"failedCount":3,"skippedCount":7,
                "startedAt":1761291362776,"completedAt":0,"attempt":2,"throttledBy":"authors","dryRun":true,"createdBy":"admin","comments":"",
                "migrationSet":{"totalFiles":3000,"calculationStatus":"PROCESSING"},"eta":{"value":14,"unit":"SECONDS"}}""";

        assertEquals(0, client.run("status", "a/7 "));

        assertEquals(
                """
                Run a/7: PROCESSING
                  path       /content/dam/a
                  path       /content/dam/b
                  excluded   /content/dam/a/x
                  assets     1200 of 3000, still counting
                  succeeded  1190
                  failed     3
                  skipped    7
                  started    2025-10-24T07:36:02.776Z
                  left       14 s
                  slowed by  authors
                  attempt    2
                  dry run    yes
                  by         admin
                """,
                client.out());
        assertEquals("processingId=a%2F7%20", server.requests.get(0).query());
    }

    @Test
    void describesADryRunByWhatItHasSelected() {
        status =
                """
                {"processingId":"7","paths":["/content/dam/a"],"excludedPaths":[],"status":"SUCCESS","triggeredCount":0,
                "succeededCount":0,"failedCount":0,"skippedCount":0,"startedAt":1761291362776,"completedAt":1761291363776,
                "dryRun":true,"createdBy":"admin","comments":"","eta":{"value":0,"unit":"SECONDS"},
                "migrationSet":{"totalFiles":47,"calculationStatus":"SUCCESS"}}""";

        client.run("status", "7");

        assertEquals(
                """
                Run 7: SUCCESS
                  path       /content/dam/a
                  assets     47 selected
                  started    2025-10-24T07:36:02.776Z
                  ended      2025-10-24T07:36:03.776Z
                  time       1.0 s
                  dry run    yes
                  by         admin
                """,
                client.out());
    }

    @Test
    void describesARunOfAServerThatKnowsOnlyThePublishedFields() {
        status =
                """
                {"processingId":"7","path":"/content/dam/a","excludedPaths":[],"status":"SUCCESS","triggeredCount":3000,
                "startedAt":1761291362776,"completedAt":1761291362776,"migrationSet":{"totalFiles":3000},"eta":{"value":0},
                "comments":"all \\u001b[1mfine"}""";

        client.run("status", "7");

        assertEquals(
                """
                Run 7: SUCCESS
                  path       /content/dam/a
                  assets     3000 of 3000
                  succeeded  0
                  failed     0
                  skipped    0
                  started    2025-10-24T07:36:02.776Z
                  ended      2025-10-24T07:36:02.776Z
                  time       0.0 s
                  comment    all fine
                """,
                client.out());
    }

    @Test
    void printsTheObjectUnchanged() {
        status = "{\"processingId\":\"7\",\"n\":[1,{\"x\":\"\\u001b[1m\\n\"}],\"none\":null}";

        assertEquals(0, client.run("status", "7", "--json"));

        assertEquals("{\"processingId\":\"7\",\"n\":[1,{\"x\":\"\\u001b[1m\\n\"}],\"none\":null}\n", client.out());
    }

    @Test
    void treatsInvalidNumbersAsMissing() {
        status =
                "{\"processingId\":\"7\",\"status\":\"WAITING\",\"failedCount\":\"many\",\"eta\":{\"value\":null},\"paths\":[1,{}]}";

        assertEquals(0, client.run("status", "7"));
    }

    @Test
    void readsAnswersOfLimitedSize() {
        status = "{\"processingId\":\"7\",\"comments\":\"" + "\u00e9".repeat(500) + "\"}";
        int bytes = status.getBytes(StandardCharsets.UTF_8).length;

        assertEquals(0, client.reading(bytes).run("status", "7", "--json"), client.err());
        assertEquals(status + "\n", client.out());

        assertEquals(2, client.reading(bytes - 1).run("status", "7"));
        assertEquals(
                "openguides: the connection to " + server.url() + " failed: the answer is too large\n", client.err());
    }

    /** A run that is asked for once may be unknown because the address is wrong. */
    @Test
    void asksOnce() throws IOException {
        try (LoopbackServer starting = new LoopbackServer(request -> Reply.empty(503))) {
            assertEquals(2, client.run("status", "7", "--server", starting.url()));
            assertEquals(1, starting.requests.size());
        }
    }
}
