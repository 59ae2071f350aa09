package org.openguides.processing.internal.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.sling.api.SlingHttpServletRequest;
import org.apache.sling.api.request.RequestParameter;
import org.apache.sling.api.request.RequestParameterMap;

/**
 * Reads the fields of a request: the JSON body or form fields of a POST, and the query parameters of every request.
 * Fields of a JSON body take precedence over the query.
 */
final class RequestReader {

    private static final Pattern CHARSET = Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\";\\s]+)");

    /**
     * Returns the fields of the request.
     *
     * @throws RejectedException if the body is too large, malformed, or of an unsupported type
     * @throws IOException if the body cannot be read
     */
    Fields read(SlingHttpServletRequest request) throws IOException {
        if (!"POST".equals(request.getMethod())) {
            return parameters(request);
        }
        if (request.getContentLengthLong() > RequestLimits.BYTES) {
            throw RequestLimits.tooManyBytes();
        }
        String contentType = request.getContentType() == null ? "" : request.getContentType();
        return switch (mediaType(contentType)) {
            case "application/json" -> {
                checkCharset(contentType);
                yield new JsonFields(JsonBody.read(request.getInputStream()), parameters(request));
            }
            case "application/x-www-form-urlencoded", "multipart/form-data" -> form(request);
            default -> {
                if (hasBody(request)) {
                    throw unsupported("The body must be application/json or a form.");
                }
                yield parameters(request);
            }
        };
    }

    private static String mediaType(String contentType) {
        int end = contentType.indexOf(';');
        String type = end < 0 ? contentType : contentType.substring(0, end);
        return type.strip().toLowerCase(Locale.ROOT);
    }

    /** Checks only the header: without a charset in it, Sling sets the encoding of the request to ISO-8859-1. */
    private static void checkCharset(String contentType) {
        Matcher charset = CHARSET.matcher(contentType.toLowerCase(Locale.ROOT));
        if (charset.find()
                && !charset.group(1).equals("utf8")
                && !charset.group(1).equals("utf-8")) {
            throw unsupported("JSON must be encoded in " + StandardCharsets.UTF_8 + ".");
        }
    }

    private static boolean hasBody(SlingHttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    private static Fields form(SlingHttpServletRequest request) {
        Fields fields = parameters(request);
        if (request.getRequestParameterMap().keySet().stream()
                .anyMatch(name -> name.stripLeading().startsWith("{"))) {
            throw unsupported("The body looks like JSON but was sent as a form; set Content-Type: application/json.");
        }
        return fields;
    }

    /** The platform has parsed the parameters already, so their limits can only be checked afterwards. */
    private static Fields parameters(SlingHttpServletRequest request) {
        RequestParameterMap parameters = request.getRequestParameterMap();
        long bytes = 0;
        int count = 0;
        for (RequestParameter[] values : parameters.values()) {
            for (RequestParameter value : values) {
                bytes += value.getSize();
            }
            count += values.length;
        }
        if (bytes > RequestLimits.BYTES) {
            throw RequestLimits.tooManyBytes();
        }
        if (count >= RequestLimits.PARAMETERS) {
            throw RequestLimits.tooManyParameters();
        }
        return new FormFields(parameters);
    }

    private static RejectedException unsupported(String detail) {
        return new RejectedException(ProblemType.UNSUPPORTED_CONTENT_TYPE, detail);
    }
}
