package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.sling.api.SlingHttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * A table as CSV (RFC 4180), streamed. Cells that a spreadsheet would evaluate as a formula are prefixed with an
 * apostrophe. A failure after the first bytes were sent cannot be reported any more; the response then ends with an
 * incomplete row.
 *
 * @param fileName file name for browsers; without quotes
 * @param row      record type of the rows, whose members are the columns
 * @param rows     writes the rows
 */
record CsvAnswer(String fileName, Class<? extends Record> row, Rows rows) implements Answer {

    private static final String TYPE = "text/csv";
    /** Leading characters of a formula, as OWASP lists them under CSV injection. */
    private static final String FORMULA = "=+-@\t\r";

    /** Writes the rows of a table. */
    @FunctionalInterface
    interface Rows {
        void writeTo(Sink sink) throws IOException, RepositoryException;
    }

    /** Receives the rows of a table. */
    @FunctionalInterface
    interface Sink {
        /** Adds a row; none of its members may be null. */
        void row(Record cells) throws IOException;
    }

    /** Returns whether the client requests CSV and not JSON. */
    static boolean isWanted(Call call) {
        @Nullable String accept = call.request().getHeader("Accept");
        if (accept == null) {
            return false;
        }
        String types = accept.toLowerCase(Locale.ROOT);
        return types.contains(TYPE) && !types.contains("application/json");
    }

    @Override
    public void send(SlingHttpServletResponse response) throws IOException, RepositoryException {
        response.setStatus(200);
        response.setContentType("text/csv; charset=utf-8; header=present");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + fileName + "\"");
        Writer text = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180);
        printer.printRecord(WireRecord.members(row));
        rows.writeTo(cells -> print(cells, printer));
        // The printer is not closed: after a failure, closing would flush an incomplete table.
        printer.flush();
    }

    private static void print(Record cells, CSVPrinter printer) throws IOException {
        for (Object cell : WireRecord.values(cells).values()) {
            printer.print(cell instanceof String value ? defused(value) : cell);
        }
        printer.println();
    }

    private static String defused(String cell) {
        return !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }
}
