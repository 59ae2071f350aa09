package org.openguides.processing.it;

import java.util.regex.Pattern;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A run from the dialog to its end, from the user's point of view. */
@ExtendWith(SharedSling.class)
final class ConsoleLifeIT {

    private final SlingServer server;
    private final ConsoleContent content;
    private final GuidesApi api;

    ConsoleLifeIT(SlingServer server) {
        this.server = server;
        this.content = new ConsoleContent(server);
        this.api = new GuidesApi(server.admin());
    }

    @AfterEach
    void resumeProcessing() {
        content.goOn();
    }

    @Test
    void aRunIsStartedMonitoredCancelledAndResumed() {
        String folder = content.topics("console-life", 120, 0);
        content.rest();
        try (Console console = Console.of(server)) {
            Page page = console.page();
            console.button("New run").click();
            page.locator("#field-paths").fill(folder);
            console.button("Start").click();

            String id = console.runShown();
            assertThat(console.state()).hasText("In progress");
            Awaitility.await("progress in the page").until(() -> done(page) > 0);

            console.link("Log").click();
            Locator log = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Lines of the log"));
            assertThat(log).containsText("Requested by admin");

            console.button("Cancel").click();
            page.getByRole(AriaRole.DIALOG).getByText("Cancel the run").click();
            assertThat(console.state()).hasText("Cancelled");
            assertThat(log).containsText("ancelled");

            content.fast();
            console.button("Resume").click();
            assertThat(console.state()).hasText("Completed");
            assertEquals(120, GuidesApi.number(api.status(id), "succeededCount"));
            assertThat(page.locator("[role=status]")).containsText("Completed");
        }
    }

    @Nightly
    @Test
    void theListIsUpdatedDuringARunAndKeepsTheFocus() {
        String folder = content.topics("console-list", 120, 0);
        content.slow();
        String id = api.start(GuidesApi.request(folder));
        try (Console console = Console.of(server)) {
            Locator row = console.row(id);
            Locator bar = row.getByRole(AriaRole.PROGRESSBAR);
            assertThat(bar).isVisible();
            Locator title = row.getByRole(AriaRole.LINK).first();
            title.focus();
            String before = row.textContent();
            Awaitility.await("progress in the list").until(() -> !before.equals(row.textContent()));
            assertThat(title).isFocused();

            content.fast();
            assertThat(row.locator(".status")).hasText("Completed");
            assertThat(bar).hasCount(0);
        }
    }

    @Nightly
    @Test
    void aDryRunEndsWithItsCountAndAButtonForTheRealRun() {
        String folder = content.topics("console-dry", 3, 0);
        try (Console console = Console.of(server)) {
            Page page = console.page();
            page.keyboard().press("n");
            page.locator("#field-paths").fill(folder);
            page.getByLabel("Dry run").check();
            console.button("Start dry run").click();

            String dry = console.runShown();
            assertThat(page.locator(".dry-run")).containsText("A run would process 3 files.");
            console.button("Run this").click();
            assertThat(page.locator("h1")).not().containsText("Dry run");
            String run = console.runShown();
            assertNotEquals(dry, run);
            assertThat(console.state()).hasText("Completed");
            assertEquals(3, GuidesApi.number(api.awaitSuccess(run), "succeededCount"));
        }
    }

    @Nightly
    @Test
    void aComparisonShowsWhatWouldChangeUntilNothingWould() {
        String folder = content.topics("console-compare", 3, 0);
        try (Console console = Console.of(server)) {
            Page page = console.page();
            page.keyboard().press("n");
            page.locator("#field-paths").fill(folder);
            page.getByLabel("Dry run").check();
            page.getByLabel("Compare").check();
            console.button("Start dry run").click();

            console.runShown();
            Locator comparison = page.locator(".comparison");
            assertThat(comparison.locator("h2")).hasText("3 assets compared");
            assertThat(comparison).containsText("Assets on which a property would change");
            assertThat(comparison).containsText(folder + "/t0.dita");
            console.button("Run this").click();
            assertThat(page.locator("h1")).not().containsText("Comparison");
            api.awaitSuccess(console.runShown());

            JsonObject again = GuidesApi.request(folder);
            again.addProperty("dryRun", true);
            again.addProperty("compare", true);
            console.open("?view=run&id=" + GuidesApi.text(api.run(again), "processingId"));
            assertThat(comparison).containsText("No property would change.");
            assertThat(comparison.locator("table")).hasCount(0);
        }
    }

    @Test
    void errorsAreShownAtTheirFieldsAndAnOverlapNamesTheRun() {
        String folder = content.topics("console-overlap", 120, 0);
        content.rest();
        String id = api.start(GuidesApi.request(folder));
        try (Console console = Console.of(server)) {
            Page page = console.page();
            console.button("New run").click();
            console.button("Start").click();
            assertThat(page.locator("#error-paths")).hasText("Choose at least one folder or file.");
            assertThat(page.locator("#field-paths")).isFocused();

            page.locator("#field-paths").fill("/content/dam/none");
            console.button("Start").click();
            assertThat(page.locator("#error-paths")).containsText("There is nothing at \"/content/dam/none\"");
            // The wrong value stays in its field, so that the user can correct it.
            assertThat(page.locator("#field-paths")).hasValue("/content/dam/none");
            page.locator("#field-paths").fill(folder + "/t1.dita");
            console.button("Start").click();
            Locator conflict = page.locator(".conflicts a");
            assertThat(conflict).hasText("Run " + id.substring(0, 8));
            assertTrue(conflict.getAttribute("href").contains(id));
        } finally {
            api.control("cancel", id);
        }
    }

    @Nightly
    @Test
    void anEndedRunCanBeDeletedAfterConfirmation() {
        String folder = content.topics("console-delete", 1, 0);
        String id = GuidesApi.text(api.run(GuidesApi.request(folder)), "processingId");
        try (Console console = Console.of(server)) {
            Locator delete =
                    console.row(id).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Delete"));
            delete.click();
            console.button("Keep it").click();
            assertThat(console.row(id)).isVisible();
            assertThat(delete).isFocused();
            delete.click();
            console.page().getByRole(AriaRole.DIALOG).locator("button.danger").click();
            assertThat(console.row(id)).hasCount(0);
        }
        assertEquals(
                400,
                server.admin().get(GuidesApi.STATUS + "?processingId=" + id).statusCode());
    }

    @Test
    void theListIsFilteredAndTheFilterIsInTheUrl() {
        String folder = content.topics("console-filter", 1, 0);
        String id = GuidesApi.text(api.run(GuidesApi.request(folder)), "processingId");
        try (Console console = Console.of(server)) {
            Page page = console.page();
            assertThat(console.row(id)).isVisible();
            page.keyboard().press("/");
            page.keyboard().type("console-filter");
            assertThat(page.locator("[data-run]")).hasCount(1);
            assertThat(page).hasURL(Pattern.compile(".*[?]q=console-filter"));
            page.getByLabel("Status").selectOption("cancelled");
            assertThat(console.heading("Nothing found")).isVisible();

            page.reload();
            assertThat(console.heading("Nothing found")).isVisible();
            assertThat(page.getByLabel("Search")).hasValue("console-filter");
        }
    }

    /** The log does not scroll while the user reads, and scrolls while the user follows it. */
    @Nightly
    @Test
    void theLogFollowsItsEndUntilTheUserScrollsUp() {
        String folder = content.topics("console-log", 120, 60);
        content.slow();
        String id = api.start(GuidesApi.request(folder));
        try (Console console = Console.at(server, "?view=run&tab=log&id=" + id)) {
            Page page = console.page();
            page.setViewportSize(1000, 600);
            Locator log = page.locator(".log");
            Awaitility.await("a log longer than the window")
                    .until(() -> (Boolean) log.evaluate("e => e.scrollHeight > e.clientHeight + 100"));
            assertTrue((Boolean) log.evaluate("e => e.scrollTop + e.clientHeight >= e.scrollHeight - 25"));

            log.hover();
            page.mouse().wheel(0, -5_000);
            assertThat(page.getByLabel("Follow the end")).not().isChecked();
            assertThat(page.locator(".fresh")).hasText(Pattern.compile("\\d+ new lines?"));
            assertEquals(0, ((Number) log.evaluate("e => e.scrollTop")).intValue());
            page.locator(".fresh").click();
            assertThat(page.getByLabel("Follow the end")).isChecked();
            content.fast();
            assertThat(log).containsText("Total");

            page.locator(".line-number").first().click();
            assertThat(page).hasURL(Pattern.compile(".*#L\\d+"));
            page.evaluate("history.replaceState(null, '', location.search + '#L41')");
            page.reload();
            assertThat(page.locator(".line.chosen")).hasAttribute("data-line", "41");
            assertThat(page.locator(".line.chosen")).isInViewport();
            assertThat(page.getByLabel("Follow the end")).not().isChecked();
            page.locator("body").press("f");
            assertThat(page.getByLabel("Follow the end")).isChecked();
            page.getByLabel("Level").selectOption("ERROR");
            assertThat(page.locator(".log-tools .figures")).containsText("60 found");
            assertThat(page.locator(".line.INFO")).hasCount(0);
            page.getByLabel("Search in the log").fill("t59.dita");
            assertThat(page.locator(".line")).hasCount(1);
        }
    }

    @Test
    void onlyFailedAssetsAreRetried() {
        String folder = content.topics("console-again", 4, 2);
        String id = GuidesApi.text(api.run(GuidesApi.request(folder)), "processingId");
        try (Console console = Console.of(server)) {
            console.row(id).getByText("Retry failed only").click();
            String again = console.runShown();
            assertNotEquals(id, again);
            assertThat(console.page().locator(".facts")).containsText("Restart of");
            assertEquals(2, GuidesApi.number(api.awaitSuccess(again), "failedCount"));
        }
    }

    private static int done(Page page) {
        String value = page.getByRole(AriaRole.PROGRESSBAR, new Page.GetByRoleOptions().setName("Processing"))
                .getAttribute("aria-valuenow");
        return value == null ? 0 : Integer.parseInt(value);
    }
}
