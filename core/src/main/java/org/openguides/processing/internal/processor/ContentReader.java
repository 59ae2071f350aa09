package org.openguides.processing.internal.processor;

import javax.jcr.RepositoryException;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;

import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.asset.ContentUnreachableException;
import org.openguides.processing.internal.dita.FileContent;
import org.openguides.processing.internal.dita.FileNames;
import org.openguides.processing.internal.dita.FileParser;
import org.openguides.processing.internal.dita.MediaTypes;
import org.openguides.processing.internal.dita.Specialisations;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads originals as far as their type requires. Safe for use by multiple threads. */
@Component(service = ContentReader.class, configurationPid = "org.openguides.processing.dita")
@Designate(ocd = DitaConfig.class)
public final class ContentReader {

    private static final Logger LOG = LoggerFactory.getLogger(ContentReader.class);

    private static final long MEGABYTE = 1 << 20;

    private final FileParser parser;
    private final long mostBytes;

    /** Creates a reader with the configured classes; logs those that cannot be used. */
    @Activate
    public ContentReader(DitaConfig config) {
        this(Specialisations.of(List.of(config.specialisations())), config.sniffMegabytes() * MEGABYTE);
    }

    /** Creates a reader with the given classes, which examines files of unknown type up to 64 MiB. */
    public ContentReader(Specialisations own) {
        this(own, 64 * MEGABYTE);
    }

    /**
     * @param own       classes of elements in addition to those of OASIS
     * @param mostBytes size in bytes above which a file is opened only if its extension is one of DITA
     */
    ContentReader(Specialisations own, long mostBytes) {
        own.refusals().forEach(refusal -> LOG.error("Specialisation {}", refusal));
        this.parser = new FileParser(own.classes());
        this.mostBytes = mostBytes;
    }

    /**
     * Reads the original of an asset. Media and archives are not opened: with a data store in a cloud, the first byte
     * of a file costs the transfer of the whole file.
     *
     * @throws FileNotFoundException       if there is none
     * @throws ContentUnreachableException if it cannot be read at the moment
     */
    FileContent read(AssetNode asset) throws RepositoryException, FileNotFoundException {
        String name = asset.name();
        FileNames.Parsing parsing = FileNames.parsing(name);
        if (parsing == FileNames.Parsing.NEVER || (parsing != FileNames.Parsing.ALWAYS && !mayBeDita(asset))) {
            return FileContent.unread(name);
        }
        try {
            return asset.readOriginal(original -> parser.read(name, original));
        } catch (FileNotFoundException e) {
            throw e;
        } catch (IOException e) {
            throw new ContentUnreachableException(asset.path(), e);
        }
    }

    /**
     * Returns whether to open a file whose name does not determine its type, by its media type and size, which are
     * known without opening it. Costs two or three reads of properties.
     */
    private boolean mayBeDita(AssetNode asset) throws RepositoryException {
        String known = asset.mimeType();
        String mediaType = MediaTypes.isUnknown(known) ? asset.format() : known;
        return MediaTypes.mayBeDita(mediaType) && asset.size() <= mostBytes;
    }
}
