package org.openguides.processing.it;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Makes the pictures of the documentation; see {@code CONTRIBUTING.md}. */
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
        String guide = content.topics("guide", 40, 3);
        String manual = content.topics("manual", 600, 4);
        TestContent more = new TestContent(server.admin(), TestContent.Kind.FILE, "handbook");
        more.put("welcome.dita", DitaProject.topic("welcome", "Welcome", "<p><xref href=\"warm-up.dita\"/></p>"));
        more.put("recipes.dita", DitaProject.topic("recipes", "Recipes", "<p>&trade;</p>"));
        more.put("notes.dita", DitaProject.topic("notes", "Notes", "<p conref=\"rules.dita#rules/doors\"/>"));
        api.run(GuidesApi.request(more.folder()));
        String done =
                GuidesApi.text(api.run(GuidesApi.request(guide, "{\"fileTypes\":[\"DITATOPIC\"]}")), "processingId");
        content.slow();
        String running = api.start(GuidesApi.request(manual));
        try {
            Map<String, Console.Look> looks = new LinkedHashMap<>();
            looks.put("light", Console.Look.USUAL);
            looks.put("dark", Console.Look.USUAL.dark());
            looks.put("narrow", Console.Look.USUAL.narrow());
            looks.forEach((look, how) ->
                    Console.with(server, how, console -> take(console, look, running, done, more.folder())));
        } finally {
            content.fast();
        }
        api.awaitSuccess(running);
    }

    private static void take(Console console, String look, String running, String done, String folder) {
        assertThat(console.row(running).getByRole(AriaRole.PROGRESSBAR)).isVisible();
        picture(console, "list", look);
        console.open("?view=run&id=" + running);
        Awaitility.await("a line to be seen").until(() -> (Boolean)
                console.page().evaluate("(document.querySelector('.rate polyline')?.points.length ?? 0) > 3"));
        picture(console, "run", look);
        console.open("?view=run&tab=failures&id=" + done);
        assertThat(console.page().locator(".group")).isVisible();
        picture(console, "failures", look);
        console.open("?view=broken&path=" + folder);
        assertThat(console.page().locator(".wide-table")).isVisible();
        picture(console, "broken", look);
        console.open("");
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
