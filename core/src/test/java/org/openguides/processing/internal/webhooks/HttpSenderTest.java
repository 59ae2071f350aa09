package org.openguides.processing.internal.webhooks;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Exchanges with real servers. */
@Timeout(60)
class HttpSenderTest {

    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    private static final SSLSocketFactory TLS = (SSLSocketFactory) SSLSocketFactory.getDefault();

    private final List<String> resolved = new CopyOnWriteArrayList<>();
    private final Receiver receiver = new Receiver();
    private final List<HttpSender> senders = new ArrayList<>();
    private HttpSender underTest = sender(HttpSender.Limits.DEFAULT, TLS, InetAddress.getLoopbackAddress());

    @AfterEach
    void close() {
        senders.forEach(HttpSender::close);
        receiver.close();
    }

    private HttpSender sender(HttpSender.Limits limits, SSLSocketFactory tls, InetAddress... addresses) {
        return closedAtTheEnd(new HttpSender(
                host -> {
                    resolved.add(host);
                    return addresses;
                },
                tls,
                limits));
    }

    private HttpSender closedAtTheEnd(HttpSender sender) {
        senders.add(sender);
        return sender;
    }

    private HttpSender.Answer send(String url) {
        return send(url, true);
    }

    private HttpSender.Answer send(String url, boolean privateNetwork) {
        Webhook webhook = Webhook.of(Configs.of(Map.of("url", url, "privateNetwork", privateNetwork)));
        return underTest.send(webhook, "the-id", "{\"text\":\"für\"}", NOW);
    }

    private String urlOf(String host) {
        return receiver.url().replace("127.0.0.1", host);
    }

    @Test
    void aMessageComesWithItsIdItsTimeAndItsSignature() {
        assertEquals(HttpSender.Answer.ACCEPTED, send(receiver.url()));

        Receiver.Received got = receiver.all.get(0);
        assertEquals("/hook?from=openguides", got.path());
        assertEquals("{\"text\":\"für\"}", got.body());
        assertEquals("application/cloudevents+json; charset=utf-8", got.header("Content-Type"));
        assertEquals("the-id", got.header("OpenGuides-Id"));
        assertEquals("1772625600", got.header("OpenGuides-Timestamp"));
        assertEquals(
                Signature.of(Configs.SECRET, NOW, got.body().getBytes(StandardCharsets.UTF_8)),
                got.header("OpenGuides-Signature"));
    }

    /** The owner of a name may answer the second question with another address than the first. */
    @Test
    void theHostIsResolvedOnceAndTheConnectionGoesToTheCheckedAddress() {
        assertEquals(HttpSender.Answer.ACCEPTED, send(urlOf("receiver.example")));
        assertEquals(List.of("receiver.example"), resolved);
        assertTrue(receiver.all.get(0).header("Host").startsWith("receiver.example:"));
    }

    @Test
    void anAddressOfThisMachineIsRefusedWithTheRemedy() {
        HttpSender.Answer answer = send(urlOf("receiver.example"), false);
        assertEquals(
                "127.0.0.1 is an address of this machine or of a private network; set privateNetwork to allow it",
                answer.problem());
        assertEquals(List.of(), receiver.all);
    }

    @Test
    void anIpv4AddressIsRefusedInTheFormOfIpv6() throws Exception {
        underTest = sender(HttpSender.Limits.DEFAULT, TLS, AddressRulesTest.mapped("127.0.0.5"));
        assertTrue(send(urlOf("receiver.example"), false).problem().contains("is an address of this machine"));
        assertEquals(List.of(), receiver.all);
    }

    @Test
    void oneForbiddenAddressAmongPublicOnesIsEnough() throws Exception {
        underTest = sender(
                HttpSender.Limits.DEFAULT,
                TLS,
                InetAddress.getByName("93.184.216.34"),
                InetAddress.getLoopbackAddress());
        assertTrue(send(urlOf("receiver.example"), false).problem().startsWith("127.0.0.1 is an address"));
        assertEquals(List.of(), receiver.all);
    }

    @Test
    void theNextAddressIsTriedIfThereIsNoConnection() throws Exception {
        underTest = sender(
                HttpSender.Limits.DEFAULT, TLS, InetAddress.getByName("127.0.0.2"), InetAddress.getLoopbackAddress());
        assertEquals(HttpSender.Answer.ACCEPTED, send(urlOf("receiver.example")));
    }

    @Test
    void anUnknownHostIsAProblem() {
        underTest = closedAtTheEnd(new HttpSender(
                host -> {
                    throw new UnknownHostException(host);
                },
                TLS,
                HttpSender.Limits.DEFAULT));
        assertEquals(new HttpSender.Answer("the host is unknown", true), send("https://unknown.example/"));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsNotFollowed(int status) {
        try (Receiver other = new Receiver()) {
            receiver.status = status;
            receiver.location = other.url();
            HttpSender.Answer answer = send(receiver.url());
            assertTrue(answer.problem().startsWith("status " + status + ": redirects are not followed"));
            assertTrue(answer.away());
            assertEquals(List.of(), other.all);
        }
    }

    @Test
    void onlyAStatusThatIsAboutTheMessageLeavesHopeForTheNextOne() {
        receiver.status = 400;
        assertEquals(new HttpSender.Answer("status 400", false), send(receiver.url()));
        for (int status : new int[] {401, 403, 404, 405, 408, 410, 429, 500, 503}) {
            receiver.status = status;
            assertEquals(new HttpSender.Answer("status " + status, true), send(receiver.url()));
        }
    }

    @Test
    void aReceiverThatDoesNotListenIsAway() {
        receiver.leave();
        HttpSender.Answer answer = send(receiver.url());
        assertTrue(answer.problem().startsWith("the connection failed: "), answer.problem());
        assertTrue(answer.away());
    }

    @Test
    void aReceiverThatNeverAnswersIsLeft() {
        underTest = sender(
                new HttpSender.Limits(Duration.ofSeconds(5), Duration.ofSeconds(1)),
                TLS,
                InetAddress.getLoopbackAddress());
        CountDownLatch end = new CountDownLatch(1);
        receiver.before = () -> await(end);
        assertEquals(new HttpSender.Answer("no answer within 1 s", true), send(receiver.url()));
        end.countDown();
    }

    /** Each byte would start the time of a read anew. */
    @Test
    void aReceiverThatTricklesIsLeft() throws Exception {
        underTest = sender(
                new HttpSender.Limits(Duration.ofSeconds(5), Duration.ofSeconds(1)),
                TLS,
                InetAddress.getLoopbackAddress());
        try (ServerSocket server = raw(connection -> {
            while (true) {
                connection.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                connection.getOutputStream().flush();
                LockSupport.parkNanos(50_000_000);
            }
        })) {
            assertEquals(
                    new HttpSender.Answer("no answer within 1 s", true),
                    send("http://127.0.0.1:" + server.getLocalPort() + "/"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH\r\n", "HTTP/1.1 OK\r\n\r\n", "", "HTTP/1.1 99999\r\n", "\u001b[31m\r\n"})
    void whatIsNotHttpIsAProblem(String response) throws Exception {
        try (ServerSocket server =
                raw(connection -> connection.getOutputStream().write(response.getBytes(StandardCharsets.US_ASCII)))) {
            HttpSender.Answer answer = send("http://127.0.0.1:" + server.getLocalPort() + "/");
            assertTrue(answer.problem().startsWith("the connection failed: "), answer.problem());
        }
    }

    @Test
    void anEndlessHeadIsNotRead() throws Exception {
        try (ServerSocket server = raw(connection -> {
            while (true) {
                connection.getOutputStream().write("HTTP/1.1 100 Continue\r\nx: y".getBytes(StandardCharsets.US_ASCII));
            }
        })) {
            HttpSender.Answer answer = send("http://127.0.0.1:" + server.getLocalPort() + "/");
            assertEquals("the connection failed: the head of the response is too long", answer.problem());
        }
    }

    @Test
    void theCertificateMustBeThatOfTheHost(@TempDir Path folder) throws Exception {
        SSLContext context = selfSigned(folder, "receiver.example");
        List<String> got = new CopyOnWriteArrayList<>();
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            got.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try {
            underTest = sender(HttpSender.Limits.DEFAULT, context.getSocketFactory(), InetAddress.getLoopbackAddress());
            String url = "https://HOST:" + server.getAddress().getPort() + "/secure";
            assertEquals(HttpSender.Answer.ACCEPTED, send(url.replace("HOST", "receiver.example")));
            assertEquals(List.of("/secure"), got);

            HttpSender.Answer other = send(url.replace("HOST", "other.example"));
            assertTrue(other.problem().startsWith("TLS failed: "), other.problem());

            underTest = sender(HttpSender.Limits.DEFAULT, TLS, InetAddress.getLoopbackAddress());
            HttpSender.Answer unknown = send(url.replace("HOST", "receiver.example"));
            assertTrue(unknown.problem().startsWith("TLS failed: "), unknown.problem());
            assertEquals(List.of("/secure"), got);
            assertFalse(unknown.isAccepted());
        } finally {
            server.stop(0);
        }
    }

    /** Creates a context that has a certificate for a host and trusts it. */
    private static SSLContext selfSigned(Path folder, String host) throws Exception {
        Path file = folder.resolve("keys.p12");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "key",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + host,
                "-ext",
                "san=dns:" + host,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                "password"));
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, "password".toCharArray());
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, "password".toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    private interface Connection {
        void serve(Socket connection) throws IOException;
    }

    /** Serves one connection after its request has arrived, without HTTP. */
    private static ServerSocket raw(Connection connection) throws IOException {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> {
            try (Socket socket = server.accept()) {
                readHead(socket.getInputStream());
                connection.serve(socket);
            } catch (IOException e) {
                // the sender has left
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    private static void readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("}") < 0) {
            int read = in.read();
            if (read < 0) {
                return;
            }
            head.append((char) read);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
