package org.openguides.cli.progress;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.text.DecimalFormat;
import java.time.Duration;
import java.util.Optional;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarStyle;
import me.tongfei.progressbar.ProgressState;
import org.jspecify.annotations.Nullable;

/** A progress bar on a terminal, with counts, rate and remaining time. */
public final class BarProgress implements Progress {
    private static final int REFRESH_MILLIS = 250;

    private final ProgressBar bar;
    private volatile @Nullable Duration left;

    /** Creates a bar with the given width in columns. */
    public BarProgress(PrintStream out, int width, String task, String unit) {
        bar = ProgressBar.builder()
                .setConsumer(new ConsoleProgressBarConsumer(out, width - 1))
                .setTaskName(task)
                .setUnit(" " + unit, 1)
                .setInitialMax(UNKNOWN)
                .setStyle(style())
                .setUpdateIntervalMillis(REFRESH_MILLIS)
                .showSpeed(new DecimalFormat("#,##0"))
                .setEtaFunction(this::remaining)
                .build();
    }

    @Override
    public void show(long done, long total, @Nullable Duration remaining, String note) {
        left = remaining;
        bar.maxHint(total);
        bar.stepTo(done);
        bar.setExtraMessage(note.isEmpty() ? "" : " " + note);
    }

    @Override
    public void close() {
        bar.close();
    }

    private Optional<Duration> remaining(ProgressState state) {
        Duration known = left;
        if (known != null) {
            return Optional.of(known);
        }
        if (state.isIndefinite()) {
            return Optional.empty();
        }
        long done = state.getCurrent();
        long open = state.getMax() - done;
        return done <= 0 || open < 0
                ? Optional.empty()
                : Optional.of(
                        Duration.ofMillis((long) (state.getElapsedAfterStart().toMillis() * (double) open / done)));
    }

    private static ProgressBarStyle style() {
        String encoding =
                System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name());
        return encoding.equalsIgnoreCase("UTF-8") ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII;
    }
}
