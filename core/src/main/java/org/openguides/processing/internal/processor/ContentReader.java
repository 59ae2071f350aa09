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
import org.openguides.processing.internal.engine.EngineMetrics;
import org.openguides.processing.internal.log.ServerLog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;

/** Reads originals as far as their type requires. Safe for use by multiple threads. */
@Component(service = ContentReader.class, configurationPid = "org.openguides.processing.dita")
@Designate(ocd = DitaConfig.class)
public final class ContentReader {

    private static final Logger LOG = ServerLog.of(ContentReader.class);

    private static final long MEGABYTE = 1 << 20;

    private final FileParser parser;
    private final long mostBytes;
    private final EngineMetrics metrics;

    /** Creates a reader with the configured classes; logs those that cannot be used. */
    @Activate
    public ContentReader(DitaConfig config, @Reference(name = "metrics") EngineMetrics metrics) {
        this(Specialisations.of(List.of(config.specialisations())), config.sniffMegabytes() * MEGABYTE, metrics);
    }

    /**
     * Creates a reader with the given classes, which examines files of unknown type up to 64 MiB and measures nothing.
     */
    public ContentReader(Specialisations own) {
        this(own, 64 * MEGABYTE, EngineMetrics.NONE);
    }

    /**
     * @param own       classes of elements in addition to those of OASIS
     * @param mostBytes size in bytes above which a file is opened only if its extension is one of DITA
     * @param metrics   receives how long reading and parsing take
     */
    public ContentReader(Specialisations own, long mostBytes, EngineMetrics metrics) {
        own.refusals().forEach(refusal -> LOG.error("Specialisation {}", refusal));
        this.parser = new FileParser(own.classes());
        this.mostBytes = mostBytes;
        this.metrics = metrics;
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
            return read(asset, original -> parser.read(name, original));
        } catch (FileNotFoundException e) {
            throw e;
        } catch (IOException e) {
            throw new ContentUnreachableException(asset.path(), e);
        }
    }

    /**
     * Reads the original of an asset with a parser, and measures both.
     *
     * @throws FileNotFoundException       if there is none
     * @throws ContentUnreachableException if it cannot be read at the moment
     * @throws IOException                 from the parser
     */
    <T> T read(AssetNode asset, AssetNode.Reading<T> parser) throws RepositoryException, IOException {
        long began = System.nanoTime();
        return asset.readOriginal(original -> {
            TimedStream bytes = new TimedStream(original, System.nanoTime() - began);
            try {
                return parser.of(bytes);
            } finally {
                metrics.took(EngineMetrics.Step.READ, bytes.nanos());
                metrics.took(EngineMetrics.Step.PARSE, System.nanoTime() - began - bytes.nanos());
            }
        });
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
