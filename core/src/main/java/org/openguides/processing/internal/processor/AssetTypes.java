package org.openguides.processing.internal.processor;

import javax.jcr.RepositoryException;

import java.io.FileNotFoundException;

import org.openguides.processing.api.FileType;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.dita.FileContent;
import org.openguides.processing.internal.engine.TypeDetector;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Determines types of assets by name, and by content where the name is not sufficient. */
@Component(service = TypeDetector.class)
public final class AssetTypes implements TypeDetector {

    private final ContentReader reader;

    @Activate
    public AssetTypes(@Reference(name = "reader") ContentReader reader) {
        this.reader = reader;
    }

    @Override
    public FileType typeOf(AssetNode asset) throws RepositoryException {
        try {
            return of(asset, reader.read(asset));
        } catch (FileNotFoundException noOriginal) {
            return FileType.ofName(asset.name());
        }
    }

    /** The type of an asset that has been read: what its content is to DITA, else what its name tells. */
    static FileType of(AssetNode asset, FileContent content) {
        return switch (content.type()) {
            case TOPIC -> FileType.DITA_TOPIC;
            case MAP -> FileType.DITA_MAP;
            case DITAVAL -> FileType.DITAVAL;
            case NOT_DITA -> FileType.ofName(asset.name());
        };
    }
}
