package org.openguides.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.cli.LoopbackServer.Reply;
import org.openguides.cli.LoopbackServer.Request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.cli.FakeRuns.ID;
import static org.openguides.cli.FakeRuns.line;
import static org.openguides.cli.FakeRuns.log;
import static org.openguides.cli.FakeRuns.state;

/** Starts a run and waits for it while the server is unavailable for a time. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // without limits the client waits for ever
class UnavailableServerTest {
    private static final Duration SOON = Duration.ofMillis(250);
    private static final Duration LATE = Duration.ofMinutes(10);
    private static final Reply NOT_FOUND = Reply.problem(400, "{'detail':'There is no job.','code':'job-not-found'}");

    private final Client client = new Client();
    private final FakeRuns runs = new FakeRuns();
    private Duration failureTakes = Duration.ZERO;
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
        Reply reply = runs.answer(request);
        if (reply.status() != 200 || reply.stalls()) {
            client.pass(failureTakes);
        }
        return reply;
    }

    @Test
    void keepsWatchingWhileConnectionsAreLost() {
        add(6, Reply.lost(), runs.states);
        runs.states.add(succeeded());
        runs.logs.add(log(true, false));

        assertEquals(0, await(), client.err());
    }

    /** Like Sling while it is starting. */
    @ParameterizedTest
    @ValueSource(ints = {404, 500, 503})
    void keepsWatchingWhileTheServerHasNoServletsYet(int status) {
        add(2, Reply.empty(status), runs.states);
        runs.states.add(succeeded());
        runs.logs.add(log(true, false));

        assertEquals(0, await(), client.err());
    }

    @Test
    void keepsWatchingWhileTheServerIsNotReady() {
        runs.states.add(Reply.problem(503, "{\"code\":\"not-ready\",\"status\":503,\"detail\":\"No user is mapped\"}"));
        runs.states.add(succeeded());
        runs.logs.add(log(true, false));

        assertEquals(0, await(), client.err());
    }

    /** Another node of a cluster may answer, to which the run is not visible yet. */
    @Test
    void waitsUntilTheRunIsVisible() {
        runs.states.add(NOT_FOUND);
        runs.states.add(NOT_FOUND);
        runs.states.add(succeeded());
        runs.logs.add(log(true, false));

        assertEquals(0, await(), client.err());
    }

    @Test
    void doesNotWaitForAMissingRun() {
        runs.states.add(NOT_FOUND);

        assertEquals(2, await());

        assertEquals("openguides: There is no job. (code: job-not-found)\n", client.err());
        assertEquals(22, server.requests.size());
    }

    @Test
    void doesNotWaitForARunThatIsDeleted() {
        runs.states.add(state("PROCESSING", 0, 0, 3, true));
        runs.states.add(NOT_FOUND);

        assertEquals(2, await());

        assertEquals(3, server.requests.size());
    }

    @Test
    void givesUpWhenConnectionsAreStillLost() {
        runs.states.add(Reply.lost());

        assertEquals(2, await());

        assertTrue(client.err().startsWith("openguides: the connection to http://127.0.0.1:"), client.err());
    }

    /** The first failure is at 10 s, the seventh at 73 s. */
    @Test
    void givesUpAMinuteAfterTheFirstFailureHoweverLongOneTakes() {
        failureTakes = Duration.ofSeconds(10);
        runs.states.add(Reply.empty(503));

        assertEquals(2, await());

        assertEquals(7, asked("/status"));
        assertTrue(client.err().startsWith("openguides: the server answered 503 to GET "), client.err());
    }

    @Test
    void givesUpAMinuteAfterTheFirstOfManyQuickFailures() {
        runs.states.add(Reply.empty(503));

        assertEquals(2, await());

        assertEquals(1 + 2 * 60, asked("/status"));
    }

    @Test
    void aSuccessRenewsThePatience() {
        failureTakes = Duration.ofSeconds(20);
        add(3, Reply.empty(503), runs.states);
        runs.states.add(state("PROCESSING", 1, 0, 2, true));
        add(3, Reply.empty(502), runs.states);
        runs.states.add(succeeded());
        add(3, Reply.empty(502), runs.logs);
        runs.logs.add(log(false, true, line("ERROR", "first")));
        add(3, Reply.empty(503), runs.logs);
        runs.logs.add(log(true, false, line("ERROR", "second")));

        assertEquals(0, await(), client.err());

        assertTrue(client.out().endsWith("Warnings and errors:\n  ERROR first\n  ERROR second\n"), client.out());
    }

    @Test
    void readsTheLogOverLostConnections() {
        runs.states.add(succeeded());
        add(6, Reply.lost(), runs.logs);
        runs.logs.add(log(true, false, line("WARN", "found")));

        assertEquals(0, await(), client.err());

        assertTrue(client.out().endsWith("Warnings and errors:\n  WARN found\n"), client.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUCCESS", "FAILURE"})
    void endsAsTheRunDidIfItsLogStaysUnavailable(String state) {
        runs.states.add(state(state, 1, 0, 1, true));
        runs.logs.add(Reply.empty(502));

        assertEquals(state.equals("SUCCESS") ? 0 : 1, await());

        assertEquals(1 + 2 * 60, asked("/logs"));
        assertTrue(client.out().contains("Run " + ID + " ended: " + state + "\n  assets     1 of 1\n"), client.out());
        assertTrue(
                client.out()
                        .endsWith(
                                "\nThe log could not be read, so this summary omits warnings and errors: the server answered"
                                        + " 502 to GET /bin/openguides/v1/assets/process/logs\nThe log is at "
                                        + server.url()
                                        + "/bin/openguides/v1/assets/process/logs?processingId=" + ID + "\n"),
                client.out());
        assertEquals("", client.err());
    }

    @Test
    void endsAsTheRunDidIfItsLogIsRefused() {
        runs.states.add(succeeded());
        runs.logs.add(Reply.problem(403, "{'detail':'Not yours','code':'forbidden'}"));

        assertEquals(0, await(), client.err());

        assertEquals(1, asked("/logs"));
        assertTrue(client.out().contains("omits warnings and errors: Not yours (code: forbidden)\n"), client.out());
    }

    @Test
    void aPartOfTheLogDoesNotPassForAllOfIt() {
        runs.states.add(succeeded());
        runs.logs.add(log(false, true, line("ERROR", "first")));
        runs.logs.add(Reply.empty(503));

        assertEquals(0, await(), client.err());

        assertFalse(client.out().contains("first"), client.out());
        assertTrue(client.out().contains("The log could not be read"), client.out());
    }

    @Test
    void anInterruptionIsNoMissingLog() throws IOException {
        Thread waiting = Thread.currentThread();
        runs.states.add(succeeded());
        runs.logs.add(Reply.silence());
        try (LoopbackServer interrupting = new LoopbackServer(request -> {
            if (request.path().endsWith("/logs")) {
                waiting.interrupt();
            }
            return answer(request);
        })) {
            assertEquals(2, client.run("process", "/content/dam/a", "--wait", "--server", interrupting.url()));
        }
        assertTrue(Thread.interrupted(), "the interruption was lost");
        assertEquals("openguides: interrupted\n", client.err());
    }

    @ParameterizedTest
    @MethodSource("endless")
    void givesUpOnAServerWhoseAnswersDoNotEnd(Supplier<Reply> endless) {
        client.within(SOON, LATE);
        failureTakes = Duration.ofSeconds(30);
        runs.states.add(endless.get());

        assertEquals(2, await());

        assertTrue(client.err().contains(" failed: no complete answer within "), client.err());
    }

    @ParameterizedTest
    @MethodSource("endless")
    void endsAsTheRunDidIfItsLogDoesNotEnd(Supplier<Reply> endless) {
        client.within(SOON, LATE);
        failureTakes = Duration.ofSeconds(30);
        runs.states.add(succeeded());
        runs.logs.add(endless.get());

        assertEquals(0, await(), client.err());

        assertTrue(client.out().contains("omits warnings and errors: the connection to "), client.out());
    }

    @ParameterizedTest
    @MethodSource("endless")
    void givesUpOnAStartWhoseAnswerDoesNotEnd(Supplier<Reply> endless) {
        client.within(LATE, SOON);
        runs.started = endless.get();

        assertEquals(2, await());

        assertTrue(client.err().contains(" failed: no complete answer within "), client.err());
        assertTrue(server.requests.size() <= 1, "the start was repeated");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 404, 502, 503})
    void neverRepeatsAStart(int status) {
        runs.started = status == 0 ? Reply.lost() : Reply.empty(status);

        assertEquals(2, await());

        assertEquals(
                List.of("POST"), server.requests.stream().map(Request::method).toList());
    }

    static List<Supplier<Reply>> endless() {
        return List.of(Reply::silence, () -> Reply.stalled(succeeded()));
    }

    private int await() {
        return client.run("process", "/content/dam/a", "--wait");
    }

    private static Reply succeeded() {
        return state("SUCCESS", 1, 0, 1, true);
    }

    private static void add(int times, Reply reply, Deque<Reply> replies) {
        replies.addAll(Collections.nCopies(times, reply));
    }

    private long asked(String endpoint) {
        return server.requests.stream()
                .filter(request -> request.path().endsWith(endpoint))
                .count();
    }
}
