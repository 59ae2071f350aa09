package org.openguides.processing.internal.processor;

import javax.jcr.RepositoryException;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.dita.DitaDocument;
import org.openguides.processing.internal.dita.DitaHint;
import org.openguides.processing.internal.dita.DitaParser;
import org.openguides.processing.internal.dita.DitaSyntaxException;
import org.openguides.processing.internal.dita.FileKind;
import org.openguides.processing.internal.dita.Specialisations;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads originals as far as their kind asks for it. Safe for use by many threads. */
@Component(service = ContentReader.class, configurationPid = "org.openguides.processing.dita")
@Designate(ocd = DitaConfig.class)
public final class ContentReader {

    private static final Logger LOG = LoggerFactory.getLogger(ContentReader.class);

    private final DitaParser parser;

    /** Knows what the configuration says of classes, and tells of what it can't mean. */
    @Activate
    public ContentReader(DitaConfig config) {
        this(Specialisations.of(List.of(config.specialisations())));
    }

    /** Knows these classes. */
    public ContentReader(Specialisations own) {
        own.refusals().forEach(refusal -> LOG.error("Specialisation {}", refusal));
        parser = new DitaParser(own.classes());
    }

    /**
     * What an original says.
     *
     * @param kind     what the asset is
     * @param document its XML; null if it was not parsed or is not well-formed
     * @param error    why it is not well-formed; null if it is, or if nobody need care
     */
    record Content(FileKind kind, @Nullable DitaDocument document, @Nullable DitaSyntaxException error) {}

    /** Reads the original of an asset; binaries are not even opened. */
    Content read(AssetNode asset) throws RepositoryException, IOException {
        String name = asset.name();
        FileKind.Parsing parsing = FileKind.parsing(name);
        if (parsing == FileKind.Parsing.NEVER) {
            return new Content(FileKind.of(name), null, null);
        }
        try (BufferedInputStream bytes = new BufferedInputStream(asset.openOriginal())) {
            if (parsing == FileKind.Parsing.IF_XML && !looksLikeXml(bytes)) {
                return new Content(FileKind.of(name), null, null);
            }
            return parse(name, bytes);
        }
    }

    private Content parse(String name, InputStream bytes) throws IOException {
        try {
            DitaDocument document = parser.parse(bytes, DitaHint.of(name));
            return new Content(FileKind.of(name, document), document, null);
        } catch (DitaSyntaxException e) {
            FileKind kind = FileKind.ofBroken(name, e);
            return new Content(kind, null, kind == FileKind.OTHER ? null : e);
        }
    }

    private static boolean looksLikeXml(BufferedInputStream bytes) throws IOException {
        bytes.mark(FileKind.SNIFFED_BYTES);
        byte[] first = bytes.readNBytes(FileKind.SNIFFED_BYTES);
        bytes.reset();
        return FileKind.looksLikeXml(first);
    }
}
