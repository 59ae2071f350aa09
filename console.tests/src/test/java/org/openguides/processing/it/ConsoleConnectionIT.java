package org.openguides.processing.it;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The page and its server: sessions, permissions, and an open page while the server is unavailable. */
@ExtendWith(SharedSling.class)
final class ConsoleConnectionIT {

    private final SlingServer server;
    private final ConsoleContent content;
    private final GuidesApi api;

    ConsoleConnectionIT(SlingServer server) {
        this.server = server;
        this.content = new ConsoleContent(server);
        this.api = new GuidesApi(server.admin());
    }

    @Test
    void anExpiredSessionIsShownAndSigningInRestoresTheView() {
        try (Console console = Console.alone(server)) {
            Page page = console.open("?status=failure").page();
            assertThat(page.locator("[data-state=ok]")).isVisible();
            console.context().clearCookies();
            page.getByLabel("Status").selectOption("cancelled");
            assertThat(page.locator("[data-state=login]")).isVisible();
            console.button("Sign in again").click();
            page.locator("input[name=j_username]").fill("admin");
            page.locator("input[name=j_password]").fill("admin");
            page.locator("input[type=submit], button").first().click();
            assertThat(page).hasURL(Pattern.compile(".*status=cancelled"));
            assertThat(page.locator("[data-state=ok]")).isVisible();
        }
    }

    @Test
    void eachUserSeesOnlyWhatTheApiAllows() {
        String folder = content.topics("console-rights", 2, 0);
        String id = GuidesApi.text(api.run(GuidesApi.request(folder)), "processingId");
        for (String user : List.of("console-reader", "console-stranger")) {
            server.admin()
                    .post(
                            "/system/userManager/user.create.json",
                            Map.of(":name", user, "pwd", user, "pwdConfirm", user));
        }
        server.admin()
                .post(
                        folder + ".modifyAce.json",
                        Map.of("principalId", "console-reader", "privilege@jcr:read", "granted"));
        try (Console console = Console.of(server, Console.Look.USUAL, "console-reader", "console-reader")
                .open("")) {
            Page page = console.page();
            assertThat(console.row(id)).isVisible();
            console.row(id).getByText("Restart").click();
            assertThat(console.row(id).getByRole(AriaRole.ALERT)).containsText("You may not modify");
            console.button("New run").click();
            page.locator("#field-paths").fill(folder);
            console.button("Start").click();
            assertThat(page.locator("#error-paths")).containsText("but not modify it");
        }
        try (Console console = Console.of(server, Console.Look.USUAL, "console-stranger", "console-stranger")
                .open("")) {
            assertThat(console.heading("No runs yet")).isVisible();
            console.open("?view=run&id=" + id);
            assertThat(console.heading("This run cannot be shown")).isVisible();
            assertEquals(List.of(), console.violations());
        }
    }

    @Nightly
    @Test
    void aFrozenPageSendsNoRequests() {
        try (Console console = Console.of(server)) {
            Page page = console.page();
            assertThat(page.locator("[data-run], .empty").first()).isVisible();
            page.waitForLoadState(LoadState.NETWORKIDLE);
            console.button("Freeze").click();
            assertThat(page.locator("[data-state=frozen]")).isVisible();
            page.evaluate("window.asked = []; const fetch = window.fetch;"
                    + " window.fetch = (...all) => {window.asked.push(String(all[0])); return fetch(...all)}; 0");
            String folder = content.topics("console-frozen", 1, 0);
            String id = GuidesApi.text(api.run(GuidesApi.request(folder)), "processingId");
            assertEquals(List.of(), page.evaluate("window.asked"));
            assertThat(console.row(id)).hasCount(0);
            console.button("Resume updates").click();
            assertThat(page.locator("[data-state=ok]")).isVisible();
        }
    }

    @Nightly
    @Test
    void anUnavailableServerIsPolledLessOftenAndItsReturnIsNoticed() {
        countsAsUnavailable(console -> console.page().route("**/v1/**", route -> route.abort()));
    }

    @Nightly
    @Test
    void aServerThatIsNotReadyCountsAsUnavailable() {
        countsAsUnavailable(console -> console.intercept(
                "**/v1/**", 503, "application/problem+json", "{\"code\":\"not-ready\",\"status\":503}"));
    }

    private void countsAsUnavailable(Consumer<Console> fault) {
        try (Console console = Console.of(server)) {
            Page page = console.page();
            assertThat(page.locator("[data-state=ok]")).isVisible();
            fault.accept(console);
            page.getByLabel("Status").selectOption("failure");
            assertThat(page.locator("[data-state=away]")).containsText("trying again in");
            page.unroute("**/v1/**");
            assertThat(page.locator("[data-state=ok]")).isVisible();
        }
    }

    @Nightly
    @Test
    void failingChecksAreShownUntilTheyAreDismissed() {
        try (Console console = Console.of(server)) {
            console.intercept(
                    "**/system/status",
                    200,
                    "application/json",
                    "{\"health\":[{\"name\":\"OpenGuides <b>jobs</b>\",\"status\":\"WARN\",\"findings\":"
                            + "[{\"severity\":\"WARN\",\"message\":\"A queue is <i>full</i>\"}]},{\"name\":\"fine\",\"status\":\"OK\"}]}");
            Page page = console.open("").page();
            assertThat(page.getByText("Warning: OpenGuides <b>jobs</b>")).isVisible();
            assertThat(page.getByText("A queue is <i>full</i>")).isVisible();
            console.button("Dismiss").click();
            assertThat(page.getByText("A queue is <i>full</i>")).hasCount(0);
        }
    }

    @Nightly
    @Test
    void anIncompleteCountIsNotShownAsNoFindings() {
        String id = GuidesApi.text(api.run(GuidesApi.request(content.topics("console-cut", 1, 0))), "processingId");
        try (Console console = Console.of(server)) {
            console.intercept(
                    "**/process/failures*",
                    200,
                    "application/json",
                    "{\"groups\":[],\"items\":[],\"hidden\":0,\"offset\":0,\"limit\":1,\"hasMore\":false,\"complete\":false}");
            Page page = console.open("?view=run&tab=failures&id=" + id).page();
            assertThat(page.getByText("There are more findings than can be counted at once"))
                    .isVisible();
            assertThat(console.button("All as CSV")).isVisible();
            assertThat(page.getByText("Nothing failed")).hasCount(0);
        }
    }

    /** Unknown records must not hide the others. */
    @Test
    void oneUnreadableRecordDoesNotBlankTheList() {
        try (Console console = Console.of(server)) {
            console.intercept(
                    "**/process/history*",
                    200,
                    "application/json",
                    "{\"executionHistory\":[null,7,{\"processingId\":\"a\",\"path\":{},\"status\":9,\"migrationSet\":null,\"filter\":3},"
                            + "{\"processingId\":\"b\",\"status\":\"NEW_STATE\",\"path\":\"/content/dam/b\",\"eta\":null}]}");
            Page page = console.open("").page();
            assertThat(page.locator("[data-run=a]")).isVisible();
            assertThat(page.locator("[data-run=b]")).containsText("/content/dam/b");
            assertThat(page.getByText("A record that cannot be read")).hasCount(2);
        }
    }

    @Nightly
    @Test
    void isReachableByTheUrlBelowApps() {
        try (Console console = Console.of(server)) {
            Page page = console.page();
            page.navigate(server.base() + "/apps/openguides/console.html");
            assertTrue(page.url().endsWith("/bin/openguides/console.html"), page.url());
            assertThat(page.locator("h1")).hasText("Runs");
        }
    }
}
