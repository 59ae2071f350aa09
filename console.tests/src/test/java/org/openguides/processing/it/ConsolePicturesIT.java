package org.openguides.processing.it;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Creates the screenshots of the documentation; see {@code CONTRIBUTING.md}. */
@ExtendWith(SharedSling.class)
@Nightly
final class ConsolePicturesIT {

    private static final Path FOLDER = Path.of(System.getProperty("openguides.screenshots", "target/screenshots"));

    private final SlingServer server;

    ConsolePicturesIT(SlingServer server) {
        this.server = server;
    }

    @Test
    void showsEachViewInLightAndDarkAndNarrow() {
        ConsoleContent content = new ConsoleContent(server);
        GuidesApi api = new GuidesApi(server.admin());
        PictureBook book = new PictureBook(server);
        String handbook = book.handbook();
        String guide = book.guide();
        new BulkContent(server.admin()).topics("/content/dam/manual", 3_000);
        api.run(PictureBook.dryRun(guide, handbook));
        api.run(GuidesApi.request(handbook));
        String done = GuidesApi.text(api.run(GuidesApi.request(guide)), "processingId");
        content.slow();
        JsonObject part = GuidesApi.request("/content/dam/manual/f0");
        part.add("excludedPaths", GuidesApi.array("/content/dam/manual/f0/t0.dita"));
        String cancelled = api.start(part);
        api.await(cancelled, "progress", now -> GuidesApi.number(now, "triggeredCount") > 0);
        api.control("cancel", cancelled);
        api.awaitEnd(cancelled, "CANCELLED");
        String running = api.start(GuidesApi.request("/content/dam/manual"));
        try {
            Map<String, Console.Look> looks = new LinkedHashMap<>();
            looks.put("light", Console.Look.USUAL);
            looks.put("dark", Console.Look.USUAL.dark());
            looks.put("narrow", Console.Look.USUAL.narrow());
            looks.forEach(
                    (look, how) -> Console.with(server, how, console -> take(console, look, running, done, handbook)));
        } finally {
            content.fast();
        }
        api.awaitSuccess(running);
    }

    private static void take(Console console, String look, String running, String done, String folder) {
        console.open("?view=run&tab=failures&reason=not-well-formed&id=" + done);
        assertThat(console.page().locator(".group")).hasCount(4);
        assertThat(console.page().locator(".items .path").first()).isVisible();
        picture(console, "failures", look);
        console.open("?view=broken&path=" + folder);
        assertThat(console.page().locator(".wide-table")).isVisible();
        picture(console, "broken", look);
        console.open("?view=run&id=" + running);
        Awaitility.await("a line to be seen").until(() -> (Boolean)
                console.page().evaluate("(document.querySelector('.rate polyline')?.points.length ?? 0) > 14"));
        picture(console, "run", look);
        console.open("");
        assertThat(console.row(running).getByRole(AriaRole.PROGRESSBAR)).isVisible();
        picture(console, "list", look);
        console.page().keyboard().press("n");
        choose(console, List.of("guide", "handbook"));
        picture(console, "new", look);
    }

    private static void choose(Console console, List<String> names) {
        Locator picker = console.page().locator("#picker-paths");
        assertThat(picker.locator("li").first()).containsText("/content/dam");
        picker.focus();
        console.page().keyboard().press("Enter");
        for (String name : names) {
            picker.getByText(name, new Locator.GetByTextOptions().setExact(true))
                    .click();
        }
    }

    private static void picture(Console console, String view, String look) {
        console.screenshot(FOLDER.resolve("console-" + view + "-" + look + ".png"));
    }
}
