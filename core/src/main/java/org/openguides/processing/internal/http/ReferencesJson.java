package org.openguides.processing.internal.http;

import java.io.IOException;
import java.util.List;

import com.google.gson.stream.JsonWriter;
import org.openguides.processing.api.FileType;
import org.openguides.processing.internal.catalog.AssetFacts;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.resolution.BrokenReferences;
import org.openguides.processing.internal.resolution.Incoming;
import org.openguides.processing.internal.resolution.Outgoing;
import org.openguides.processing.internal.status.AssetStatus;

/** References as the contract shows them. */
final class ReferencesJson {

    private ReferencesJson() {}

    static void write(
            AssetFacts asset,
            AssetStatus status,
            List<Outgoing> outgoing,
            List<Incoming> incoming,
            List<String> keys,
            JsonWriter json)
            throws IOException {
        FileType type = asset.type();
        json.beginObject();
        json.name("path").value(asset.path());
        json.name("uuid").value(asset.uuid());
        json.name("fileType").value(type == null ? "" : RunJson.name(type));
        json.name("title").value(asset.title());
        json.name("id").value(asset.id());
        json.name("class").value(asset.ditaClass());
        json.name("status").value(AssetStatusJson.status(status));
        json.name("outgoing").beginArray();
        for (Outgoing each : outgoing) {
            write(each, json);
        }
        json.endArray();
        json.name("incoming").beginArray();
        for (Incoming each : incoming) {
            write(each, json);
        }
        json.endArray();
        json.name("keys").beginArray();
        for (String key : keys) {
            json.value(key);
        }
        json.endArray();
        json.endObject();
    }

    static void write(BrokenReferences.Page page, long offset, int limit, JsonWriter json) throws IOException {
        json.beginObject();
        json.name("references").beginArray();
        for (BrokenReferences.Broken each : page.references()) {
            DitaReference reference = each.reference().reference();
            json.beginObject();
            json.name("path").value(each.path());
            json.name("uuid").value(each.uuid());
            json.name("element").value(reference.element());
            json.name("attribute").value(reference.attribute());
            json.name("value").value(reference.value());
            json.name("line").value(reference.line());
            json.name("status").value(each.reference().status().label());
            json.endObject();
        }
        json.endArray();
        json.name("offset").value(offset);
        json.name("limit").value(limit);
        json.name("hasMore").value(page.next() != null);
        if (page.next() != null) {
            json.name("nextCursor").value(BrokenCursor.of(page.next()));
        }
        json.endObject();
    }

    private static void write(Outgoing outgoing, JsonWriter json) throws IOException {
        DitaReference reference = outgoing.reference();
        json.beginObject();
        json.name("element").value(reference.element());
        json.name("attribute").value(reference.attribute());
        json.name("value").value(reference.value());
        json.name("line").value(reference.line());
        json.name("kind").value(kind(reference.role()));
        json.name("status").value(outgoing.status().label());
        json.name("target").value(outgoing.target());
        json.endObject();
    }

    private static void write(Incoming incoming, JsonWriter json) throws IOException {
        json.beginObject();
        json.name("path").value(incoming.path());
        json.name("uuid").value(incoming.uuid());
        json.name("element").value(incoming.element());
        json.name("attribute").value(incoming.attribute());
        json.endObject();
    }

    private static String kind(DitaReference.Role role) {
        return switch (role) {
            case TOPICREF -> "topicref";
            case MAPREF -> "mapref";
            case KEYDEF -> "keydef";
            case CONTENT, CONTENT_END -> "conref";
            case IMAGE -> "image";
            case OBJECT -> "object";
            case INCLUSION -> "inclusion";
            case COPY_TO, LINK -> "link";
        };
    }
}
