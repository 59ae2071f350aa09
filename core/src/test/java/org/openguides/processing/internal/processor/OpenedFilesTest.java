package org.openguides.processing.internal.processor;

import javax.jcr.Session;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.processing.api.FileType;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.dita.Specialisations;
import org.openguides.processing.internal.engine.EngineMetrics;
import org.openguides.processing.testing.OakRepository;
import org.openguides.processing.testing.ProcessedContent;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Which originals are opened: with a data store in a cloud the first byte costs the transfer of the whole file. */
class OpenedFilesTest {

    private static final String TOPIC = "<topic id='t'><title>T</title></topic>";
    private static final String ORIGINAL = "jcr:content/renditions/original/jcr:content/jcr:mimeType";
    private static final int LIMIT = 1000;

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private final ContentReader reader = new ContentReader(Specialisations.of(List.of()), LIMIT, EngineMetrics.NONE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "indd", "idml", "psb", "heic", "heif", "avif", "jp2", "dng", "cr2", "nef", "mkv", "mxf", "m2ts", "mts",
                "vob", "flv", "3gp", "aac", "flac", "aiff", "glb", "gltf", "fbx", "obj", "usdz", "step", "stl", "dwg",
                "dxf", "dcm", "pptm", "docm", "xlsm", "xlsb", "dotx", "potx", "key", "pages", "numbers", "msg", "eml",
                "tgz", "xz", "iso", "dmg", "vtt", "srt", "xmp", "MP4", "Zip",
            })
    void mediaAndArchivesAreKnownByTheirExtensions(String extension) throws Exception {
        String path = oak.damAsset("/content/dam/a." + extension, TOPIC);
        assertEquals(FileType.OTHERS, process(path));
        assertEquals(0, oak.originals().opened(path));
    }

    @ParameterizedTest
    @CsvSource({
        "a.unheard, video/mp4",
        "a, application/zip",
        "a.xml, image/svg+xml",
        "a.xml, application/pdf",
        "a.topic, application/vnd.ms-excel",
    })
    void whatThePlatformKnowsAsMediaIsNotOpened(String name, String mediaType) throws Exception {
        String file = oak.file("/content/dam/files/" + name, TOPIC);
        oak.set(file, "jcr:content/jcr:mimeType", mediaType);
        String original = oak.damAsset("/content/dam/originals/" + name, TOPIC);
        oak.set(original, ORIGINAL, mediaType);
        String metadata = oak.damAsset("/content/dam/metadata/" + name, TOPIC);
        oak.set(metadata, ORIGINAL, "application/octet-stream");
        oak.set(metadata, "jcr:content/metadata/dc:format", mediaType);
        for (String path : List.of(file, original, metadata)) {
            assertEquals(FileType.OTHERS, process(path), path);
            assertEquals(0, oak.originals().opened(path), path);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a.dita, video/mp4",
        "a.ditamap, application/zip",
        "a.xml, application/octet-stream",
        "a.xml, text/plain",
        "a.unheard, application/xml",
        "a, application/octet-stream",
        "a.topic, ''",
        "a.topic, application/dita+xml;format=topic",
    })
    void anExtensionOfDitaWinsAndWhatMayBeDitaIsRead(String name, String mediaType) throws Exception {
        String path = oak.damAsset("/content/dam/" + name, TOPIC);
        oak.set(path, ORIGINAL, mediaType);
        assertEquals(FileType.DITA_TOPIC, process(path));
        assertEquals(1, oak.originals().opened(path));
    }

    @Test
    void aTypeThatThePlatformKnowsWinsOverTheMetadata() throws Exception {
        String path = oak.damAsset("/content/dam/a.unheard", TOPIC);
        oak.set(path, ORIGINAL, "application/xml");
        oak.set(path, "jcr:content/metadata/dc:format", "video/mp4");
        assertEquals(FileType.DITA_TOPIC, process(path));
    }

    @ParameterizedTest
    @CsvSource({"a.unheard, OTHERS, 0", "a.xml, OTHERS, 0", "a.dita, DITA_TOPIC, 1"})
    void largeFilesAreOpenedOnlyIfTheirExtensionSaysDita(String name, FileType type, int opened) throws Exception {
        byte[] large = (TOPIC + " ".repeat(LIMIT)).getBytes(StandardCharsets.UTF_8);
        String path = oak.damAsset("/content/dam/" + name, large);
        assertEquals(type, process(path));
        assertEquals(opened, oak.originals().opened(path));
    }

    @Test
    void aReferenceToAPartOfAMediumDoesNotOpenIt() throws Exception {
        String video = oak.damAsset("/content/dam/v.unheard", TOPIC);
        oak.set(video, ORIGINAL, "video/mp4");
        process(oak.file(
                "/content/dam/a.dita", "<topic id='t'><title/><body><xref href='v.unheard#t=10'/></body></topic>"));
        assertEquals(0, oak.originals().opened(video));
    }

    private FileType process(String path) throws Exception {
        Session session = oak.login();
        AssetNode asset = AssetNode.at(session, path).orElseThrow();
        return ProcessedContent.processor(reader).process(asset.node()).type();
    }
}
