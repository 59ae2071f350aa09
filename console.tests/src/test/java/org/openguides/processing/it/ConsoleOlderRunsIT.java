package org.openguides.processing.it;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Runs below the newest page of the list. The history is simulated: a real one has more than 50 runs before there is an older
 * page, and 2000 before the newest page of a filter is empty.
 */
@Nightly
@ExtendWith(SharedSling.class)
final class ConsoleOlderRunsIT {

    /**
     * Runs by id with their states, of which those called {@code new…} are on the newest page. Counts the polls, the most requests for
     * the status of a run between two of them, and requests for older runs at the place of another filter.
     */
    private static final String HISTORY =
            """
            (() => {
              const runs = window.runs = new Map(Object.entries(RUNS));
              const open = (status) => ['WAITING', 'PROCESSING'].includes(status);
              const made = (processingId) => {
                const status = runs.get(processingId);
                return {processingId, status, path: '/content/dam/' + processingId, createdBy: 'admin', startedAt: 1,
                  cancellable: open(status), resumable: status === 'CANCELLED'};
              };
              const page = (wanted, newest) => [...runs.keys()].filter((id) => id.startsWith('new') === newest)
                .filter((id) => wanted.length === 0 || wanted.includes(runs.get(id))).map(made);
              const act = {cancel: 'CANCELLED', resume: 'WAITING'};
              let looks = 0;
              window.polls = window.most = window.lost = 0;
              return async (url, {body} = {}) => {
                const {pathname, searchParams} = new URL(url);
                const name = pathname.split('/assets/process/')[1];
                const id = searchParams.get('processingId') ?? (body && JSON.parse(body).processingId);
                const wanted = searchParams.getAll('status');
                const place = String(7 + wanted.length);
                if (name === 'history' && searchParams.has('before')) {
                  window.lost += searchParams.get('before') === place ? 0 : 1;
                  await window.older;
                  return json({executionHistory: page(wanted, false)});
                }
                if (name === 'history') {
                  window.polls++;
                  looks = 0;
                  await window.newest;
                  return json({executionHistory: page(wanted, true), nextBefore: place});
                }
                if (name === 'status') {
                  window.most = Math.max(window.most, ++looks);
                  return runs.has(id) ? json(made(id))
                    : json({code: 'job-not-found', detail: 'There is no such job.'}, 400, 'application/problem+json');
                }
                if (name === 'delete') {
                  runs.delete(id);
                  return json({});
                }
                if (name in act) {
                  runs.set(id, act[name]);
                  return json(made(id));
                }
                return undefined;
              };
            })()
            """;

    private final SlingServer server;

    ConsoleOlderRunsIT(SlingServer server) {
        this.server = server;
    }

    @Test
    void anUnfinishedOneIsUpdatedUntilItHasEndedOrIsGone() {
        try (Console console = Console.alone(server)) {
            Page page = console.page();
            page.clock().install();
            showing(console, "{new: 'SUCCESS', older: 'PROCESSING', gone: 'WAITING'}", "");
            assertThat(console.row("older").locator(".status")).hasText("In progress");
            assertThat(console.row("gone").locator(".status")).hasText("Waiting");
            page.clock().runFor(5_000);
            int looks = number(page, "window.polls");
            assertTrue(looks >= 2, () -> looks + " looks, although something is in progress");

            page.evaluate("runs.set('older', 'SUCCESS'); runs.delete('gone')");
            assertThat(console.row("older").locator(".status")).hasText("Completed");
            assertThat(button(console.row("older"), "Cancel")).hasCount(0);
            assertThat(console.row("gone")).hasCount(0);

            Object polls = page.evaluate("window.polls");
            page.clock().runFor(10_000);
            assertEquals(polls, page.evaluate("window.polls"), "nothing is in progress any more");
        }
    }

    @Test
    void oneThatTheUserHasChangedIsReadAgain() {
        try (Console console = Console.of(server)) {
            showing(console, "{new: 'SUCCESS', ended: 'SUCCESS', older: 'PROCESSING'}", "");
            Locator older = console.row("older");
            button(console.row("ended"), "Delete").click();
            confirm(console);
            assertThat(console.row("ended")).hasCount(0);
            button(older, "Cancel").click();
            confirm(console);
            assertThat(older.locator(".status")).hasText("Cancelled");
            button(older, "Resume").click();
            assertThat(older.locator(".status")).hasText("Waiting");
            assertThat(console.row("new")).isVisible();
        }
    }

    @Test
    void theyStayWhileNoneOfTheNewestMatchesTheFilterUntilTheyDoNotMatchEither() {
        try (Console console = Console.of(server)) {
            Page page = showing(console, "{new: 'SUCCESS', older: 'PROCESSING', other: 'WAITING'}", "?status=running");
            assertThat(console.row("older")).isVisible();
            page.evaluate(
                    "window.gone = 0; new MutationObserver(() => {if (!document.querySelector('[data-run=older]'))"
                            + " {window.gone++}}).observe(document.querySelector('main'), {childList: true, subtree: true}); 0");
            int polls = number(page, "window.polls");
            Awaitility.await("polls").until(() -> number(page, "window.polls") >= polls + 3);
            assertEquals(0, number(page, "window.gone"));

            page.evaluate("runs.set('older', 'FAILURE')");
            assertThat(console.row("older")).hasCount(0);
            assertThat(console.row("other")).isVisible();
        }
    }

    @Test
    void manyAreReadAFewAtATime() {
        try (Console console = Console.of(server)) {
            Page page = showing(
                    console, "Object.fromEntries(Array.from({length: 14}, (_, i) => ['old' + i, 'PROCESSING']))", "");
            assertThat(page.locator("[data-run]")).hasCount(14);
            page.evaluate("[...runs.keys()].slice(9).forEach((id) => runs.set(id, 'SUCCESS'))");
            assertThat(page.locator("[data-run] .status:text-is('Completed')")).hasCount(5);
            int most = number(page, "window.most");
            assertTrue(most > 0 && most <= 4, () -> most + " at a time");
        }
    }

    @Test
    void thoseOfAFormerFilterAreNotAddedToTheOthers() {
        try (Console console = Console.of(server)) {
            console.page().addInitScript("window.older = new Promise((go) => (window.showOlder = go))");
            Page page =
                    showing(console, "{newer: 'SUCCESS', newest: 'FAILURE', older: 'SUCCESS', oldest: 'FAILURE'}", "");
            assertThat(console.button("Loading …")).isVisible();
            page.evaluate("window.newest = new Promise((go) => (window.showNewest = go)); 0");
            page.getByLabel("Status").selectOption("failure");
            page.evaluate("(async () => {for (let i = 0; i < 60; i++) {await new Promise(requestAnimationFrame)}})()");
            page.evaluate("showNewest(0)");
            assertThat(console.row("newer")).hasCount(0);
            assertThat(console.row("newest")).isVisible();
            page.evaluate("showOlder(0)");
            assertThat(console.row("oldest")).isVisible();
            assertThat(console.row("older")).hasCount(0);
            assertEquals(0, number(page, "window.lost"), "runs between the pages are left out");
        }
    }

    private static Page showing(Console console, String runs, String query) {
        return console.answering(HISTORY.replace("RUNS", runs)).open(query).page();
    }

    private static Locator button(Locator row, String name) {
        return row.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void confirm(Console console) {
        Page page = console.page();
        page.getByRole(AriaRole.DIALOG).locator("button.danger").click();
        assertThat(page.locator("dialog")).hasCount(0);
    }

    private static int number(Page page, String expression) {
        return ((Number) page.evaluate(expression)).intValue();
    }
}
