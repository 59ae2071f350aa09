package org.openguides.processing.internal.http.wire;

import java.io.IOException;

import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import org.jspecify.annotations.Nullable;

/** Adapter for a required, nullable integer: writes {@code null}, whereas Gson omits null by default. */
final class WrittenNull extends TypeAdapter<Long> {

    @Override
    public void write(JsonWriter json, @Nullable Long value) throws IOException {
        boolean before = json.getSerializeNulls();
        json.setSerializeNulls(true);
        json.value(value);
        json.setSerializeNulls(before);
    }

    @Override
    public @Nullable Long read(JsonReader json) throws IOException {
        if (json.peek() == JsonToken.NULL) {
            json.nextNull();
            return null;
        }
        return json.nextLong();
    }
}
