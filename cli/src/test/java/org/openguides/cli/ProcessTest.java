package org.openguides.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

import com.google.gson.Gson;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.cli.LoopbackServer.Reply;
import org.openguides.cli.LoopbackServer.Request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Starts, monitors and summarises runs of a server that simulates the HTTP API. */
class ProcessTest {
    private static final String ID = "165f1de6-68c4-4dcd-9223-2b7242b62306";

    private final Client client = new Client();
    private final Deque<Reply> states = new ArrayDeque<>();
    private final Deque<Reply> logs = new ArrayDeque<>();
    private Reply started = Reply.json("{\"processingId\":\" " + ID + "\"}");
    private LoopbackServer server;

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackServer(this::answer);
        client.with("OPENGUIDES_SERVER", server.url());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Reply answer(Request request) {
        return switch (request.path()) {
            case "/bin/openguides/v1/assets/process" -> started;
            case "/bin/openguides/v1/assets/process/status" -> next(states);
            case "/bin/openguides/v1/assets/process/logs" -> next(logs);
            default -> Reply.empty(404);
        };
    }

    private static Reply next(Deque<Reply> replies) {
        return replies.size() > 1 ? replies.remove() : replies.element();
    }

    @Test
    void writesTheIdForScripts(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("id");
        assertEquals(0, client.run("process", "/content/dam/a", "--id-file", file.toString()));
        assertEquals(ID + "\n", Files.readString(file));

        assertEquals(2, client.run("process", "/content/dam/a", "--id-file", folder.toString()));
        assertTrue(client.err().contains("the run goes on"), client.err());
    }

    @Test
    void startsARunAndPrintsItsId() {
        assertEquals(0, client.run("process", "/content/dam/a"));

        assertEquals("processingId " + ID + "\n", client.out());
        assertBody("{'path':'/content/dam/a','type':'ASSET_PROCESSING'}");
        assertEquals("Basic YWRtaW46YWRtaW4=", server.requests.get(0).header("Authorization"));
        assertEquals("application/json", server.requests.get(0).header("Content-type"));
    }

    @Test
    void sendsEveryOption() {
        client.run(
                "process",
                "/content/dam/a, b",
                "/content/dam/c",
                "--exclude",
                "/content/dam/a/x",
                "--exclude=/content/dam/a/y",
                "--type",
                "DITATOPIC",
                "--type",
                "HTML/CSS",
                "--skip-processed",
                "--dry-run");

        assertBody("{'paths':['/content/dam/a, b','/content/dam/c'],'type':'ASSET_PROCESSING',"
                + "'excludedPaths':['/content/dam/a/x','/content/dam/a/y'],"
                + "'filter':{'fileTypes':['DITATOPIC','HTML/CSS'],'filterProcessedAssets':true},'dryRun':true}");
    }

    @Test
    void aComparisonIsADryRun() {
        client.run("process", "/content/dam/a", "--compare");
        assertBody("{'path':'/content/dam/a','type':'ASSET_PROCESSING','dryRun':true,'compare':true}");
    }

    @Test
    void printsTheResultOfAComparison() {
        logs.add(log(true, false));
        states.add(compared("{'property':'fmUuid','count':4},{'property':'metadata/dc:title','count':31}", 6));
        assertEquals(0, client.run("process", "/content/dam/a", "--compare", "--wait"), client.err());
        assertTrue(
                client.out()
                        .contains(
                                """

                                Of 3000 assets a run would write:
                                         4  fmUuid
                                        31  metadata/dc:title
                                Parent maps and keys were not compared: process the maps first (6)
                                """),
                client.out());

        states.clear();
        states.add(compared("", 0));
        client.run("status", ID);
        assertTrue(client.out().endsWith("\nOf 3000 assets a run would write nothing\n"), client.out());
    }

    private static Reply compared(String properties, int unknownMaps) {
        String comparison = "'comparison':{'comparedCount':3000,'properties':[" + properties + "],'examples':[],"
                + "'hiddenCount':0,'unknownMapCount':" + unknownMaps + "}";
        return Reply.json(("{'processingId':'" + ID + "','status':'SUCCESS','succeededCount':3000,"
                        + "'migrationSet':{'totalFiles':3000},'dryRun':true,'compare':true," + comparison + "}")
                .replace('\'', '"'));
    }

    @Test
    void waitsForTheEndAndPrintsASummary() {
        states.add(state("WAITING", 0, 0, 0, false));
        IntStream.range(0, 9).forEach(i -> states.add(state("PROCESSING", 100 + i, 1, 500, false)));
        IntStream.range(0, 9).forEach(i -> states.add(state("PROCESSING", 1000 + i, 2, 3000, true)));
        states.add(state("SUCCESS", 2988, 12, 3000, true));
        logs.add(logOfARun());

        assertEquals(0, client.run("process", "/content/dam/a", "--wait"), client.err());

        assertEquals(
                """
                processingId %1$s
                Processing: 1002 of 3000 assets, 200/s, 14 s left, 2 failed
                Processing: 3000 of 3000 assets, 316/s, 12 failed
                Run %1$s ended: SUCCESS
                  assets     3000 of 3000
                  succeeded  2988
                  failed     12
                  skipped    0
                  time       12.5 s, 240.0 assets/s
                  nodes      east 2000, west 1000
                  comment    12 of 3000 assets failed

                Asset type   |    Assets |    Failed
                -------------+-----------+----------
                DITA topics  |      2900 |        12
                Total        |      3000 |        12

                Warnings and errors:
                  WARN /content/dam/a/b.dita: broken link c.dita
                  ERROR /content/dam/a/d.dita: not well-formed, line 3
                """
                        .formatted(ID),
                client.out());
        assertTrue(client.out().chars().noneMatch(c -> c < ' ' && c != '\n'));
    }

    private static Reply logOfARun() {
        return log(
                true,
                false,
                line("WARN", "/content/dam/a/b.dita: broken link c.dita"),
                line("ERROR", "/content/dam/a/d.dita: not well-formed, line 3"),
                line("INFO", "Assets of each node: east 2000, west 1000"),
                line("INFO", "Asset type   |    Assets |    Failed"),
                line("INFO", "-------------+-----------+----------"),
                line("INFO", "DITA topics  |      2900 |        12"),
                line("INFO", "Total        |      3000 |        12"),
                line("INFO", "Bye"));
    }

    @Test
    void endsWithOneWhenTheRunDidNotSucceed() {
        logs.add(log(true, false));
        for (String end : List.of("FAILURE", "CANCELLED")) {
            states.clear();
            states.add(state(end, 5, 0, 9, true));
            assertEquals(1, client.run("process", "/content/dam/a", "--wait"));
            assertTrue(client.out().contains("ended: " + end + "\n"), client.out());
        }
    }

    @Test
    void readsTheWholeLogPageByPageAndShowsTheFirstReasons() {
        states.add(state("SUCCESS", 3, 50, 53, true));
        logs.add(log(false, true, line("INFO", "Start"), line("ERROR", "first")));
        logs.add(log(
                false,
                false,
                IntStream.range(0, 25).mapToObj(i -> line("ERROR", "no " + i)).toArray(String[]::new)));
        logs.add(log(true, false));

        client.run("process", "/content/dam/a", "--wait");

        assertTrue(client.out().contains("  ERROR no 18\n  and 6 more, see " + server.url()), client.out());
        assertEquals(
                List.of("offset=0", "offset=2", "offset=27"),
                server.requests.stream()
                        .filter(request -> request.path().endsWith("/logs"))
                        .map(request -> request.query().replaceAll(".*(offset=\\d+).*", "$1"))
                        .toList());
    }

    @Test
    void doesNotWaitForEverForALogThatIsNeverComplete() {
        states.add(state("SUCCESS", 1, 0, 1, true));
        logs.add(log(false, false));

        assertEquals(0, client.run("process", "/content/dam/a", "--wait"));
    }

    @Test
    void showsAProgressBarOnATerminal() {
        states.add(state("PROCESSING", 100, 1, 500, false));
        states.add(state("SUCCESS", 2988, 12, 3000, true));
        logs.add(log(true, false));

        client.onTerminal().run("process", "/content/dam/a", "--wait");

        assertTrue(client.out().contains("\rProcessing 100%"), client.out());
        assertTrue(client.out().contains("3000/3000 assets"), client.out());
        assertFalse(client.out().contains("\u001b"), client.out());
    }

    @Test
    void keepsWatchingWhileTheServerIsUnreachable() throws IOException {
        states.add(state("SUCCESS", 1, 0, 1, true));
        logs.add(log(true, false));
        Deque<Boolean> broken = new ArrayDeque<>(List.of(false, true, true, true, true, true, true));
        try (LoopbackServer flaky = new LoopbackServer(request -> {
            if (!broken.isEmpty() && broken.remove()) {
                throw new IllegalStateException("connection lost");
            }
            return answer(request);
        })) {
            assertEquals(0, client.run("process", "/content/dam/a", "--wait", "--server", flaky.url()), client.err());
        }
    }

    /** Like Sling while it is starting. */
    @ParameterizedTest
    @ValueSource(ints = {404, 500, 503})
    void keepsWatchingWhileTheServerHasNoServletsYet(int status) throws IOException {
        states.add(state("SUCCESS", 1, 0, 1, true));
        logs.add(log(true, false));
        Deque<Boolean> starting = new ArrayDeque<>(List.of(false, true, true));
        try (LoopbackServer early = new LoopbackServer(
                request -> !starting.isEmpty() && starting.remove() ? Reply.empty(status) : answer(request))) {
            assertEquals(0, client.run("process", "/content/dam/a", "--wait", "--server", early.url()), client.err());
        }
    }

    @Test
    void keepsWatchingWhileTheServerIsNotReady() throws IOException {
        states.add(Reply.problem(503, "{\"code\":\"not-ready\",\"status\":503,\"detail\":\"No user is mapped\"}"));
        states.add(state("SUCCESS", 1, 0, 1, true));
        logs.add(log(true, false));

        assertEquals(0, client.run("process", "/content/dam/a", "--wait"), client.err());
    }

    @Test
    void doesNotWaitForAMissingRun() throws IOException {
        List<String> asked = Collections.synchronizedList(new ArrayList<>());
        try (LoopbackServer other = new LoopbackServer(request -> {
            asked.add(request.method());
            return request.method().equals("POST")
                    ? answer(request)
                    : Reply.problem(404, "{'title':'No such run','code':'unknown-job'}");
        })) {
            assertEquals(2, client.run("process", "/content/dam/a", "--wait", "--server", other.url()));
        }
        assertEquals(List.of("POST", "GET"), asked);
        assertEquals("openguides: No such run (code: unknown-job)\n", client.err());
    }

    @Test
    void givesUpWhenTheServerStaysUnreachable() throws IOException {
        try (LoopbackServer dying = new LoopbackServer(request -> {
            if (request.method().equals("GET")) {
                throw new IllegalStateException("connection lost");
            }
            return answer(request);
        })) {
            assertEquals(2, client.run("process", "/content/dam/a", "--wait", "--server", dying.url()));
        }
        assertTrue(client.err().startsWith("openguides: the connection to http://127.0.0.1:"), client.err());
    }

    @Test
    void printsAProblemWithItsCodeFieldAndConflicts() {
        started = Reply.problem(
                400,
                "{'title':'Bad','status':400,'detail':'A run covers the path','code':'overlapping-job',"
                        + "'field':'path','conflicts':[{'processingId':'77','path':'/content/dam'}]}");

        assertEquals(2, client.run("process", "/content/dam/a"));

        assertEquals(
                "openguides: A run covers the path (code: overlapping-job; field: path; conflict: run 77 on /content/dam)\n",
                client.err());
        assertEquals("", client.out());
    }

    @Test
    void printsOtherErrors() {
        for (Reply reply : List.of(
                Reply.problem(400, "{'title':'Bad request','code':'bad'}"),
                Reply.empty(401),
                Reply.empty(404),
                Reply.json("[]"),
                Reply.json("<html>"),
                Reply.json("{'a':1}"),
                new Reply(
                        500,
                        "application/json",
                        "{'status.message':'Conflict','error':{'message':'Node is locked'}}"))) {
            started = reply;
            assertEquals(2, client.run("process", "/content/dam/a"));
        }
        assertEquals(
                """
                openguides: Bad request (code: bad)
                openguides: the server refuses the user name or password (--user or OPENGUIDES_USER), or the token, which may have expired (--token or OPENGUIDES_TOKEN)
                openguides: the server answered 404 to POST /bin/openguides/v1/assets/process; is OpenGuides installed there?
                openguides: the answer to POST /bin/openguides/v1/assets/process is not what an OpenGuides server says; is --server right?
                openguides: the answer to POST /bin/openguides/v1/assets/process is not what an OpenGuides server says; is --server right?
                openguides: the server at %s started no run: its answer holds no processingId
                openguides: the server answered 500 to POST /bin/openguides/v1/assets/process: Node is locked
                """
                        .formatted(server.url()),
                client.err());
    }

    @Test
    void printsNoTextThatControlsATerminal() {
        started = Reply.problem(400, "{'detail':'\\u001b[31mred\\u001b]0;title\\u0007\\r\\nforged\\u202e'}");

        client.run("process", "/content/dam/a");

        assertEquals("openguides: red forged\n", client.err());
    }

    private void assertBody(String json) {
        assertEquals(
                JsonParser.parseString(json),
                JsonParser.parseString(server.requests.get(0).text()));
    }

    private static String line(String level, String message) {
        return "2026-02-26 08:59:10:755: " + level + ": [ASSET_PROCESSING] " + message;
    }

    private static Reply log(boolean complete, boolean more, String... lines) {
        return Reply.json(
                "{\"lines\":" + new Gson().toJson(lines) + ",\"hasMore\":" + more + ",\"complete\":" + complete + "}");
    }

    private static Reply state(String state, int succeeded, int failed, int total, boolean counted) {
        return Reply.json(
                """
                {"processingId":"%s","status":"%s","path":"/content/dam/a","succeededCount":%d,"failedCount":%d,"skippedCount":0,
                "migrationSet":{"totalFiles":%d,"calculationStatus":"%s"},"startedAt":1761291362776,"completedAt":%s,
                "eta":{"value":%s,"unit":"SECONDS"},"comments":"%s"}"""
                        .formatted(
                                ID,
                                state,
                                succeeded,
                                failed,
                                total,
                                counted ? "SUCCESS" : "PROCESSING",
                                state.equals("SUCCESS") ? "1761291375276" : "0",
                                counted ? "14" : "null",
                                failed == 12 ? "12 of 3000 assets failed" : ""));
    }
}
