package org.openguides.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openguides.cli.LoopbackServer.Reply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.cli.FakeRuns.ID;
import static org.openguides.cli.FakeRuns.line;
import static org.openguides.cli.FakeRuns.log;
import static org.openguides.cli.FakeRuns.state;

/** Starts, monitors and summarises runs of a server that simulates the HTTP API. */
class ProcessTest {
    private final Client client = new Client();
    private final FakeRuns runs = new FakeRuns();
    private final Deque<Reply> states = runs.states;
    private final Deque<Reply> logs = runs.logs;
    private LoopbackServer server;

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackServer(runs::answer);
        client.with("OPENGUIDES_SERVER", server.url());
    }

    @AfterEach
    void stop() {
        server.close();
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
    void printsAProblemWithItsCodeFieldAndConflicts() {
        runs.started = Reply.problem(
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
            runs.started = reply;
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
        runs.started = Reply.problem(400, "{'detail':'\\u001b[31mred\\u001b]0;title\\u0007\\r\\nforged\\u202e'}");

        client.run("process", "/content/dam/a");

        assertEquals("openguides: red forged\n", client.err());
    }

    private void assertBody(String json) {
        assertEquals(
                JsonParser.parseString(json),
                JsonParser.parseString(server.requests.get(0).text()));
    }
}
