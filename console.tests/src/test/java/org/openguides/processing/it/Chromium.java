package org.openguides.processing.it;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;

/** The only browser of the JVM: an installed one, or else one that Playwright downloads. Ends with the JVM. */
final class Chromium {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome");
    private static final Path OF_MAC = Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

    private Chromium() {}

    /**
     * The browser, started.
     *
     * @throws IllegalStateException if there is none; the message says what to install
     */
    static Browser browser() {
        return Running.BROWSER;
    }

    private static Browser start() {
        Optional<Path> found = find();
        Map<String, String> environment = new HashMap<>(System.getenv());
        if (found.isPresent()) {
            environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        }
        BrowserType.LaunchOptions options = new BrowserType.LaunchOptions();
        found.ifPresent(options::setExecutablePath);
        if (System.getProperty("user.name").equals("root")) {
            options.setArgs(List.of("--no-sandbox"));
        }
        try {
            return Playwright.create(new Playwright.CreateOptions().setEnv(environment))
                    .chromium()
                    .launch(options);
        } catch (PlaywrightException e) {
            throw new IllegalStateException(
                    "The tests of the console need Chromium: install it (Debian: apt-get install chromium), or leave them out"
                            + " with -Dconsole.tests.skip",
                    e);
        }
    }

    private static Optional<Path> find() {
        Stream<Path> onPath = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
        return Stream.concat(onPath, Stream.of(OF_MAC))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static final class Running {
        static final Browser BROWSER = start();
    }
}
