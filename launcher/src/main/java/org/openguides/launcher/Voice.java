package org.openguides.launcher;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.openguides.cli.PrintableText;
import org.openguides.cli.Screen;

/** The output for the user. Once it is muted, only {@link #lastWord} prints. Safe for use by many threads. */
final class Voice {

    private final Screen process;
    private final MutedStream out;
    private final MutedStream err;
    private final Screen screen;

    /** Prints to the streams of a screen. */
    Voice(Screen process) {
        this.process = process;
        this.out = new MutedStream(process.out());
        this.err = new MutedStream(process.err());
        this.screen = new Screen(stream(out), stream(err), process.interactive(), process.width());
    }

    /** Prints to the streams of this process. */
    static Voice ofProcess(Map<String, String> environment) {
        return new Voice(Screen.ofProcess(environment));
    }

    private static PrintStream stream(MutedStream target) {
        return new PrintStream(target, true, StandardCharsets.UTF_8);
    }

    /** For the client. */
    Screen screen() {
        return screen;
    }

    void line(String text) {
        screen.line(text);
    }

    void lines(List<String> texts) {
        texts.forEach(screen::line);
    }

    /** Prints lines on the error stream, such as those of a log. */
    void errorLines(List<String> texts) {
        texts.forEach(text -> screen.err().println(PrintableText.line(text)));
    }

    /** Prints an error as one line. */
    void error(String text) {
        errorLines(List.of("run.sh: " + text));
    }

    /** Prints a line even if it is muted. */
    void lastWord(String text) {
        process.line(text);
    }

    /** Drops what other threads print from now on. */
    void mute() {
        out.mute();
        err.mute();
    }
}
