package org.openguides.processing.internal.dita;

import javax.xml.stream.XMLResolver;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import com.ctc.wstx.api.WstxInputProperties;
import org.codehaus.stax2.DTDInfo;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;

/** Reads one document. What has been read is available even if reading fails. Not thread-safe. */
final class DocumentReader {

    private final XMLStreamReader2 xml;
    private final StartTag tag;
    private final Vocabulary more;
    private final DitaHint hint;
    private final Runnable onRoot;

    private final Names names = new Names();
    private final Entities entities;
    private final TitleCollector title = new TitleCollector();
    private final WordCounter words = new WordCounter();
    private final IdCollector ids = new IdCollector();
    private final ReferenceCollector collector = new ReferenceCollector();
    private final MapBranches branches = new MapBranches();

    private @Nullable Doctype doctype;
    private @Nullable DocumentVocabulary vocabulary;
    private @Nullable Root root;
    private @Nullable Nesting nesting;

    /**
     * Creates a reader of a document.
     *
     * @param more   vocabulary of a customer
     * @param onRoot called when the root element has been read
     */
    DocumentReader(XMLStreamReader2 xml, Vocabulary more, DitaHint hint, Runnable onRoot) {
        this.xml = xml;
        this.entities = new Entities(xml);
        this.tag = new StartTag(xml);
        this.more = more;
        this.hint = hint;
        this.onRoot = onRoot;
    }

    /** Reads the document to its end, or only the start tag of its root if it is not DITA. */
    DitaDocument read() throws XMLStreamException {
        xml.setProperty(WstxInputProperties.P_UNDECLARED_ENTITY_RESOLVER, (XMLResolver) entities::replacement);
        while (xml.hasNext() && isWorthReading()) {
            switch (xml.next()) {
                case XMLStreamConstants.DTD -> doctype();
                case XMLStreamConstants.START_ELEMENT -> start();
                case XMLStreamConstants.END_ELEMENT -> end();
                case XMLStreamConstants.PROCESSING_INSTRUCTION -> names.checkInstruction(xml);
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> text();
                default -> {
                    // comments
                }
            }
        }
        return document(Objects.requireNonNull(root, "a document has a root"));
    }

    @Nullable
    Root root() {
        return root;
    }

    @Nullable
    Doctype doctypeSoFar() {
        return doctype;
    }

    private boolean isWorthReading() {
        return root == null || root.type() != DitaType.NOT_DITA;
    }

    private void doctype() throws XMLStreamException {
        // The reader itself makes the ids available only after it has read the internal subset, which may fail.
        DTDInfo info = (DTDInfo) xml;
        doctype = new Doctype(info.getDTDRootName(), info.getDTDPublicId(), info.getDTDSystemId());
        entities.declaredBy(doctype);
        xml.getDTDInfo();
        SafeXml.checkEntities(xml);
    }

    private void start() throws XMLStreamException {
        tag.look();
        names.checkStartTag(tag, xml);
        OpenElement element = nesting == null ? openRoot() : nesting.open(null);
        if (isWorthReading()) {
            words.border(element);
            title.start(element);
            String id = tag.kept("id");
            if (isMap()) {
                branches.start(element, id);
            }
            if (id != null && !id.isEmpty()) {
                ids.collect(id, element);
            }
            collect(element);
            checkRecords();
        }
    }

    private void checkRecords() throws XMLStreamException {
        int scopes = Objects.requireNonNull(nesting).keyScopes().size();
        if (collector.count() + ids.count() + scopes + branches.count() > SafeXml.MAX_RECORDS) {
            throw new SafeXml.LimitException(
                    "There are more than " + SafeXml.MAX_RECORDS + " references, keys and ids", xml);
        }
        if (collector.characters() > KeptText.MOST) {
            throw new SafeXml.LimitException(
                    "The references and keys have more than " + KeptText.MOST + " characters", xml);
        }
    }

    private void collect(OpenElement element) {
        Root known = Objects.requireNonNull(root);
        if (known.type() == DitaType.DITAVAL) {
            collector.collectFlag(tag, element);
            return;
        }
        if (isIgnored(element, known)) {
            return;
        }
        collector.collectReferences(tag, element);
        if (known.type() == DitaType.MAP) {
            collector.collectKeys(tag, element);
        }
    }

    /** Elements of other vocabularies may have an unrelated {@code href} attribute. */
    private boolean isIgnored(OpenElement element, Root known) {
        boolean otherNamespace =
                !element.namespace().isEmpty() && !element.namespace().equals(known.namespace());
        boolean unknownInForeign = element.foreign() && element.ditaClass() == null && !isNamed(element.name());
        return tag.hasPrefix() || otherNamespace || unknownInForeign;
    }

    private boolean isNamed(String element) {
        return Objects.requireNonNull(vocabulary).knows(element);
    }

    private OpenElement openRoot() {
        onRoot.run();
        vocabulary = new DocumentVocabulary(more, doctype);
        root = Root.of(tag, doctype, vocabulary, hint);
        nesting = new Nesting(tag, vocabulary, root.type());
        return nesting.open(root.ditaClass());
    }

    private void text() {
        words.text(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
        if (title.wantsText()) {
            title.text(xml.getText());
        }
        if (branches.wantsText()) {
            branches.text(xml.getText());
        }
    }

    private void end() {
        Nesting open = Objects.requireNonNull(nesting);
        OpenElement ended = open.close();
        words.border(ended);
        title.end(ended);
        if (isMap()) {
            branches.end(ended, open.count());
        }
    }

    private boolean isMap() {
        return root != null && root.type() == DitaType.MAP;
    }

    private static List<KeyScope> keyScopes(List<MapBranch> branches) {
        return branches.stream()
                .flatMap(branch -> Stream.ofNullable(branch.keyScope()))
                .toList();
    }

    private static ElementIds.Kind idKind(Root known) {
        return switch (known.type()) {
            case TOPIC -> known.isUnknown() ? ElementIds.Kind.UNKNOWN : ElementIds.Kind.TOPICS;
            case MAP -> ElementIds.Kind.MAP;
            case DITAVAL, NOT_DITA -> ElementIds.Kind.UNKNOWN;
        };
    }

    private DitaDocument document(Root known) {
        boolean dita = known.type() == DitaType.TOPIC || known.type() == DitaType.MAP;
        List<String> warnings = new ArrayList<>(entities.warnings());
        if (known.isUnknown()) {
            warnings.add("The class of root element " + known.name() + " is not known");
        }
        List<MapBranch> parts = branches.branches();
        String byAttribute = known.type() == DitaType.MAP ? known.titleAttribute() : null;
        return new DitaDocument(
                known.type(),
                known.isUnknown(),
                known.name(),
                doctype == null ? null : doctype.publicId(),
                known.ditaClass() == null ? null : known.ditaClass().value(),
                known.id(),
                !dita || title.title() == null ? byAttribute : title.title(),
                known.language(),
                collector.references(parts),
                ids.ids(idKind(known)),
                collector.keys(parts),
                keyScopes(parts),
                parts,
                dita ? words.words() : 0,
                warnings);
    }
}
