package org.openguides.processing.it;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The console at scale: a long history, a long log, a page that is open for a long time. */
@ExtendWith(SharedSling.class)
@Nightly
final class ConsoleScaleIT {

    private static final int RUNS = 1_000;
    private static final int LINES = 1_000_000;
    private static final int SEGMENT = 500;

    /** Records how long the page is unresponsive; read by {@code window.longest}. */
    private static final String WATCH = "window.longest = 0; new PerformanceObserver((list) => list.getEntries()"
            + ".forEach((each) => (window.longest = Math.max(window.longest, each.duration))))"
            + ".observe({type: 'longtask', buffered: true})";

    private final SlingServer server;
    private final GuidesApi api;

    ConsoleScaleIT(SlingServer server) {
        this.server = server;
        this.api = new GuidesApi(server.admin());
    }

    @Test
    void aHistoryOfAThousandRunsIsScrolled() {
        ConsoleContent content = new ConsoleContent(server);
        String folder = content.topics("console-scale", 1, 0);
        for (int i = 1; i < RUNS; i++) {
            api.run(GuidesApi.request(folder));
        }
        String more = content.topics("console-scale-more", 600, 0);
        content.slow();
        String id = api.start(GuidesApi.request(more));
        try (Console console = Console.alone(server)) {
            Page page = console.page();
            page.addInitScript(WATCH);
            page.reload();
            assertThat(page.locator("[data-run]").first()).isVisible();
            report(
                    "first paint of the list",
                    page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"));
            while (page.locator("[data-run]").count() < RUNS) {
                int before = page.locator("[data-run]").count();
                page.mouse().wheel(0, 100_000);
                Awaitility.await("older runs")
                        .until(() -> page.locator("[data-run]").count() > before);
            }
            report("longest task while scrolling through " + RUNS + " runs", page.evaluate("window.longest"));
            assertThat(console.row(id).locator(".status")).hasText("In progress");
            page.evaluate("window.longest = 0");
            long wait = longestWait(page);
            report("longest task while polling", page.evaluate("window.longest"));
            report("longest wait for an answer of the page while polling", wait);
            assertTrue(wait < 1_000, "no poll keeps the page longer than a second");
        } finally {
            content.fast();
        }
    }

    /** The longest time that the page is unresponsive during eight updates, in milliseconds. */
    private static long longestWait(Page page) {
        AtomicInteger polls = new AtomicInteger();
        page.onResponse(answer -> polls.addAndGet(answer.url().contains("/process/history") ? 1 : 0));
        long longest = 0;
        while (polls.get() < 8) {
            long before = System.nanoTime();
            page.evaluate("1");
            longest = Math.max(longest, System.nanoTime() - before);
            page.waitForTimeout(50);
        }
        return longest / 1_000_000;
    }

    @Test
    void aLogOfAMillionLinesIsReadAtAnyPosition() {
        String folder = new ConsoleContent(server).topics("console-long", 1, 0);
        String id = GuidesApi.text(api.run(GuidesApi.request(folder)), "processingId");
        String log = String.valueOf(GuidesApi.object(server.admin()
                        .with("Accept", "application/json")
                        .get("/bin/guides/v1/assets/process/logs/download?processingId=" + id))
                .getAsJsonArray("logFilePaths")
                .get(0)
                .getAsString());
        lengthen(log.substring(0, log.lastIndexOf('/')));
        try (Console console = Console.of(server)) {
            Page page = console.page();
            page.addInitScript(WATCH);
            console.open("?view=run&tab=log&id=" + id);
            assertThat(page.locator(".log-tools .figures")).containsText("1,000,000 lines");
            assertThat(page.locator("[data-line='999999']")).isVisible();
            page.locator(".log").evaluate("e => { e.scrollTop = 0 }");
            assertThat(page.locator("[data-line='0']")).containsText("line 0");
            page.evaluate("location.hash = '#L500123'");
            assertThat(page.locator("[data-line='500123']")).containsText("line 123");
            assertTrue(page.locator(".line").count() < 100);
            report("longest task in a log of a million lines", page.evaluate("window.longest"));

            page.getByLabel("Search in the log").fill("no such text");
            assertThat(page.locator(".log-tools .figures")).containsText("0 found, 1,000,000 of 1,000,000");
        }
    }

    @Test
    void thePageDoesNotGrowInAnHourOfPolling() {
        ConsoleContent content = new ConsoleContent(server);
        String folder = content.topics("console-hour", 50, 0);
        content.slow();
        new ServerSettings(server.admin()).set("org.openguides.processing.throttle", Map.of("pauseMillis", "3600000"));
        String id = api.start(GuidesApi.request(folder));
        try (Console console = Console.alone(server)) {
            Page page = console.page();
            page.clock().install();
            console.open("?view=run&id=" + id);
            assertThat(console.state()).isVisible();
            CDPSession devTools = console.context().newCDPSession(page);
            pass(page, 300);
            double before = heap(devTools);
            pass(page, 3_600);
            double after = heap(devTools);
            report("heap before and after an hour in MB", List.of(before, after));
            assertTrue(after < before + 2, before + " MB became " + after);
            assertThat(console.state()).hasText("In progress");
        } finally {
            content.fast();
            assertEquals(
                    200,
                    server.admin()
                            .post(GuidesApi.PROCESS + "/cancel", Map.of("processingId", id))
                            .statusCode());
        }
    }

    private static void pass(Page page, int seconds) {
        for (int second = 0; second < seconds; second += 2) {
            page.clock().runFor(2_000);
        }
    }

    private static double heap(CDPSession devTools) {
        devTools.send("HeapProfiler.collectGarbage");
        // Not performance.memory, because the clock of the tests replaces performance.
        double bytes = devTools.send("Runtime.getHeapUsage").get("usedSize").getAsDouble();
        return Math.round(bytes / 10_000) / 100.0;
    }

    /** Adds a million lines to the log of a run, in files with the layout of the server. */
    private void lengthen(String log) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < SEGMENT; i++) {
            lines.append("2026-02-26 08:59:10:755: INFO: [ASSET_PROCESSING] line ")
                    .append(i)
                    .append('\n');
        }
        for (int first = 0; first < LINES / SEGMENT; first += 200) {
            JsonObject files = new JsonObject();
            for (int segment = first; segment < first + 200; segment++) {
                files.add("s%05d".formatted(segment), BulkContent.file("oak:Resource", lines.toString()));
            }
            new BulkContent(server.admin()).add(log, files);
        }
        server.admin().post(log, Map.of("lines", String.valueOf(LINES), "lines@TypeHint", "Long"));
    }

    private static void report(String what, Object value) {
        System.out.println("console: " + what + ": " + value);
    }
}
