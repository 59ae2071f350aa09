package org.openguides.benchmarks.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.google.gson.GsonBuilder;

/** Figures in the order of measurement. Each is printed as soon as it is known. */
public final class Report {

    private final PrintStream terminal;
    private final List<Figure> figures = new ArrayList<>();

    public Report(PrintStream terminal) {
        this.terminal = terminal;
    }

    public void add(String part, String name, double value, String unit) {
        Figure figure = new Figure(part, name, value, unit);
        figures.add(figure);
        terminal.println("  " + line(figure));
    }

    public List<Figure> figures() {
        return Collections.unmodifiableList(figures);
    }

    /** Returns the figures as a Markdown table. */
    public String table() {
        StringBuilder table = new StringBuilder("| part | measured | figure | |\n| --- | --- | --: | --- |\n");
        for (Figure figure : figures) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s |%n",
                    figure.part(),
                    figure.name(),
                    number(figure.value()),
                    figure.unit()));
        }
        return table.toString();
    }

    /**
     * Returns the figures as JSON.
     *
     * @param circumstances what the figures depend on, such as machine and sizes
     */
    public String json(Map<String, ?> circumstances) {
        return new GsonBuilder()
                .setPrettyPrinting()
                .create()
                .toJson(Map.of("circumstances", circumstances, "figures", figures));
    }

    private static String line(Figure figure) {
        return String.format(Locale.ROOT, "%-58s %10s %s", figure.name(), number(figure.value()), figure.unit());
    }

    /** Formats a number with three significant digits. */
    private static String number(double value) {
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
