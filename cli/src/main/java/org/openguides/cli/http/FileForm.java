package org.openguides.cli.http;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.openguides.cli.UserError;

/** A multipart form with files, which are streamed from disk. */
public final class FileForm implements Form {
    private final String boundary = "openguides-" + UUID.randomUUID();
    private final Map<String, String> headers = new HashMap<>();
    private final List<BodyPublisher> parts = new ArrayList<>();

    /** Creates an empty form whose names are encoded in UTF-8. */
    public FileForm() {
        headers.put("Content-Type", "multipart/form-data; boundary=" + boundary);
        with("_charset_", "UTF-8");
    }

    /** Adds a plain field. */
    public FileForm with(String name, String value) {
        return text(
                "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n");
    }

    /**
     * Adds a file. The names must not contain quotes, backslashes or line breaks, for which servers support no common
     * escape.
     */
    public FileForm with(String name, String fileName, String contentType, Path file) {
        head(name, fileName, contentType);
        try {
            parts.add(BodyPublishers.ofFile(file));
        } catch (FileNotFoundException e) {
            throw new UserError("cannot read " + file, e);
        }
        return text("\r\n");
    }

    /** Adds an empty file. */
    public FileForm withEmpty(String name, String fileName, String contentType) {
        head(name, fileName, contentType);
        return text("\r\n");
    }

    /** Adds a header to the request. */
    public FileForm header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    @Override
    public Map<String, String> headers() {
        return Map.copyOf(headers);
    }

    @Override
    public BodyPublisher body() {
        List<BodyPublisher> all = new ArrayList<>(parts);
        all.add(BodyPublishers.ofString("--" + boundary + "--\r\n"));
        return BodyPublishers.concat(all.toArray(BodyPublisher[]::new));
    }

    private void head(String name, String fileName, String contentType) {
        text("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + fileName
                + "\"\r\nContent-Type: " + contentType + "\r\n\r\n");
    }

    private FileForm text(String text) {
        parts.add(BodyPublishers.ofString(text, StandardCharsets.UTF_8));
        return this;
    }
}
