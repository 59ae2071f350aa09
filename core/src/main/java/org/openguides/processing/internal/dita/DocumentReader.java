package org.openguides.processing.internal.dita;

import javax.xml.stream.XMLResolver;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import com.ctc.wstx.api.WstxInputProperties;
import org.codehaus.stax2.DTDInfo;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.DitaReference.Scope;
import org.openguides.processing.internal.dita.ElementClass.Trait;

/** Reads one document. What it has read can be asked for when reading fails, too. Not thread-safe. */
final class DocumentReader {

    /** The root of files that hold several topics. */
    static final String DITABASE = "dita";

    private final XMLStreamReader2 xml;
    private final StartTag tag;
    private final Vocabulary more;
    private final DitaHint hint;
    private final Runnable onRoot;

    private final Entities entities = new Entities();
    private final TitleCollector title = new TitleCollector();
    private final IdCollector ids = new IdCollector();
    private final ReferenceCollector collector = new ReferenceCollector();
    private final List<KeyScope> keyScopes = new ArrayList<>();

    private @Nullable Doctype doctype;
    private @Nullable DocumentVocabulary vocabulary;
    private @Nullable Root root;
    private @Nullable OpenElement current;

    /**
     * Of a document.
     *
     * @param more   a customer's own names
     * @param onRoot called when the root element is there
     */
    DocumentReader(XMLStreamReader2 xml, Vocabulary more, DitaHint hint, Runnable onRoot) {
        this.xml = xml;
        this.tag = new StartTag(xml);
        this.more = more;
        this.hint = hint;
        this.onRoot = onRoot;
    }

    /** Reads to the end; of a document that is not DITA only the root's start tag. */
    DitaDocument read() throws XMLStreamException {
        xml.setProperty(WstxInputProperties.P_UNDECLARED_ENTITY_RESOLVER, (XMLResolver) entities::replacement);
        while (xml.hasNext() && isWorthReading()) {
            switch (xml.next()) {
                case XMLStreamConstants.DTD -> doctype();
                case XMLStreamConstants.START_ELEMENT -> start();
                case XMLStreamConstants.END_ELEMENT -> end();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text();
                default -> {
                    // comments, processing instructions
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
        // The reader itself knows the ids before it has read the internal subset, which may fail.
        DTDInfo info = (DTDInfo) xml;
        doctype = new Doctype(info.getDTDRootName(), info.getDTDPublicId(), info.getDTDSystemId());
        entities.declaredBy(doctype);
        xml.getDTDInfo();
        SafeXml.checkEntities(xml);
    }

    private void start() throws XMLStreamException {
        SafeXml.checkNames(xml);
        OpenElement element = current == null ? openRoot() : open(current);
        current = element;
        if (isWorthReading()) {
            title.start(element);
            String id = tag.value("id");
            if (id != null && !id.isEmpty()) {
                ids.collect(id, element);
            }
            collect(element);
        }
    }

    private void collect(OpenElement element) {
        Root known = Objects.requireNonNull(root);
        DocumentVocabulary names = Objects.requireNonNull(vocabulary);
        if (known.type() == DitaType.DITAVAL || isIgnored(element, known, names)) {
            return;
        }
        collector.collectReferences(tag, element, names);
        if (known.type() == DitaType.MAP) {
            collector.collectKeys(tag, element, names);
        }
    }

    /** Elements of other vocabularies may have an {@code href} of their own. */
    private boolean isIgnored(OpenElement element, Root known, DocumentVocabulary names) {
        boolean otherNamespace =
                !element.namespace().isEmpty() && !element.namespace().equals(known.namespace());
        boolean unknownInForeign = element.foreign() && element.ditaClass() == null && !names.knows(element.name());
        return tag.hasPrefix() || otherNamespace || unknownInForeign;
    }

    private OpenElement openRoot() {
        onRoot.run();
        vocabulary = new DocumentVocabulary(more, doctype);
        root = Root.of(tag, doctype, vocabulary, hint);
        vocabulary.decide(root.type());
        return open(root.ditaClass(), null);
    }

    private OpenElement open(OpenElement parent) {
        return open(Objects.requireNonNull(vocabulary).of(tag.name(), tag.value("class")), parent);
    }

    private OpenElement open(@Nullable ElementClass found, @Nullable OpenElement parent) {
        Scope ownScope = found != null && found.is(Trait.CASCADES) ? Scope.of(tag.value("scope")) : null;
        String ownNamespace = tag.value("xmlns");
        boolean topic = found != null && found.is(Trait.TOPIC);
        return new OpenElement(
                parent == null ? 1 : parent.depth() + 1,
                tag.name(),
                found,
                parent,
                ownScope == null && parent != null ? parent.scope() : ownScope,
                topic || parent == null ? tag.value("id") : parent.topicId(),
                keyScope(parent),
                resourceOnly(parent),
                ownNamespace == null && parent != null
                        ? parent.namespace()
                        : Objects.requireNonNullElse(ownNamespace, ""),
                (found != null && found.is(Trait.FOREIGN)) || (parent != null && parent.foreign()));
    }

    private @Nullable KeyScope keyScope(@Nullable OpenElement parent) {
        KeyScope outer = parent == null ? null : parent.keyScope();
        List<String> names = isMap() ? tag.words("keyscope") : List.of();
        if (names.isEmpty()) {
            return outer;
        }
        KeyScope own = new KeyScope(names, outer);
        keyScopes.add(own);
        return own;
    }

    private boolean resourceOnly(@Nullable OpenElement parent) {
        if (!isMap()) {
            return false;
        }
        String own = tag.value("processing-role");
        String role = own == null && vocabulary != null ? vocabulary.defaultOf(tag.name(), "processing-role") : own;
        return role == null ? parent != null && parent.resourceOnly() : role.equals("resource-only");
    }

    private boolean isMap() {
        return root != null && root.type() == DitaType.MAP;
    }

    private void text() {
        if (title.wantsText()) {
            title.text(xml.getText());
        }
    }

    private void end() {
        OpenElement ended = Objects.requireNonNull(current);
        title.end(ended);
        current = ended.parent();
    }

    private DitaDocument document(Root known) {
        boolean dita = known.type() == DitaType.TOPIC || known.type() == DitaType.MAP;
        List<String> warnings = new ArrayList<>(entities.warnings());
        if (known.isUnknown()) {
            warnings.add("The class of root element " + known.name() + " is not known");
        }
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
                collector.references(),
                ids.ids(!known.isUnknown() && known.type() == DitaType.TOPIC),
                collector.keys(),
                keyScopes,
                warnings);
    }
}
