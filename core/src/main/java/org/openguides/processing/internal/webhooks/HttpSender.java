package org.openguides.processing.internal.webhooks;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Sends messages by HTTP/1.1. The host is resolved once, and the connection goes to the address that has been checked,
 * which the clients of the JDK do not allow: they resolve the host again, and its owner may have changed the address
 * meanwhile. Follows no redirect, uses no proxy, and reads only the status of the response. Safe for use by multiple
 * threads.
 */
final class HttpSender implements AutoCloseable {

    static final String ID = "OpenGuides-Id";
    static final String TIMESTAMP = "OpenGuides-Timestamp";
    static final String SIGNATURE = "OpenGuides-Signature";

    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    /** The URL or the permission is wrong, or the recipient is overloaded, so other messages would get the same. */
    private static final Set<Integer> NOT_ABOUT_THE_MESSAGE = Set.of(401, 403, 404, 405, 408, 410, 429);

    private final Resolver resolver;
    private final SSLSocketFactory tls;
    private final Limits limits;
    /** Closes connections that exceed the time limit: a read timeout does not end a slow trickle of bytes. */
    private final ScheduledThreadPoolExecutor watch;

    /** Finds the addresses of a host. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /**
     * Time limits.
     *
     * @param connect for the connection to one address
     * @param total   for the whole exchange
     */
    record Limits(Duration connect, Duration total) {

        static final Limits DEFAULT = new Limits(Duration.ofSeconds(5), Duration.ofSeconds(10));
    }

    /**
     * The result of an attempt.
     *
     * @param problem why the message has not been accepted, as a clause; empty if it has
     * @param away    whether the recipient probably accepts no other message either
     */
    record Answer(String problem, boolean away) {

        static final Answer ACCEPTED = new Answer("", false);

        boolean isAccepted() {
            return problem.isEmpty();
        }
    }

    HttpSender(Resolver resolver, SSLSocketFactory tls, Limits limits) {
        this.resolver = resolver;
        this.tls = tls;
        this.limits = limits;
        this.watch = new ScheduledThreadPoolExecutor(1, run -> {
            Thread thread = new Thread(run, "openguides-webhook-limit");
            thread.setDaemon(true);
            return thread;
        });
        watch.setRemoveOnCancelPolicy(true);
        watch.setKeepAliveTime(limits.total().toMillis() * 2, TimeUnit.MILLISECONDS);
        watch.allowCoreThreadTimeOut(true);
    }

    /** Exchanges that are in progress keep their time limit. */
    @Override
    public void close() {
        watch.shutdown();
    }

    /**
     * Sends a message and waits for the status of the response, for {@link Limits#total} at most after the host has been
     * resolved. Must not be called by a thread that holds a session.
     *
     * @param time for the signature
     */
    Answer send(Webhook webhook, String id, String message, Instant time) {
        InetAddress[] addresses;
        try {
            addresses = resolver.resolve(host(webhook.url()));
        } catch (UnknownHostException e) {
            return new Answer("the host is unknown", true);
        }
        for (InetAddress address : addresses) {
            String objection = AddressRules.objection(address, webhook.privateNetwork());
            if (!objection.isEmpty()) {
                return new Answer(address.getHostAddress() + " " + objection, true);
            }
        }
        byte[] body = message.getBytes(StandardCharsets.UTF_8);
        byte[] head = head(webhook, id, body, time);
        Answer answer = new Answer("the host has no address", true);
        long began = System.nanoTime();
        for (InetAddress address : addresses) {
            Duration left = limits.total().minusNanos(System.nanoTime() - began);
            if (left.isNegative() || left.isZero()) {
                break;
            }
            Exchange exchange = new Exchange(webhook.url(), address, left);
            answer = exchange.perform(head, body);
            if (exchange.isSent()) {
                break;
            }
        }
        return answer;
    }

    /** An attempt with one address. For one thread, except for the closing of the socket. */
    private final class Exchange {

        private final URI url;
        private final InetAddress address;
        private final Duration left;
        private volatile boolean sent;
        private volatile boolean late;

        Exchange(URI url, InetAddress address, Duration left) {
            this.url = url;
            this.address = address;
            this.left = left;
        }

        /** Returns whether the recipient may have received the message. */
        boolean isSent() {
            return sent;
        }

        Answer perform(byte[] head, byte[] body) {
            try (Socket socket = new Socket(Proxy.NO_PROXY)) {
                ScheduledFuture<?> limit = watch.schedule(() -> expire(socket), left.toMillis(), TimeUnit.MILLISECONDS);
                try {
                    return exchange(socket, head, body);
                } finally {
                    limit.cancel(false);
                }
            } catch (SocketTimeoutException e) {
                return new Answer("no connection within " + limits.connect().toSeconds() + " s", true);
            } catch (SSLException e) {
                return late
                        ? tooLate()
                        : new Answer("TLS failed: " + Printable.of(String.valueOf(e.getMessage())), true);
            } catch (IOException e) {
                return late
                        ? tooLate()
                        : new Answer("the connection failed: " + Printable.of(String.valueOf(e.getMessage())), true);
            }
        }

        private Answer tooLate() {
            return new Answer("no answer within " + limits.total().toSeconds() + " s", true);
        }

        private void expire(Socket socket) {
            late = true;
            try {
                socket.close();
            } catch (IOException e) {
                throw new IllegalStateException("a socket cannot be closed", e);
            }
        }

        private Answer exchange(Socket socket, byte[] head, byte[] body) throws IOException {
            boolean secure = url.getScheme().equalsIgnoreCase("https");
            int port = url.getPort() > 0 ? url.getPort() : secure ? HTTPS : HTTP;
            socket.connect(new InetSocketAddress(address, port), (int)
                    Math.min(limits.connect().toMillis(), left.toMillis()));
            Socket connection = secure ? secured(socket, host(url), port) : socket;
            sent = true;
            OutputStream out = new BufferedOutputStream(connection.getOutputStream());
            out.write(head);
            out.write(body);
            out.flush();
            return answer(StatusLine.read(connection.getInputStream()));
        }
    }

    /** The certificate must be that of the host, although the connection was made to an address. */
    private SSLSocket secured(Socket socket, String host, int port) throws IOException {
        SSLSocket secured = (SSLSocket) tls.createSocket(socket, host, port, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static Answer answer(int status) {
        int kind = status / 100;
        return switch (kind) {
            case 2 -> Answer.ACCEPTED;
            case 3 -> new Answer(
                    "status " + status + ": redirects are not followed; set url to the final address", true);
            case 4 -> new Answer("status " + status, NOT_ABOUT_THE_MESSAGE.contains(status));
            default -> new Answer("status " + status, true);
        };
    }

    private static byte[] head(Webhook webhook, String id, byte[] body, Instant time) {
        URI url = webhook.url();
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        List<String> lines = List.of(
                "POST " + path + query + " HTTP/1.1",
                "Host: " + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort()),
                "User-Agent: OpenGuides",
                "Content-Type: application/cloudevents+json; charset=utf-8",
                "Content-Length: " + body.length,
                "Connection: close",
                ID + ": " + id,
                TIMESTAMP + ": " + time.getEpochSecond(),
                SIGNATURE + ": " + Signature.of(webhook.secret(), time, body),
                "",
                "");
        return String.join("\r\n", lines).getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns the host without the brackets of an IPv6 address. */
    private static String host(URI url) {
        String host = url.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
