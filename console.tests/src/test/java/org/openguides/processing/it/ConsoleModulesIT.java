package org.openguides.processing.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openguides.processing.api.Reason;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Results and size of the modules of the page, in the browser. */
@ExtendWith(SharedSling.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConsoleModulesIT {

    private static final Path FILES = Path.of(
            System.getProperty("openguides.files", "../ui.apps/target/content/jcr_root/apps/openguides/console"));

    private final Console console;

    ConsoleModulesIT(SlingServer server) {
        this.console = Console.of(server);
    }

    @AfterAll
    void close() {
        console.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "format.js|m.duration(0)|0 s",
                "format.js|m.duration(59_400)|59 s",
                "format.js|m.duration(3_600_000)|1 h",
                "format.js|m.duration(90_061_000)|1 d 1 h",
                "format.js|m.duration(-5)|0 s",
                "format.js|m.percent(0, 0)|0%",
                "format.js|m.percent(1, 1000000)|1%",
                "format.js|m.percent(999999, 1000000)|99%",
                "format.js|m.percent(7, 7)|100%",
                "format.js|m.utc(1761291362776)|2025-10-24 07:36:02 UTC",
                "format.js|m.pathsIn(' /a b,c \\r\\n\\n/d ').join('*')|/a b,c*/d",
                "format.js|String(m.millisOf(''))|undefined",
                "texts.js|m.t('files', {count: 1})|1 file",
                "texts.js|m.t('files', {count: 1234})|1,234 files",
                "texts.js|m.t('no such key')|no such key",
                "live.js|[0, 1, 3, 9].map(m.backoff).join()|1000,2000,8000,60000",
                "runs.js|JSON.stringify(m.runOf(null).paths)|[]",
                "runs.js|m.runOf({eta: {value: null}}).remaining === null|true",
                "runs.js|m.runOf({path: '/a', paths: ['/a', '/b']}).paths.join()|/a,/b",
                "runs.js|m.runOf({countsByType: {DITAMAP: {failed: 3}}}).countsByType[0].failed|3",
                "parts/rate.js|m.spanOf([], 0)|60000",
                "parts/rate.js|m.spanOf([{at: 1}], 60002)|120000",
                "parts/rate.js|m.spanOf([{at: 1}], 999999999)|300000",
                "parts/rate.js|m.pointsOf([{at: 0, rate: 0}, {at: 300000, rate: 5}], 300000, 300000)|0.0,62.0 320.0,2.0"
            })
    void computes(String module, String use, String expected) {
        assertEquals(expected, String.valueOf(console.evaluate(module, use)).replace('"', '\''));
    }

    /** At any length, the first and the last line can be reached, and only a small range is rendered. */
    @ParameterizedTest
    @CsvSource({"0", "1", "30", "249999", "250001", "1000000", "100000000"})
    void eachLineOfALogCanBeScrolledTo(int lines) {
        String sight = "(top) => m.sight(" + lines + ", top, 400)";
        String result = (String) console.evaluate(
                "parts/log.js",
                "{const sight = " + sight + "; const end = Math.max(0, sight(0).pixels - 400);"
                        + " return [sight(0).from, sight(end).to, sight(end).to - sight(end).from <= 22,"
                        + " sight(0).pixels <= 5000000].join()}");

        assertEquals("0," + lines + ",true,true", result);
    }

    @Test
    void newRunsAreAddedOnTopAndOlderOnesStay() {
        String runs = "(...ids) => ids.map((processingId) => ({processingId}))";
        String ids = (String) console.evaluate(
                "runs.js",
                "{const runs = " + runs + ";"
                        + " const before = [...m.merged([], runs('e', 'd', 'c'), true), ...runs('b', 'a').map(m.entry)];"
                        + " const now = m.merged(before, runs('g', 'f', 'd', 'c'), true);"
                        + " return [now.map((run) => run.id).join(''), now[2] === before[1],"
                        + " m.merged(before, runs('z', 'y'), true).length, m.merged(before, runs('e'), false).length,"
                        + " m.merged(before, [], true).length, m.merged(before, [], false).length].join()}");

        assertEquals("gfdcba,true,2,1,5,0", ids, "e has been deleted meanwhile");
    }

    /** Texts of reasons from the server are English; other languages have their own. */
    @Test
    void eachLanguageHasTheSameKeys() {
        assertEquals(
                console.evaluate("texts/en.js", "Object.keys(m.default).sort().join()"),
                console.evaluate(
                        "texts/de.js",
                        "Object.keys(m.default).filter((key) => !/^(reason|remedy)/.test(key)).sort().join()"));
    }

    @Test
    void eachRequestedTextExists() throws IOException {
        List<String> keys = wordsOf("en");
        for (Path file : files().filter(file -> file.toString().endsWith(".js")).toList()) {
            Matcher asked = Pattern.compile("\\bt\\('([^']+)'").matcher(Files.readString(file));
            while (asked.find()) {
                assertTrue(keys.contains(asked.group(1)), () -> file + " asks for " + asked.group(1));
            }
        }
    }

    @Test
    void everyTextIsUsed() throws IOException {
        StringBuilder code = new StringBuilder();
        for (Path file : files().filter(file -> file.toString().endsWith(".js")
                        && !file.startsWith(FILES.resolve("texts"))
                        && !file.startsWith(FILES.resolve("lib")))
                .toList()) {
            code.append(Files.readString(file));
        }
        for (String key : wordsOf("en")) {
            // Used literally, or composed with the part before its dot, such as t(`status.${run.status}`).
            String made = "`" + key.substring(0, key.indexOf('.') + 1) + "${";
            assertTrue(
                    code.indexOf("'" + key + "'") >= 0 || key.contains(".") && code.indexOf(made) >= 0,
                    () -> key + " is not asked for");
        }
    }

    /** Exactly the reasons of the server have a title and a remedy in German. */
    @Test
    void reasonsOfTheServerHaveGermanTexts() {
        List<String> reasons =
                Arrays.stream(Reason.values()).map(Reason::code).sorted().toList();
        List<String> german = wordsOf("de");
        for (String prefix : List.of("reason.", "remedy.")) {
            assertEquals(
                    reasons,
                    german.stream()
                            .filter(key -> key.startsWith(prefix))
                            .map(key -> key.substring(prefix.length()))
                            .sorted()
                            .toList());
        }
    }

    private List<String> wordsOf(String language) {
        String keys = String.valueOf(console.evaluate("texts/" + language + ".js", "Object.keys(m.default).join()"));
        return List.of(keys.split(","));
    }

    @Test
    void isSmall() throws IOException {
        long raw = 0;
        long zipped = 0;
        for (Path file : files().toList()) {
            raw += Files.size(file);
            zipped += zipped(file);
        }
        assertTrue(raw < 400_000, "raw: " + raw);
        assertTrue(zipped < 120_000, "zipped: " + zipped);
    }

    @Test
    void namesNothingThatFileVaultWouldDecode() throws IOException {
        assertEquals(
                List.of(),
                files().filter(file -> file.getFileName().toString().startsWith("_"))
                        .toList());
    }

    private static Stream<Path> files() throws IOException {
        return Files.walk(FILES).filter(Files::isRegularFile).filter(file -> !file.endsWith(".content.xml"));
    }

    private static long zipped(Path file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            Files.copy(file, gzip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.size();
    }
}
