package org.openguides.processing.internal.http;

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
 * A table as CSV (RFC 4180), streamed. Cells that a spreadsheet would run as a formula are preceded by an apostrophe. What fails
 * while it is sent cannot be reported any more: the table ends with an incomplete line then.
 *
 * @param fileName what a browser saves it as; without quotes
 * @param row      what a row is: its members are the columns
 * @param rows     what is in it
 */
record CsvAnswer(String fileName, Class<? extends Record> row, Rows rows) implements Answer {

    private static final String TYPE = "text/csv";
    /** As OWASP lists them under CSV injection. */
    private static final String FORMULA = "=+-@\t\r";

    /** Shows the rows of a table. */
    @FunctionalInterface
    interface Rows {
        void writeTo(Sink sink) throws IOException;
    }

    /** Takes rows. */
    @FunctionalInterface
    interface Sink {
        /** One row, all members of which are there. */
        void row(Record cells) throws IOException;
    }

    /** Whether a client asks for CSV and not for JSON. */
    static boolean isWanted(Call call) {
        @Nullable String accept = call.request().getHeader("Accept");
        if (accept == null) {
            return false;
        }
        String types = accept.toLowerCase(Locale.ROOT);
        return types.contains(TYPE) && !types.contains("application/json");
    }

    @Override
    public void send(SlingHttpServletResponse response) throws IOException {
        response.setStatus(200);
        response.setContentType("text/csv; charset=utf-8; header=present");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + fileName + "\"");
        Writer text = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180);
        printer.printRecord(WireRecord.members(row));
        rows.writeTo(cells -> {
            for (Object cell : WireRecord.values(cells).values()) {
                printer.print(cell instanceof String value ? defused(value) : cell);
            }
            printer.println();
        });
        // not closed: that would flush an incomplete table when something fails
        printer.flush();
    }

    private static String defused(String cell) {
        return !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }
}
