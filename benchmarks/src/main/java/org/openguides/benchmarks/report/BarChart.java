package org.openguides.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** Horizontal bar chart as SVG for light and dark pages. */
public final class BarChart {

    private static final int WIDTH = 720;
    private static final int LABEL = 300;
    private static final int FIGURE = 110;
    private static final int ROW = 28;
    private static final int TITLE = 36;

    private BarChart() {}

    /** Returns a chart of figures with the same unit. */
    public static String of(String title, List<Figure> figures) {
        double most = figures.stream().mapToDouble(Figure::value).max().orElse(1);
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"13\" fill=\"#7a7a7a\">%n<title>%s</title>%n"
                        + "<text x=\"0\" y=\"20\" font-size=\"15\">%3$s</text>%n",
                WIDTH,
                TITLE + ROW * figures.size(),
                escaped(title)));
        for (int i = 0; i < figures.size(); i++) {
            svg.append(bar(figures.get(i), TITLE + ROW * i, most));
        }
        return svg.append("</svg>\n").toString();
    }

    private static String bar(Figure figure, int top, double most) {
        double width = Math.max(1, (WIDTH - LABEL - FIGURE) * figure.value() / most);
        return String.format(
                Locale.ROOT,
                "<text x=\"0\" y=\"%d\">%s</text>%n"
                        + "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"3\" fill=\"#3b82c4\"/>%n"
                        + "<text x=\"%.1f\" y=\"%d\">%,.0f %s</text>%n",
                top + ROW / 2 + 5,
                escaped(figure.name()),
                LABEL,
                top + 4,
                width,
                ROW - 8,
                LABEL + width + 8,
                top + ROW / 2 + 5,
                figure.value(),
                escaped(figure.unit()));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
