package org.openguides.cli.http;

import java.net.http.HttpRequest.BodyPublisher;
import java.util.Map;

/** A form that can be posted. */
public interface Form {

    /** The headers that go with it, the content type among them. */
    Map<String, String> headers();

    /** The encoded fields. */
    BodyPublisher body();
}
