package org.openguides.processing.it;

import java.util.List;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** Views that are loading, empty, or refused. */
@Nightly
@ExtendWith(SharedSling.class)
final class ConsoleStatesIT {

    private static final List<String> VIEWS = List.of(
            "",
            "?view=run&id=made-up",
            "?view=run&tab=log&id=made-up",
            "?view=broken&path=/content/dam",
            "?view=broken",
            "?view=asset&path=/content/dam/a.dita",
            "?view=asset");

    /** The response, or none, of the server to every request. */
    private static final String ANSWERS =
            """
            (url) => url.includes('/v1/') ? {
              loading: () => new Promise(() => {}),
              away: () => Promise.reject(new TypeError('away')),
              login: () => new Response('', {status: 401}),
              refused: () => json({code: 'job-not-found', detail: 'There is no such run.'}, 400, 'application/problem+json'),
              empty: () => json({}),
            }['STATE']() : undefined
            """;

    private final SlingServer server;

    ConsoleStatesIT(SlingServer server) {
        this.server = server;
    }

    @ParameterizedTest
    @CsvSource({
        "loading, .loading",
        "away, [data-state=away]",
        "login, [data-state=login]",
        "refused, .error",
        "empty, main"
    })
    void eachViewHasOneHeadingWhateverTheServerResponds(String state, String shown) {
        try (Console console = Console.of(server)) {
            Page page =
                    console.answering(ANSWERS.replace("STATE", state)).open("").page();
            for (String view : VIEWS) {
                console.go(view);
                if (view.isEmpty() || view.contains("=run")) {
                    assertThat(page.locator(shown).first()).isVisible();
                }
                assertThat(page.locator("h1")).hasCount(1);
                assertEquals(List.of(), console.violations(), () -> state + " in " + view);
            }
        }
    }
}
