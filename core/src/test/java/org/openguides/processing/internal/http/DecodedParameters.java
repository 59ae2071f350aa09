package org.openguides.processing.internal.http;

import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;

import org.apache.sling.api.request.RequestParameter;
import org.apache.sling.api.request.RequestParameterMap;

/** A form field that was sent in UTF-8 and decoded by Sling in another encoding. */
final class DecodedParameters extends HashMap<String, RequestParameter[]> implements RequestParameterMap {

    private static final long serialVersionUID = 1;

    DecodedParameters(String name, String sent, Charset decodedAs) {
        put(name, new RequestParameter[] {new Decoded(name, sent.getBytes(StandardCharsets.UTF_8), decodedAs)});
    }

    @Override
    public RequestParameter[] getValues(String name) {
        return get(name);
    }

    @Override
    public RequestParameter getValue(String name) {
        return get(name)[0];
    }

    private record Decoded(String name, byte[] bytes, Charset decodedAs) implements RequestParameter {

        @Override
        public String getString() {
            return new String(bytes, decodedAs);
        }

        @Override
        public String getString(String encoding) throws UnsupportedEncodingException {
            return new String(bytes, encoding);
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public byte[] get() {
            return bytes.clone();
        }

        @Override
        public String getContentType() {
            return "text/plain";
        }

        @Override
        public InputStream getInputStream() {
            return InputStream.nullInputStream();
        }

        @Override
        public String getFileName() {
            return "";
        }

        @Override
        public long getSize() {
            return bytes.length;
        }

        @Override
        public boolean isFormField() {
            return true;
        }
    }
}
