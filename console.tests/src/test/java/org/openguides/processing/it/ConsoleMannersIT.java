package org.openguides.processing.it;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The behaviour of an open page: load on the server, layout stability, announcements. */
@ExtendWith(SharedSling.class)
final class ConsoleMannersIT {

    private static final String HIDDEN =
            "(hidden) => {Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});"
                    + " document.dispatchEvent(new Event('visibilitychange'))}";
    /** Sums up layout shifts without user input; read by {@code window.shift}. */
    private static final String WATCH = "window.shift = 0; new PerformanceObserver((list) => list.getEntries()"
            + ".forEach((each) => (window.shift += each.value))).observe({type: 'layout-shift', buffered: true}); 0";
    /** Records, by the clock of the page, when announcements change; read by {@code window.spoken}. */
    private static final String LISTEN = "window.spoken = []; const region = document.querySelector('[aria-live]');"
            + " new MutationObserver(() => window.spoken.push([Date.now(), region.textContent]))"
            + ".observe(region, {childList: true, characterData: true, subtree: true}); 0";

    /** A run that progresses with each request, until the counts, the rate and the percentage have more digits. */
    private static final String MOVING =
            """
            (url) => {
              const done = () => 7 + 97 * (window.looks = (window.looks ?? -1) + 1);
              const run = (triggeredCount) => ({
                processingId: 'made-up', status: 'PROCESSING', phase: 'PROCESSING', type: 'ASSET_PROCESSING', path: '/content/dam',
                createdBy: 'admin', startedAt: 1, cancellable: true, triggeredCount, succeededCount: triggeredCount, rate: triggeredCount,
                migrationSet: {totalFiles: 10000, calculationStatus: COUNTED}, guidesProperties: 'own', throttledBy: 'authors',
              });
              return url.includes('/process/status') ? json(run(done()))
                : url.includes('/process/history') ? json({executionHistory: [run(done())]})
                : undefined;
            }
            """;

    private static final String MADE_UP = "?view=run&id=made-up";

    private final SlingServer server;
    private final ConsoleContent content;
    private final GuidesApi api;

    ConsoleMannersIT(SlingServer server) {
        this.server = server;
        this.content = new ConsoleContent(server);
        this.api = new GuidesApi(server.admin());
    }

    @Nightly
    @Test
    void aHiddenTabSendsNoRequestsAndUpdatesAtOnceWhenShown() {
        try (Console console = Console.alone(server)) {
            Page page = console.page();
            page.clock().install();
            console.open("");
            assertThat(page.locator("[data-run], .empty").first()).isVisible();
            List<String> asked = new CopyOnWriteArrayList<>();
            page.onRequest(request -> asked.add(request.url()));
            page.evaluate(HIDDEN, true);
            page.clock().runFor(10 * 60_000);
            assertEquals(List.of(), asked);

            page.evaluate(HIDDEN, false);
            Awaitility.await("a question").until(() -> {
                page.clock().runFor(1);
                return asked.stream().anyMatch(url -> url.contains("/process/history"));
            });
        }
    }

    /** The run is simulated, because it has to change with each request; the clock of the page times the announcements. */
    @Nightly
    @Test
    void announcementsComeFromOnePoliteRegionAtMostEveryTenSeconds() {
        try (Console console = Console.alone(server)) {
            Page page = console.page();
            page.clock().install();
            moving(console).open(MADE_UP);
            assertThat(console.state()).hasText("In progress");
            assertThat(page.locator("[aria-live], [role=status], [role=log]")).hasCount(1);
            assertThat(page.locator("[aria-live]")).hasAttribute("aria-live", "polite");
            page.evaluate(LISTEN);
            for (int second = 0; second < 60; second++) {
                page.clock().runFor(1_000);
            }
            assertTrue(looks(page) >= 20, () -> looks(page) + " looks in a minute");
            List<Long> times = times(page);
            assertTrue(times.size() >= 4, times::toString);
            for (int i = 1; i < times.size(); i++) {
                long pause = times.get(i) - times.get(i - 1);
                assertTrue(pause >= 10_000, () -> times + ": " + pause + " ms");
            }
        }
    }

    private static Console moving(Console console) {
        return console.answering(MOVING.replace("COUNTED", "'SUCCESS'"));
    }

    private static int looks(Page page) {
        return ((Number) page.evaluate("window.looks")).intValue();
    }

    private static List<Long> times(Page page) {
        List<Long> times = new ArrayList<>();
        for (Object each : (List<?>) page.evaluate("window.spoken")) {
            times.add(((Number) ((List<?>) each).get(0)).longValue());
        }
        return times;
    }

    @Nightly
    @Test
    void layoutAndFocusAreStableWhileNumbersChange() {
        try (Console console = Console.of(server)) {
            Page page = console.page();
            moving(console);
            page.addInitScript(WATCH);
            for (String query : List.of(MADE_UP, "")) {
                console.open(query);
                console.button("Cancel").focus();
                page.evaluate("new Promise(requestAnimationFrame)");
                page.evaluate("window.shift = 0");
                Awaitility.await("updates").until(() -> looks(page) >= 3);
                assertEquals(0, ((Number) page.evaluate("window.shift")).doubleValue(), 0.001, "jumps in " + query);
                assertThat(console.button("Cancel")).isFocused();
            }
        }
    }

    @Nightly
    @Test
    void aRefusedRequestForOlderRunsIsRepeatedOnlyByTheUser() {
        try (Console console = Console.of(server)) {
            Page page = console.answering(
                            """
                            (url) => {
                              const runs = (processingId) => ({executionHistory: [{processingId, status: 'SUCCESS'}]});
                              if (!url.includes('/process/history')) {
                                return undefined;
                              }
                              if (!url.includes('before=')) {
                                return json({...runs('newer'), nextBefore: 'then'});
                              }
                              window.asked = (window.asked ?? 0) + 1;
                              return window.asked === 1 ? Promise.reject(new TypeError('away')) : json(runs('older'));
                            }
                            """)
                    .open("")
                    .page();
            assertThat(page.getByText("The server does not answer at the moment"))
                    .isVisible();
            page.evaluate("(async () => {for (let i = 0; i < 60; i++) {await new Promise(requestAnimationFrame)}})()");
            assertEquals(1, page.evaluate("window.asked"));
            console.button("Older runs").click();
            assertThat(console.row("older")).isVisible();
            assertThat(console.button("Older runs")).hasCount(0);
        }
    }

    @Nightly
    @Test
    void aRefusedExportShowsTheReason() {
        try (Console console = Console.of(server)) {
            Page page = console.answering(
                            """
                            (url, {headers}) => !url.includes('/references/broken') ? undefined
                              : headers.Accept === 'text/csv' ? json({detail: 'Too many at once.'}, 400, 'application/problem+json')
                              : json({references: [{path: '/content/dam/a', element: 'xref', attribute: 'href', value: 'b'}]})
                            """)
                    .open("?view=broken&path=/content/dam")
                    .page();
            console.button("CSV").click();
            assertThat(page.getByText("Too many at once.")).isVisible();
        }
    }

    @Nightly
    @Test
    void theReasonForASlowRunAndTheModeOfAemGuidesAreExplained() {
        try (Console console = Console.of(server)) {
            Page page = moving(console).open(MADE_UP).page();
            assertThat(page.getByText("Slower because authors are editing")).isVisible();
            assertThat(page.getByText("it does not change the properties that AEM Guides writes"))
                    .isVisible();
        }
    }

    @Nightly
    @Test
    void reducedMotionIsRespected() {
        try (Console console = Console.of(server)) {
            Page page = console.answering(MOVING.replace("COUNTED", "'PROCESSING'"))
                    .open(MADE_UP)
                    .page();
            assertThat(page.locator(".bar.open > div")).hasCSS("animation-name", "go-on");
            page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
            assertThat(page.locator(".bar.open > div")).hasCSS("animation-name", "none");
            assertEquals(
                    List.of(),
                    page.evaluate(
                            "[...document.querySelectorAll('*')].filter((e) => {const s = getComputedStyle(e);"
                                    + " return s.animationName !== 'none' || s.transitionDuration !== '0s'}).map((e) => e.className)"));
        }
    }

    /** AEM refuses a POST without a token that is younger than ten minutes; plain Sling has none. */
    @Test
    void eachPostSendsATokenWhereThePlatformHasTokens() {
        String folder = content.topics("console-token", 1, 0);
        String id = GuidesApi.text(api.run(GuidesApi.request(folder)), "processingId");
        try (Console console = Console.at(server, "?view=run&id=" + id)) {
            Page page = console.page();
            AtomicInteger tokens = new AtomicInteger();
            page.route(
                    "**/libs/granite/csrf/token.json",
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setContentType("application/json")
                            .setBody("{\"token\":\"token " + tokens.incrementAndGet() + "\"}")));
            assertEquals(
                    "token 1", tokenOf(page, () -> console.button("Restart").click()));
            page.waitForURL(url -> !url.contains(id));
            assertThat(console.state()).hasText("Completed");
            console.button("Delete").click();
            assertEquals("token 2", tokenOf(page, () -> page.getByRole(AriaRole.DIALOG)
                    .locator("button.danger")
                    .click()));
            assertThat(console.heading("Runs")).isVisible();
        }
    }

    @Nightly
    @Test
    void missingTokensAreRequestedOnce() {
        String folder = content.topics("console-no-token", 1, 0);
        String id = GuidesApi.text(api.run(GuidesApi.request(folder)), "processingId");
        try (Console console = Console.at(server, "?view=run&id=" + id)) {
            Page page = console.page();
            List<String> asked = new CopyOnWriteArrayList<>();
            page.onRequest(request -> asked.add(request.url()));
            assertEquals("", tokenOf(page, () -> console.button("Restart").click()));
            page.waitForURL(url -> !url.contains(id));
            assertThat(console.state()).hasText("Completed");
            assertEquals("", tokenOf(page, () -> console.button("Restart").click()));
            assertEquals(
                    1,
                    asked.stream()
                            .filter(url -> url.endsWith("/csrf/token.json"))
                            .count());
        }
    }

    private static String tokenOf(Page page, Runnable post) {
        Request request = page.waitForRequest(each -> each.method().equals("POST"), post);
        return request.headers().getOrDefault("csrf-token", "");
    }
}
