package org.openguides.processing.internal.http;

import java.util.List;

import org.openguides.processing.api.FileType;
import org.openguides.processing.internal.catalog.AssetFacts;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.http.wire.AssetReferencesDto;
import org.openguides.processing.internal.http.wire.BrokenReferenceDto;
import org.openguides.processing.internal.http.wire.BrokenReferencesDto;
import org.openguides.processing.internal.http.wire.IncomingReferenceDto;
import org.openguides.processing.internal.http.wire.OutgoingReferenceDto;
import org.openguides.processing.internal.http.wire.ReferenceStatusDto;
import org.openguides.processing.internal.resolution.BrokenReferences;
import org.openguides.processing.internal.resolution.Incoming;
import org.openguides.processing.internal.resolution.Outgoing;
import org.openguides.processing.internal.resolution.ReferenceStatus;
import org.openguides.processing.internal.status.AssetStatus;

/** Maps references to the records of the HTTP contract. */
final class ReferencesJson {

    private ReferencesJson() {}

    static AssetReferencesDto of(
            AssetFacts asset, AssetStatus status, List<Outgoing> outgoing, List<Incoming> incoming, List<String> keys) {
        FileType type = asset.type();
        return new AssetReferencesDto(
                /* path= */ asset.path(),
                /* uuid= */ asset.uuid(),
                /* fileType= */ type == null ? "" : type.code(),
                /* title= */ asset.title(),
                /* id= */ asset.id(),
                /* propertyClass= */ asset.ditaClass(),
                AssetStatusJson.state(status),
                outgoing.stream().map(ReferencesJson::outgoing).toList(),
                incoming.stream().map(ReferencesJson::incoming).toList(),
                keys);
    }

    static BrokenReferencesDto of(BrokenReferences.Page page, long offset, int limit) {
        return new BrokenReferencesDto(
                page.references().stream().map(ReferencesJson::broken).toList(),
                /* offset= */ offset,
                /* limit= */ (long) limit,
                page.next() != null,
                page.next() == null ? null : BrokenCursor.of(page.next()));
    }

    static BrokenReferenceDto broken(BrokenReferences.Broken broken) {
        DitaReference reference = broken.reference().reference();
        return new BrokenReferenceDto(
                /* path= */ broken.path(),
                /* uuid= */ broken.uuid(),
                /* element= */ reference.element(),
                /* attribute= */ reference.attribute(),
                /* value= */ reference.value(),
                reference.line(),
                status(broken.reference().status()));
    }

    private static OutgoingReferenceDto outgoing(Outgoing outgoing) {
        DitaReference reference = outgoing.reference();
        return new OutgoingReferenceDto(
                /* element= */ reference.element(),
                /* attribute= */ reference.attribute(),
                /* value= */ reference.value(),
                reference.line(),
                /* kind= */ kind(reference.role()),
                status(outgoing.status()),
                outgoing.target());
    }

    private static IncomingReferenceDto incoming(Incoming incoming) {
        return new IncomingReferenceDto(
                /* path= */ incoming.path(),
                /* uuid= */ incoming.uuid(),
                /* element= */ incoming.element(),
                /* attribute= */ incoming.attribute());
    }

    private static ReferenceStatusDto status(ReferenceStatus status) {
        return ReferenceStatusDto.valueOf(status.name());
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
