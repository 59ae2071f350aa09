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
 * Opens XML so that nothing but the given bytes is ever read, and never too much of it is held. It knows DTDs, for the
 * entities that a file declares itself, and takes every external subset as empty. Safe for use by many threads.
 */
final class SafeXml {

    /** How many bytes may come before the root element: all of an internal subset is held. */
    static final int MAX_PROLOG_BYTES = 4_000_000;

    /** How many bytes a file may have. */
    static final int MAX_BYTES = 100_000_000;

    /** How many entities may be expanded; times their length it bounds what a small file can grow to. */
    static final int MAX_EXPANSIONS = 1000;

    /** How many characters an entity may stand for, not counting those of entities in it. */
    static final int MAX_ENTITY_LENGTH = 10_000;

    static final int MAX_DEPTH = 1000;
    static final int MAX_ATTRIBUTES = 1000;
    static final int MAX_ATTRIBUTE_LENGTH = 1_000_000;
    static final int MAX_NAME_LENGTH = 1000;

    /** How many different names of elements, attributes and processing instructions a file may have. */
    static final int MAX_NAMES = 10_000;

    /** How many references, keys, key scopes and ids a file may have: what is held of it until it is read. */
    static final int MAX_RECORDS = 200_000;

    private final XMLInputFactory2 factory = new WstxInputFactory();

    SafeXml() {
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, true);
        factory.setProperty(XMLInputFactory.IS_VALIDATING, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        // Prefixes that only a DTD binds are no error.
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        // Null instead of an empty source would make Woodstox fetch what is asked for.
        factory.setProperty(WstxInputProperties.P_DTD_RESOLVER, (XMLResolver) SafeXml::nothing);
        factory.setProperty(WstxInputProperties.P_ENTITY_RESOLVER, (XMLResolver) SafeXml::nothing);
        factory.setProperty(WstxInputProperties.P_MAX_ENTITY_COUNT, MAX_EXPANSIONS);
        factory.setProperty(WstxInputProperties.P_MAX_ENTITY_DEPTH, 50);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, MAX_ATTRIBUTE_LENGTH);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, MAX_DEPTH);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, MAX_ATTRIBUTES);
        factory.setProperty(WstxInputProperties.P_MAX_CHARACTERS, (long) MAX_BYTES);
        // Lazy, so that comments and text outside of titles are checked but not held.
        factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, true);
    }

    private static Object nothing(String publicId, String systemId, String base, String namespace) {
        return new StreamSource(new ByteArrayInputStream(new byte[0]), "file:///empty.dtd");
    }

    /** A reader of a document; without a system id, because Woodstox would resolve others against it. */
    XMLStreamReader2 open(InputStream bytes) throws XMLStreamException {
        return (XMLStreamReader2) factory.createXMLStreamReader(bytes);
    }

    /** Refuses entities that are too long; to be called when the DOCTYPE has been read to its end. */
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

    /** A limit of ours, as the parser reports its own. */
    static final class LimitException extends XMLStreamException {

        private static final long serialVersionUID = 1L;

        LimitException(String message, XMLStreamReader reader) {
            super(message);
            location = reader.getLocation();
        }
    }
}
