package org.openguides.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.openguides.cli.progress.BarProgress;
import org.openguides.cli.progress.LineProgress;
import org.openguides.cli.progress.Progress;

/**
 * The output of the commands: results and errors on separate streams, with all text sanitised.
 *
 * @param out         results and progress
 * @param err         errors
 * @param interactive whether {@code out} is a terminal that can show a progress bar
 * @param width       columns of the terminal
 */
public record Screen(PrintStream out, PrintStream err, boolean interactive, int width) {
    private static final int USUAL_WIDTH = 80;

    /** Returns the output of this process. It is interactive if it is a terminal that can move its cursor. */
    public static Screen ofProcess(Map<String, String> environment) {
        boolean terminal = Terminal.present() && !"dumb".equals(environment.get("TERM"));
        return new Screen(
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                terminal,
                width(environment.getOrDefault("COLUMNS", "")));
    }

    /** Prints a line of a result. */
    public void line(String text) {
        out.println(PrintableText.line(text));
    }

    /** Prints an error as one line. */
    public void error(String text) {
        err.println("openguides: " + PrintableText.line(text));
    }

    /** Creates a progress display, to be closed by the caller. */
    public Progress progress(String task, String unit, Timing timing) {
        return interactive ? new BarProgress(out, width, task, unit) : new LineProgress(this::line, timing, task, unit);
    }

    private static int width(String columns) {
        return columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : USUAL_WIDTH;
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
