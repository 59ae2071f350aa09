package org.openguides.processing.internal.dita;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLResolver;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.events.EntityDeclaration;
import javax.xml.transform.stream.StreamSource;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Collection;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLStreamReader2;

/**
 * Opens XML documents securely: only the given bytes are read, and memory is bounded. Supports internal DTD subsets for
 * entity declarations, and treats every external subset as empty. Safe for use by multiple threads.
 */
final class SafeXml {

    /** Maximum bytes before the root element; the whole internal subset is held in memory. */
    static final int MAX_PROLOG_BYTES = 4_000_000;

    /** Maximum bytes of a file. */
    static final int MAX_BYTES = 100_000_000;

    /** Maximum number of expanded entities; multiplied by their length it limits how far a small file can grow. */
    static final int MAX_EXPANSIONS = 1000;

    /** Maximum characters of an entity, without nested entities. */
    static final int MAX_ENTITY_LENGTH = 10_000;

    static final int MAX_DEPTH = 1000;
    static final int MAX_ATTRIBUTES = 1000;
    static final int MAX_ATTRIBUTE_LENGTH = 1_000_000;
    static final int MAX_NAME_LENGTH = 1000;

    /** Maximum number of different names of elements, attributes and processing instructions in a file. */
    static final int MAX_NAMES = 10_000;

    /** Maximum number of references, keys, key scopes and ids in a file, which are held in memory. */
    static final int MAX_RECORDS = 200_000;

    private final XMLInputFactory2 factory = new WstxInputFactory();

    SafeXml() {
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, true);
        factory.setProperty(XMLInputFactory.IS_VALIDATING, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        // Prefixes that only a DTD binds are not an error.
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        // With null instead of an empty source, Woodstox would fetch the resource.
        factory.setProperty(WstxInputProperties.P_DTD_RESOLVER, (XMLResolver) SafeXml::nothing);
        factory.setProperty(WstxInputProperties.P_ENTITY_RESOLVER, (XMLResolver) SafeXml::nothing);
        factory.setProperty(WstxInputProperties.P_MAX_ENTITY_COUNT, MAX_EXPANSIONS);
        factory.setProperty(WstxInputProperties.P_MAX_ENTITY_DEPTH, 50);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, MAX_ATTRIBUTE_LENGTH);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, MAX_DEPTH);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, MAX_ATTRIBUTES);
        factory.setProperty(WstxInputProperties.P_MAX_CHARACTERS, (long) MAX_BYTES);
        // Lazy parsing checks comments and text outside titles without holding them.
        factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, true);
    }

    private static Object nothing(String publicId, String systemId, String base, String namespace) {
        return new StreamSource(new ByteArrayInputStream(new byte[0]), "file:///empty.dtd");
    }

    /** Opens a document, without a system id, as Woodstox would resolve others against it. */
    XMLStreamReader2 open(InputStream bytes) throws XMLStreamException {
        return (XMLStreamReader2) factory.createXMLStreamReader(bytes);
    }

    /** Rejects entities that are too long; must be called after the DOCTYPE. */
    static void checkEntities(XMLStreamReader reader) throws XMLStreamException {
        if (reader.getProperty("javax.xml.stream.entities") instanceof Collection<?> entities) {
            for (Object each : entities) {
                checkEntity((EntityDeclaration) each, reader);
            }
        }
    }

    private static void checkEntity(EntityDeclaration entity, XMLStreamReader reader) throws XMLStreamException {
        String text = entity.getReplacementText();
        if (text != null && text.length() > MAX_ENTITY_LENGTH) {
            throw new LimitException("An entity stands for more than " + MAX_ENTITY_LENGTH + " characters", reader);
        }
    }

    /** Reports a limit of this class like the parser reports its own. */
    static final class LimitException extends XMLStreamException {

        private static final long serialVersionUID = 1L;

        LimitException(String message, XMLStreamReader reader) {
            super(message);
            location = reader.getLocation();
        }
    }
}
