package org.openguides.launcher.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** What is asked of a server; the one of this test says what it is told to. */
final class ReadinessTest {

    private final Map<String, String> answers = new HashMap<>();
    private HttpServer server;
    private ServerHttp http;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String answer = answers.get(exchange.getRequestURI().getPath());
            byte[] body = String.valueOf(answer).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        http = new ServerHttp(Server.at(server.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void oneThingAfterTheOtherIsLacking() throws IOException {
        assertLack("/content/dam.json (404)");
        answers.put("/content/dam.json", "{}");
        assertLack("/bin/guides/v1/assets/process/history (404)");
        answers.put("/bin/guides/v1/assets/process/history", "{}");
        assertLack("/apps/openguides.json (404)");
        answers.put("/apps/openguides.json", "{}");
        assertLack("jobs for itself");
        answers.put("/system/console/slingevent", jobs("other"));
        assertLack("jobs for itself");
        answers.put("/system/console/slingevent", jobs("<b>local</b><br/>other"));
        assertThrows(IOException.class, () -> Readiness.OURS.lack(http));
        answers.put("/system/console/bundles.json", "{\"s\":[5,3,1,1,0]}");
        assertLack("every bundle active");
        answers.put("/system/console/bundles.json", "{\"s\":[5,4,1,0,0]}");

        assertEquals(Optional.empty(), Readiness.OURS.lack(http));
    }

    @Test
    void whatIsNoAnswerOfOursIsAnErrorOfTheConnection() {
        answers.put("/system/console/bundles.json", "<html>");
        assertThrows(IOException.class, () -> http.array("/system/console/bundles.json", "s"));
        answers.put("/system/console/bundles.json", "{\"s\":1}");
        assertThrows(IOException.class, () -> http.array("/system/console/bundles.json", "s"));
    }

    @Test
    void theNodesThatGetJobsAreCounted() throws IOException {
        answers.put("/system/console/slingevent", jobs("<b>local</b><br/>other"));

        assertEquals(List.of("<b>local</b>", "other"), Readiness.takers(http));
    }

    private void assertLack(String what) throws IOException {
        assertEquals(Optional.of(what), Readiness.OURS.lack(http));
    }

    private static String jobs(String takers) {
        return "<tr><td>org/other</td><td>x</td></tr><tr><td>org/openguides/processing/run</td><td>" + takers
                + "</td></tr>";
    }
}
