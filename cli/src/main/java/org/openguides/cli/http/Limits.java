package org.openguides.cli.http;

import java.time.Duration;

/**
 * What the client waits for and reads. The times count from the start of a request to the end of its answer, including
 * the body: a server that stops in the middle of an answer counts as unavailable.
 *
 * @param small for a request that is answered at once, such as the status of a run
 * @param any   for any other request, such as an upload
 * @param bytes size of an answer
 */
public record Limits(Duration small, Duration any, int bytes) {
    /** The limits of the command line client. Answers of this size are not expected from any request. */
    public static final Limits USUAL = new Limits(Duration.ofSeconds(30), Duration.ofMinutes(10), 256 << 20);
}
