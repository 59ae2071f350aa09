package org.openguides.processing.it;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import org.awaitility.Awaitility;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * The console in its own window, with a signed-in user. Asserts that the page calls no other host, keeps its
 * policy and has no errors. For one thread.
 */
final class Console implements AutoCloseable {

    private static final String PAGE = "/bin/openguides/console.html";
    private static final double WAIT_MILLIS = 60_000;

    /** By server, look and user; they end with the browser. */
    private static final Map<List<Object>, BrowserContext> SHARED = new HashMap<>();

    private final URI base;
    private final BrowserContext context;
    private final boolean alone;
    private final Page page;
    private final List<String> faults = new CopyOnWriteArrayList<>();

    static {
        PlaywrightAssertions.setDefaultAssertionTimeout(WAIT_MILLIS);
        Awaitility.setDefaultTimeout(Duration.ofMillis((long) WAIT_MILLIS));
    }

    /** Size, colours, locale and motion of the window. */
    record Look(ColorScheme scheme, int width, int height, String locale) {

        static final Look USUAL = new Look(ColorScheme.LIGHT, 1280, 900, "en-US");

        Look dark() {
            return new Look(ColorScheme.DARK, width, height, locale);
        }

        Look narrow() {
            return new Look(scheme, 360, 800, locale);
        }

        Look in(String other) {
            return new Look(scheme, width, height, other);
        }
    }

    private Console(URI base, BrowserContext context, boolean alone) {
        this.base = base;
        this.context = context;
        this.alone = alone;
        this.page = context.newPage();
        page.onPageError(faults::add);
        page.onConsoleMessage(this::note);
        page.onRequest(this::note);
    }

    /** The list of runs for the administrator. */
    static Console of(SlingServer server) {
        return of(server, Look.USUAL);
    }

    static Console of(SlingServer server, Look look) {
        return of(server, look, "admin", "admin").open("");
    }

    /** A view for the administrator. */
    static Console at(SlingServer server, String query) {
        return of(server, Look.USUAL, "admin", "admin").open(query);
    }

    /** For a signed-in user, in a browser that has cached the files of the page. Shows nothing yet. */
    static Console of(SlingServer server, Look look, String user, String password) {
        BrowserContext context = SHARED.computeIfAbsent(
                List.of(server.base(), look, user), key -> signedIn(server.base(), look, user, password));
        return new Console(server.base(), context, false);
    }

    /** The list of runs in a separate browser context, for tests of cookies or the clock. */
    static Console alone(SlingServer server) {
        return new Console(server.base(), signedIn(server.base(), Look.USUAL, "admin", "admin"), true).open("");
    }

    private static BrowserContext signedIn(URI base, Look look, String user, String password) {
        BrowserContext context = Chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setColorScheme(look.scheme())
                        .setViewportSize(look.width(), look.height())
                        .setLocale(look.locale())
                        .setTimezoneId("Europe/Berlin"));
        context.setDefaultTimeout(WAIT_MILLIS);
        signIn(base, context, user, password);
        return context;
    }

    /** Signs in as a form does; a cookie keeps it. */
    private static void signIn(URI base, BrowserContext context, String user, String password) {
        FormData form = FormData.create()
                .set("j_username", user)
                .set("j_password", password)
                .set("j_validate", "true");
        APIResponse answer = context.request()
                .post(
                        base + "/j_security_check",
                        RequestOptions.create().setHeader("Referer", base + "/").setForm(form));
        assertEquals(200, answer.status(), answer::text);
    }

    private void note(ConsoleMessage message) {
        // Refused and unanswered requests are the subject of some tests.
        if (message.type().equals("error") && !message.text().contains("Failed to load resource")) {
            faults.add(message.text());
        }
    }

    private void note(Request request) {
        String url = request.url();
        if (!url.startsWith(base + "/") && !url.startsWith("blob:" + base) && !url.startsWith("data:")) {
            faults.add("asks another host: " + url);
        }
    }

    /** Opens a view by its URL. */
    Console open(String query) {
        page.navigate(base + PAGE + query);
        page.locator("main h1").first().waitFor();
        return this;
    }

    /** Navigates to a view like a link in the page, without reloading the page. */
    Console go(String query) {
        page.evaluate(
                "(query) => {history.pushState(null, '', location.pathname + query);"
                        + " dispatchEvent(new PopStateEvent('popstate'))}",
                query);
        return this;
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator heading(String name) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
    }

    /** The row of a run in the list. */
    Locator row(String id) {
        return page.locator("[data-run='" + id + "']");
    }

    /** The state of the run on its page. */
    Locator state() {
        return page.locator(".run-head .status");
    }

    /** The id of the run whose page is shown. */
    String runShown() {
        page.waitForURL(url -> url.contains("view=run"));
        return page.url().replaceAll(".*[?&]id=([0-9a-f-]+).*", "$1");
    }

    /** The violations that accessibility checks find. */
    List<String> violations() {
        return axe()
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
                .analyze()
                .getViolations()
                .stream()
                .map(Console::inWords)
                .toList();
    }

    /** The violations that one of these checks finds. */
    List<String> violations(String rule) {
        return axe().withRules(List.of(rule)).analyze().getViolations().stream()
                .map(Console::inWords)
                .toList();
    }

    /** Legacy mode checks in the page itself. It would miss frames, but the page has none. */
    private AxeBuilder axe() {
        return new AxeBuilder(page).setLegacyMode(true);
    }

    private static String inWords(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " "
                + rule.getNodes().stream()
                        .map(node -> String.valueOf(node.getTarget()) + " " + node.getFailureSummary())
                        .toList();
    }

    /** How many pixels the page is wider than its window. */
    int overflow() {
        return ((Number) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .intValue();
    }

    /** Evaluates an expression with a module of the page: {@code use} gets its exports as {@code m}. */
    Object evaluate(String module, String use) {
        String version = (String) page.evaluate(
                "document.querySelector('script[type=module]').getAttribute('src').replace('main.js', '')");
        return page.evaluate(
                "async ([url, use]) => {const m = await import(url); return (" + "(m) => " + use + ")(m)}",
                List.of(base + "/bin/openguides/" + version + module, use));
    }

    /** A picture of what the window shows, without the empty space below it. */
    void screenshot(Path file) {
        Number end = (Number)
                page.evaluate(
                        "document.querySelector('dialog[open]') ? innerHeight : Math.min(innerHeight,"
                                + " 24 + Math.max(...[...document.querySelectorAll('main *')].map((e) => e.getBoundingClientRect().bottom)))");
        page.screenshot(
                new Page.ScreenshotOptions().setPath(file).setClip(0, 0, page.viewportSize().width, end.doubleValue()));
    }

    /** Replaces the response to matching requests. */
    void intercept(String glob, int status, String type, String body) {
        page.route(
                glob,
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(status)
                        .setHeaders(Map.of("Content-Type", type))
                        .setBody(body)));
    }

    /**
     * Responds in place of the server; unlike a route, this keeps the cache of the browser. It applies from the next view that
     * is opened.
     *
     * @param script an expression of JavaScript: a function of a URL and the options of a request, which returns the response, or
     *     nothing to pass the request to the server; {@code json} creates a response from an object
     */
    Console answering(String script) {
        page.addInitScript(
                """
                {
                  const ask = window.fetch;
                  const json = (body, status = 200, type = 'application/json') =>
                    new Response(JSON.stringify(body), {status, headers: {'Content-Type': type}});
                  const answer = %s;
                  window.fetch = async (url, options) => (await answer(String(url), options)) ?? ask(url, options);
                }
                """
                        .formatted(script));
        return this;
    }

    /** Does something and closes the window. */
    static void with(SlingServer server, Look look, Consumer<Console> test) {
        try (Console console = of(server, look)) {
            test.accept(console);
        }
    }

    /** Closes the window; asserts that the page had no errors. */
    @Override
    public void close() {
        page.close();
        if (alone) {
            context.close();
        }
        assertEquals(List.of(), faults);
    }
}
