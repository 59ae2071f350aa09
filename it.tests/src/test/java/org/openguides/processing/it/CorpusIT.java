package org.openguides.processing.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.request;

/**
 * Real projects, compared file by file with their expected results. Runs only with the path of the projects:
 *
 * <pre>mvn verify -Dit.test=CorpusIT -Dcorpora=FOLDER</pre>
 *
 * The folder holds for each corpus the unpacked project {@code NAME/} and {@code NAME.truth.json}, which says of each file
 * its type ({@code topic}, {@code ditabase}, {@code map}, {@code ditaval}, {@code markdown}, {@code xml}, {@code image},
 * {@code other}, {@code empty}, or {@code broken}), and of DITA its title and class:
 *
 * <pre>{"files": {"a/b.dita": {"type": "topic", "title": "About", "class": "- topic/topic"}}}</pre>
 */
@ExtendWith(SharedSling.class)
@EnabledIfSystemProperty(
        named = CorpusIT.CORPORA,
        matches = ".+",
        disabledReason = "No corpora: say -Dcorpora=FOLDER, see the Javadoc of CorpusIT")
final class CorpusIT {

    static final String CORPORA = "corpora";

    private static final Path CLIENT = Path.of(System.getProperty("openguides.cli", "../cli/target/openguides.jar"));
    private static final int SHOWN = 20;

    private final SlingServer server;
    private final SlingClient admin;

    CorpusIT(SlingServer server) {
        this.server = server;
        this.admin = server.admin();
    }

    static Stream<String> corpora() throws IOException {
        String suffix = ".truth.json";
        try (Stream<Path> files = Files.list(Path.of(System.getProperty(CORPORA)))) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(suffix))
                    .map(name -> name.substring(0, name.length() - suffix.length()))
                    .sorted()
                    .toList();
            assertTrue(!names.isEmpty(), "no *" + suffix + " in " + System.getProperty(CORPORA));
            return names.stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corpora")
    void everyFileHasItsExpectedResult(String name) throws IOException, InterruptedException {
        Path folder = Path.of(System.getProperty(CORPORA));
        Map<String, JsonElement> truth = JsonParser.parseString(Files.readString(folder.resolve(name + ".truth.json")))
                .getAsJsonObject()
                .getAsJsonObject("files")
                .asMap();
        importFolder(folder.resolve(name));

        JsonObject status = new GuidesApi(admin).run(request("/content/dam/" + name));

        long broken = truth.values().stream()
                .filter(file -> CorpusFile.of(file.getAsJsonObject()).isBroken())
                .count();
        assertEquals(truth.size(), number(status, "triggeredCount"), status::toString);
        assertEquals(broken, number(status, "failedCount"), status::toString);
        List<String> differences = truth.entrySet().stream()
                .flatMap(file -> differences("/content/dam/" + name + "/" + file.getKey(), file.getValue()))
                .toList();
        assertEquals(
                List.of(),
                differences.stream().limit(SHOWN).toList(),
                () -> differences.size() + " differences in " + truth.size() + " files");
    }

    private Stream<String> differences(String path, JsonElement truth) {
        JsonObject results = admin.json(SlingClient.escapedPath(path) + "/jcr%3Acontent.infinity.json");
        return CorpusFile.of(truth.getAsJsonObject()).differences(results).stream()
                .map(difference -> path + ": " + difference);
    }

    private void importFolder(Path folder) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder client = new ProcessBuilder(
                        java,
                        "-jar",
                        CLIENT.toString(),
                        "--server",
                        server.base().toString(),
                        "import",
                        folder.toString())
                .redirectErrorStream(true);
        client.environment().put("LC_ALL", "C.UTF-8"); // for non-ASCII names
        Process process = client.start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(1, TimeUnit.MINUTES), output);
            assertEquals(0, process.exitValue(), output);
        } finally {
            process.destroyForcibly();
        }
    }
}
