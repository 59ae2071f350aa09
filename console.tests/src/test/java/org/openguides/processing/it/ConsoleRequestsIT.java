package org.openguides.processing.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** Requests that take long, fail, or are repeated by the user. Their responses are simulated. */
@Nightly
@ExtendWith(SharedSling.class)
final class ConsoleRequestsIT {

    private static final String BROKEN = "?view=broken&path=/content/dam";
    private static final String AWAY = "The server does not answer at the moment";

    /**
     * Broken references as JSON and as CSV. What is called SLOW waits for {@code window.end()} or {@code window.cut()}, unless the page
     * gives it up. The clock of the page does not move the timeouts of the browser itself, so these are made of timers.
     */
    private static final String SLOW =
            """
            (() => {
              AbortSignal.timeout = (millis) => {
                const control = new AbortController();
                setTimeout(() => control.abort(), millis);
                return control.signal;
              };
              const bytes = (text) => new TextEncoder().encode(text);
              const streamed = (type, first, last, signal) => new Response(new ReadableStream({
                start: (stream) => {
                  stream.enqueue(bytes(first));
                  window.end = () => {
                    stream.enqueue(bytes(last));
                    stream.close();
                  };
                  window.cut = () => stream.error(new TypeError('network error'));
                  signal.addEventListener('abort', () => stream.error(signal.reason));
                },
              }), {headers: {'Content-Type': type}});
              const never = (signal) => new Promise((_, reject) => {
                window.end = () => {};
                signal.addEventListener('abort', () => reject(signal.reason));
              });
              return (url, {headers, signal} = {}) => {
                if (!url.includes('/references/broken')) {
                  return undefined;
                }
                const slow = {
                  headers: () => never(signal),
                  csv: () => streamed('text/csv', 'path\\r\\n', '/content/dam/last\\r\\n', signal),
                  json: () => streamed('application/json', '{', '}', signal),
                };
                const isCsv = headers.Accept === 'text/csv';
                return isCsv === IS_CSV ? slow.SLOW()
                  : json({references: [{path: '/content/dam/a', element: 'xref', attribute: 'href', value: 'b'}]});
              };
            })()
            """;

    /** Counts the requests of which the first one fails; the others find something that their number is part of. */
    private static final String FAILING_ONCE =
            """
            (url) => {
              if (!url.includes('/assets/references')) {
                return undefined;
              }
              const asked = (window.asked = (window.asked ?? 0) + 1);
              const path = '/content/dam/found-' + asked;
              return asked === 1 ? Promise.reject(new TypeError('away'))
                : json({path, status: 'SUCCESS', references: [{path, element: 'xref', attribute: 'href', value: 'b'}]});
            }
            """;

    private final SlingServer server;

    ConsoleRequestsIT(SlingServer server) {
        this.server = server;
    }

    @Test
    void anExportMayTakeAsLongAsItNeeds() throws IOException {
        try (Console console = Console.alone(server)) {
            Page page = slow(console, true, "csv");
            console.button("CSV").click();
            awaitRequest(page);
            page.clock().runFor(10 * 60_000);
            Download csv = page.waitForDownload(() -> page.evaluate("window.end()"));
            assertEquals(
                    "path\r\n/content/dam/last\r\n",
                    Files.readString(Path.of(csv.path().toString())));
            assertThat(page.locator("main .error:not(:empty)")).hasCount(0);
        }
    }

    @Test
    void anExportThatBreaksOffSaysSo() {
        try (Console console = Console.alone(server)) {
            Page page = slow(console, true, "csv");
            console.button("CSV").click();
            awaitRequest(page);
            page.evaluate("window.cut()");
            assertThat(page.getByText("The file broke off before its end, so it was not saved."))
                    .isVisible();
            assertThat(console.button("CSV")).isEnabled();
        }
    }

    @ParameterizedTest
    @CsvSource({"true, headers", "false, headers", "false, json"})
    void aServerThatDoesNotAnswerIsGivenUp(boolean isCsv, String part) {
        try (Console console = Console.alone(server)) {
            Page page = slow(console, isCsv, part);
            if (isCsv) {
                console.button("CSV").click();
            }
            awaitRequest(page);
            page.clock().runFor(20_000);
            assertThat(page.getByText(AWAY)).isVisible();
        }
    }

    private static Page slow(Console console, boolean isCsv, String part) {
        Page page = console.page();
        page.clock().install();
        console.answering(SLOW.replace("IS_CSV", String.valueOf(isCsv)).replace("SLOW", part))
                .open(BROKEN);
        return page;
    }

    private static void awaitRequest(Page page) {
        Awaitility.await("a request").until(() -> (Boolean) page.evaluate("'end' in window"));
    }

    /** After a failure, and to look again. */
    @ParameterizedTest
    @CsvSource({BROKEN, "?view=asset&path=/content/dam/a.dita"})
    void eachShowAsksAgain(String view) {
        try (Console console = Console.of(server)) {
            Page page = console.answering(FAILING_ONCE).open(view).page();
            assertThat(page.getByText(AWAY)).isVisible();
            console.button("Show").click();
            assertThat(page.getByText("/content/dam/found-2")).isVisible();
            assertThat(page.getByText(AWAY)).hasCount(0);
            console.button("Show").click();
            assertThat(page.getByText("/content/dam/found-3")).isVisible();

            page.locator("form input").fill("/content/dam/other");
            console.button("Show").click();
            assertThat(page.getByText("/content/dam/found-4")).isVisible();
            assertEquals(4, page.evaluate("window.asked"), "once for each");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "new Promise(() => {})|.primary:disabled",
                "Promise.reject(new TypeError('away'))|.error:not(:empty)"
            })
    void aSearchThatIsLeftLeavesNothingBehind(String answer, String shown) {
        try (Console console = Console.of(server)) {
            Page page = console.answering("(url) => url.includes('/references/broken') ? " + answer + " : undefined")
                    .open(BROKEN)
                    .page();
            assertThat(page.locator(shown)).isVisible();
            console.link("Broken references").click();
            assertThat(console.heading("Which folder?")).isVisible();
            assertThat(page.locator(shown)).hasCount(0);
            assertThat(console.button("Show")).isEnabled();
        }
    }
}
