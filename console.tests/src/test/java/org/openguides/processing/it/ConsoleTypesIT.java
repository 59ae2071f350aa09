package org.openguides.processing.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Checks the modules with TypeScript: missing names, wrong types by JSDoc, unused code. */
@Nightly
final class ConsoleTypesIT {

    private static final Path FILES = Path.of(
            System.getProperty("openguides.files", "../ui.apps/target/content/jcr_root/apps/openguides/console"));
    private static final String TYPESCRIPT =
            "/META-INF/resources/webjars/typescript/" + System.getProperty("openguides.typescript", "5.7.3") + "/lib/";
    private static final String PREACT =
            "/META-INF/resources/webjars/preact/" + System.getProperty("openguides.preact", "10.26.4");

    private static final Pattern REFERENCE = Pattern.compile("/// <reference lib=\"([a-z0-9.]+)\" ?/>");

    /** Provides all files by their paths, those of the page below {@code /page}. */
    private static final String CHECK =
            """
            (files) => {
              const options = {
                allowJs: true, checkJs: true, noEmit: true, noUnusedLocals: true, noUnusedParameters: true,
                noFallthroughCasesInSwitch: true, skipLibCheck: true, types: [],
                target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022,
                moduleResolution: ts.ModuleResolutionKind.Bundler,
                lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
                paths: {preact: ['/preact/src/index.d.ts'], 'preact/hooks': ['/preact/hooks/src/index.d.ts'], htm: ['/htm.d.ts']},
              };
              const host = {
                fileExists: (name) => name in files,
                readFile: (name) => files[name],
                directoryExists: (name) => Object.keys(files).some((file) => file.startsWith(name + '/')),
                getDirectories: () => [],
                getSourceFile: (name, version) => name in files && ts.createSourceFile(name, files[name], version),
                getDefaultLibFileName: () => '/lib/lib.es2022.d.ts',
                getDefaultLibLocation: () => '/lib',
                getCurrentDirectory: () => '/',
                getCanonicalFileName: (name) => name,
                useCaseSensitiveFileNames: () => true,
                getNewLine: () => '\\n',
              };
              const modules = Object.keys(files).filter((name) => name.startsWith('/page/'));
              const program = ts.createProgram(modules, options, host);
              return ts.getPreEmitDiagnostics(program).map(({file, start, messageText}) =>
                (file ? file.fileName + ':' + (file.getLineAndCharacterOfPosition(start).line + 1) : '') + ' '
                  + ts.flattenDiagnosticMessageText(messageText, ' '));
            }
            """;

    @Test
    void areValid() throws IOException {
        Map<String, String> files = new HashMap<>();
        List.of("es2022", "dom", "dom.iterable").forEach(name -> addLibrary(name, files));
        for (String name : List.of("src/index.d.ts", "src/jsx.d.ts", "hooks/src/index.d.ts")) {
            files.put("/preact/" + name, resource(PREACT + "/" + name));
        }
        files.put("/htm.d.ts", "declare const htm: {bind(h: any): (...all: any[]) => any}; export default htm;");
        try (Stream<Path> modules = Files.walk(FILES)) {
            for (Path module : modules.filter(
                            file -> file.toString().endsWith(".js") && !file.startsWith(FILES.resolve("lib")))
                    .toList()) {
                files.put("/page/" + FILES.relativize(module), Files.readString(module));
            }
        }
        try (Page page = Chromium.browser().newPage()) {
            page.addScriptTag(new Page.AddScriptTagOptions().setContent(resource(TYPESCRIPT + "typescript.js")));
            assertEquals(List.of(), page.evaluate(CHECK, files));
        }
    }

    /** Adds a library and the libraries that it refers to. */
    private static void addLibrary(String name, Map<String, String> files) {
        String text = resource(TYPESCRIPT + "lib." + name + ".d.ts");
        if (files.put("/lib/lib." + name + ".d.ts", text) == null) {
            REFERENCE.matcher(text).results().forEach(reference -> addLibrary(reference.group(1), files));
        }
    }

    private static String resource(String path) {
        try (InputStream stream = ConsoleTypesIT.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(stream, path).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
