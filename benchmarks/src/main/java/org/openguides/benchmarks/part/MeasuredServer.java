package org.openguides.benchmarks.part;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.openguides.launcher.server.Installation;
import org.openguides.launcher.server.Server;
import org.openguides.launcher.server.ServerKind;

/** A server with the product and the probe. */
public final class MeasuredServer implements AutoCloseable {

    private static final String ADMIN =
            "Basic " + Base64.getEncoder().encodeToString("admin:admin".getBytes(StandardCharsets.UTF_8));

    /** Content type of HTML forms. */
    static final String FORM = "application/x-www-form-urlencoded";

    /** Somewhat longer than workers remember a write of a user to content. */
    private static final long QUIET = TimeUnit.SECONDS.toNanos(6);

    private static final Duration STOP_LIMIT = Duration.ofMinutes(1);

    private static final Path SERVERS =
            Path.of(System.getProperty("openguides.servers", "target/servers")).toAbsolutePath();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Server server;
    private long written = System.nanoTime();

    private MeasuredServer(Server server) {
        this.server = server;
    }

    /**
     * Starts a server with an empty repository.
     *
     * @param bundles the probe and its dependencies
     * @param heap    heap size as a JVM option value, such as {@code 4g}
     */
    public static MeasuredServer start(List<Path> bundles, String heap) {
        try {
            Path home = Files.createTempDirectory(Files.createDirectories(SERVERS), "sling-");
            List<String> more = arguments(Files.createDirectories(home.resolve("probe")), bundles);
            Server server = Server.begin(
                    Installation.ofBuild(), ServerKind.single(heap), home, Server.at(Server.freePort()), more);
            server.awaitStart();
            MeasuredServer measured = new MeasuredServer(server);
            measured.awaitProbe();
            return measured;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the bundles as a feature with its own Maven repository, as the launcher requires. */
    private static List<String> arguments(Path folder, List<Path> bundles) throws IOException {
        JsonArray listed = new JsonArray();
        for (int number = 0; number < bundles.size(); number++) {
            String name = "bundle" + number;
            Path place = Files.createDirectories(folder.resolve("org/openguides/" + name + "/1"));
            Files.copy(bundles.get(number), place.resolve(name + "-1.jar"));
            JsonObject bundle = new JsonObject();
            bundle.addProperty("id", "org.openguides:" + name + ":1");
            listed.add(bundle);
        }
        JsonObject feature = new JsonObject();
        feature.addProperty("id", "org.openguides:probe.feature:1");
        feature.add("bundles", listed);
        Path file = Files.writeString(folder.resolve("probe.json"), feature.toString());
        return List.of("-f", file.toString(), "-u", folder.toUri().toString());
    }

    Process process() {
        return server.process().process();
    }

    /** Returns the size of the segment store on disk in bytes, after all saved data has been written. */
    long storeSize() {
        server.awaitFlush();
        written = System.nanoTime();
        try (Stream<Path> files = Files.walk(server.home().resolve("repository/segmentstore"))) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Pauses or resumes Oak's asynchronous indexing. */
    void pauseIndexing(boolean paused) {
        Waiting.until("the asynchronous indexes", Waiting.LONG, () -> post(
                        "/bin/benchmarks/pause-indexing", FORM, "paused=" + paused)
                .startsWith("0 "));
    }

    /** Calls the probe, checks the number of assets that it has seen, and returns its milliseconds. */
    long probe(String what, String path, int assets, Map<String, String> more) {
        String parameters = "path=" + encoded(path)
                + more.entrySet().stream()
                        .map(entry -> "&" + entry.getKey() + "=" + encoded(entry.getValue()))
                        .collect(Collectors.joining());
        String[] answer = post("/bin/benchmarks/" + what, FORM, parameters).split(" ", 2);
        if (Integer.parseInt(answer[0]) != assets) {
            throw new IllegalStateException(what + " has seen " + answer[0] + " assets of " + assets);
        }
        return Long.parseLong(answer[1]);
    }

    /** Fills a new folder with a tree. */
    void fill(String path, Path source, int assets) {
        fill(path, source, assets, false);
    }

    /** Fills a new folder without subfolders. */
    void fillFlat(String path, Path source, int assets) {
        fill(path, source, assets, true);
    }

    private void fill(String path, Path source, int assets, boolean flat) {
        Map<String, String> parameters =
                Map.of("from", source.toString(), "assets", String.valueOf(assets), "flat", String.valueOf(flat));
        probe("content", path, assets, parameters);
    }

    /**
     * Changes one property of a configuration.
     *
     * @throws IllegalStateException if the server rejects it
     */
    public void configure(Setting setting) {
        String fields = "apply=true&action=ajaxConfigManager&propertylist=" + encoded(setting.property()) + "&"
                + encoded(setting.property()) + "=" + encoded(setting.value());
        post("/system/console/configMgr/" + setting.pid(), FORM, fields);
    }

    String get(String path) {
        return send(request(path).GET());
    }

    String post(String path, String type, String body) {
        try {
            return send(request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
        } finally {
            written = System.nanoTime();
        }
    }

    /**
     * Waits until a run does not take requests of this client for those of an author, which would make its commits
     * small.
     */
    void awaitQuiet() {
        Waiting.until("no other writes", Waiting.LONG, () -> System.nanoTime() - written > QUIET);
    }

    /** Stops the server; its files are kept. */
    @Override
    public void close() {
        server.process().end(STOP_LIMIT);
    }

    /** Deletes the files of a closed server. */
    public void discard() throws IOException {
        try (Stream<Path> files = Files.walk(server.home())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void awaitProbe() {
        Waiting.until(
                "the probe answers",
                Waiting.LONG,
                () -> answer(request("/bin/benchmarks/bare-walk?path=/content/dam")
                                        .POST(BodyPublishers.noBody()))
                                .statusCode()
                        == 200);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.base() + path))
                .header("Authorization", ADMIN)
                .header("Referer", server.base().toString());
    }

    private String send(HttpRequest.Builder request) {
        HttpResponse<String> answer = answer(request);
        if (answer.statusCode() >= 400) {
            throw new IllegalStateException(answer.uri() + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private HttpResponse<String> answer(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
