package org.openguides.cli.http;

import java.net.http.HttpRequest.BodyPublisher;
import java.util.Map;

/** The body of a POST request. */
public interface Form {

    /** Returns the headers of the form, including its content type. */
    Map<String, String> headers();

    /** Returns the encoded fields. */
    BodyPublisher body();
}
