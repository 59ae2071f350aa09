package org.openguides.processing.internal.dita;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MediaTypesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "application/octet-stream",
                "Application/Octet-Stream; x=y",
                "unknown",
                "/",
                "application/xml",
                "text/xml",
                "text/plain;charset=utf-8",
                "application/dita+xml; format=topic",
                "application/vnd.acme.task+xml",
                "text/html",
            })
    void whatMayBeDitaIsLookedInto(String mediaType) {
        assertTrue(MediaTypes.mayBeDita(mediaType));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image/png",
                "image/svg+xml",
                "VIDEO/MP4",
                "audio/mpeg",
                "font/woff2",
                "model/gltf-binary",
                "application/zip",
                "application/pdf; version=1.7",
                "application/x-indesign",
                "application/vnd.adobe.indesign-idml-package",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                "application/msword",
                "application/json",
                "application/rdf+xml",
                "application/mxf",
                "multipart/related",
                "message/rfc822",
            })
    void mediaAndArchivesAndOfficesAreNot(String mediaType) {
        assertFalse(MediaTypes.mayBeDita(mediaType));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "application/octet-stream", "binary/octet-stream", "none"})
    void someTypesTellNothing(String mediaType) {
        assertEquals(true, MediaTypes.isUnknown(mediaType));
        assertFalse(MediaTypes.isUnknown("text/plain"));
    }
}
