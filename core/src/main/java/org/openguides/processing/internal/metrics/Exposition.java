package org.openguides.processing.internal.metrics;

import org.jspecify.annotations.Nullable;

/**
 * Writes metrics in the <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">text format of
 * Prometheus</a>, version 0.0.4. For one thread.
 */
final class Exposition {

    /** Media type of the format. */
    static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder text = new StringBuilder();

    /** Begins a metric; its samples must follow. */
    void begin(Family family) {
        text.append("# HELP ")
                .append(family.name())
                .append(' ')
                .append(escaped(family.help()))
                .append("\n# TYPE ")
                .append(family.name())
                .append(' ')
                .append(family.kind().type())
                .append('\n');
    }

    /** Adds the only sample of a metric without a label. */
    void sample(Family family, double value) {
        sample(family.name(), null, "", value);
    }

    /** Adds the sample of one value of the metric's label. */
    void sample(Family family, String labelValue, double value) {
        sample(family.name(), family.label(), labelValue, value);
    }

    /**
     * Adds the samples of a histogram.
     *
     * @param bounds upper bounds of the buckets but the last, which has none
     * @param counts number of values in each bucket
     * @param sum    sum of all values
     */
    void histogram(Family family, double[] bounds, long[] counts, double sum) {
        long upTo = 0;
        for (int i = 0; i < counts.length; i++) {
            upTo += counts[i];
            String bound = i < bounds.length ? number(bounds[i]) : "+Inf";
            sample(family.name() + "_bucket", "le", bound, (double) upTo);
        }
        sample(family.name() + "_sum", null, "", sum);
        sample(family.name() + "_count", null, "", (double) upTo);
    }

    private void sample(String name, @Nullable String label, String labelValue, double value) {
        text.append(name);
        if (label != null) {
            text.append('{')
                    .append(label)
                    .append("=\"")
                    .append(escaped(labelValue).replace("\"", "\\\""))
                    .append("\"}");
        }
        text.append(' ').append(number(value)).append('\n');
    }

    /** Whole numbers are written without a fraction, as other exporters do. */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1L << 53
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\n", "\\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
