package org.openguides.processing.internal.webhooks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the status of an HTTP response; its headers and body are ignored. */
final class StatusLine {

    /** Bytes that are read before the final status; interim responses have headers. */
    private static final int MOST = 8_192;

    private static final Pattern FORMAT = Pattern.compile("HTTP/1\\.[01] ([1-9]\\d\\d)( .*)?");

    private StatusLine() {}

    /**
     * Returns the final status.
     *
     * @throws IOException if the connection ends before, or the response is not HTTP/1.x
     */
    static int read(InputStream response) throws IOException {
        InputStream in = new BufferedInputStream(response);
        int left = MOST;
        while (true) {
            String line = line(in, left);
            left -= line.length();
            Matcher status = FORMAT.matcher(line.strip());
            if (!status.matches()) {
                throw new ProtocolException("the response is not HTTP/1.1");
            }
            int code = Integer.parseInt(status.group(1));
            if (code >= 200) {
                return code;
            }
            while (!line.isBlank()) {
                line = line(in, left);
                left -= line.length();
            }
        }
    }

    private static String line(InputStream in, int most) throws IOException {
        StringBuilder line = new StringBuilder();
        int read = in.read();
        while (read >= 0 && read != '\n') {
            if (line.length() >= most) {
                throw new ProtocolException("the head of the response is too long");
            }
            line.append((char) read);
            read = in.read();
        }
        if (read < 0) {
            throw new ProtocolException("the connection was closed without a response");
        }
        return line.append('\n').toString();
    }
}
