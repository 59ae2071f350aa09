package org.openguides.processing.internal.processor;

import javax.jcr.RepositoryException;

import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.asset.ContentUnreachableException;
import org.openguides.processing.internal.dita.DitaDocument;
import org.openguides.processing.internal.dita.DitaHint;
import org.openguides.processing.internal.dita.DitaParser;
import org.openguides.processing.internal.dita.DitaSyntaxException;
import org.openguides.processing.internal.dita.FileKind;
import org.openguides.processing.internal.dita.MediaTypes;
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

    private static final long MEGABYTE = 1 << 20;

    private final DitaParser parser;
    private final long mostBytes;

    /** Knows what the configuration says of classes, and logs what of it cannot be used. */
    @Activate
    public ContentReader(DitaConfig config) {
        this(Specialisations.of(List.of(config.specialisations())), config.sniffMegabytes() * MEGABYTE);
    }

    /** Knows these classes, and looks into files of unknown kinds up to 64 MiB. */
    public ContentReader(Specialisations own) {
        this(own, 64 * MEGABYTE);
    }

    /**
     * @param own       classes of elements beyond those of OASIS
     * @param mostBytes size beyond which a file is opened only if its extension says DITA
     */
    ContentReader(Specialisations own, long mostBytes) {
        own.refusals().forEach(refusal -> LOG.error("Specialisation {}", refusal));
        this.parser = new DitaParser(own.classes());
        this.mostBytes = mostBytes;
    }

    /**
     * What an original says.
     *
     * @param kind     what the asset is
     * @param document its XML; null if it was not parsed or is not well-formed
     * @param error    why it is not well-formed; null if it is, or if nobody need care
     */
    record Content(FileKind kind, @Nullable DitaDocument document, @Nullable DitaSyntaxException error) {}

    /**
     * Reads the original of an asset. Media and archives are not opened: of a data store in a cloud the first byte of a file
     * costs all of them.
     *
     * @throws FileNotFoundException       if there is none
     * @throws ContentUnreachableException if it cannot be read now
     */
    Content read(AssetNode asset) throws RepositoryException, FileNotFoundException {
        String name = asset.name();
        FileKind.Parsing parsing = FileKind.parsing(name);
        if (parsing == FileKind.Parsing.NEVER || (parsing != FileKind.Parsing.ALWAYS && !mayBeDita(asset))) {
            return new Content(FileKind.of(name), null, null);
        }
        try {
            return asset.readOriginal(original -> {
                BufferedInputStream bytes = new BufferedInputStream(original);
                return parsing == FileKind.Parsing.IF_XML && !looksLikeXml(bytes)
                        ? new Content(FileKind.of(name), null, null)
                        : parse(name, bytes);
            });
        } catch (FileNotFoundException e) {
            throw e;
        } catch (IOException e) {
            throw new ContentUnreachableException(asset.path(), e);
        }
    }

    /**
     * Whether it is worth opening a file whose name does not say what it is: the platform knows its media type and its size
     * without the file. This costs two or three reads of properties.
     */
    private boolean mayBeDita(AssetNode asset) throws RepositoryException {
        String known = asset.mimeType();
        String mediaType = MediaTypes.isUnknown(known) ? asset.format() : known;
        return MediaTypes.mayBeDita(mediaType) && asset.size() <= mostBytes;
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
